import { testPrograms } from "./generate.js";

testPrograms("float64", 1000);
