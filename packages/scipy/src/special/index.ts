export { erf, erfc, erfinv } from "./error-function.js";
