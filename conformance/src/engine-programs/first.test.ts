import { testEnginePrograms } from "./generate.js";

testEnginePrograms(1, 1250);
