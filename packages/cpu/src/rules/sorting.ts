import { sorting } from "@hyrax/core";
import { cpuFamily } from "../kernel.js";
import { sort, topK } from "../sort.js";

export const sortingCpu = cpuFamily(sorting, { sort, topK });
