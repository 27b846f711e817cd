import { testEnginePrograms } from "./generate.js";

testEnginePrograms(4, 1250);
