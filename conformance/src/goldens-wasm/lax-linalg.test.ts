import "./every-operation-compiled.js";
import { testGoldens } from "../golden/test-goldens.js";

testGoldens("lax-linalg", "wasm");
