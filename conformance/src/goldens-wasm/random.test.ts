import { testCompiledGoldens } from "./every-operation-compiled.js";

testCompiledGoldens("random");
