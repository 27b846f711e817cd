export { type F32Function, type F64Function, MathLibrary, type MathOptions } from "./library.js";
