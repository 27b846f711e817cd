export { zeros } from "./constant.js";
