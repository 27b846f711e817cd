import { testCompiledGoldens } from "./every-operation-compiled.js";

testCompiledGoldens("numpy-linalg");
