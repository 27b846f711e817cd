import { testEnginePrograms } from "./generate.js";

testEnginePrograms(3, 1250);
