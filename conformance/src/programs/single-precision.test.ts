import { testPrograms } from "./generate.js";

testPrograms("float32", 1000);
