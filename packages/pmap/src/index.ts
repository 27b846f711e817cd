import "./register.js";

export { type PmapOptions, pmap } from "./api/pmap.js";
export { terminateWorkers } from "./spmd/pool.js";
