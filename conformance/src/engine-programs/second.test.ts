import { testEnginePrograms } from "./generate.js";

testEnginePrograms(2, 1250);
