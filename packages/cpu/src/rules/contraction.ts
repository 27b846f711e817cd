import { contraction } from "@hyrax/core";
import { dot } from "../dot.js";
import { cpuFamily } from "../kernel.js";

export const contractionCpu = cpuFamily(contraction, { dotGeneral: dot });
