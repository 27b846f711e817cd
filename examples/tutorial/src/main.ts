import { fileURLToPath } from "node:url";
import { tutorial } from "./tutorial.js";

tutorial(fileURLToPath(new URL("../linear-model.svg", import.meta.url)));
console.log("\nEvery value printed as the tutorial says.");
