import "./register.js";

export {
  allGather,
  allToAll,
  axisIndex,
  axisSize,
  pmax,
  pmean,
  pmin,
  ppermute,
  psum,
  psumScatter,
} from "@hyrax/lax";
export { type PmapOptions, pmap } from "./api/pmap.js";
export { terminateWorkers } from "./spmd/pool.js";
