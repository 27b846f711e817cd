import { installPmap } from "./spmd/run.js";

installPmap();
