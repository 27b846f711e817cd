import { testCompiledGoldens } from "./every-operation-compiled.js";

testCompiledGoldens("programs", [
  // It runs one program for each device: engines compile what is in it.
  "pmap: there is no code for pmap; add some with elementRules.define or wasmRules.define",
]);
