import { reduction } from "@hyrax/core";
import { argReduce } from "../arg-reduce.js";
import { all, any, greatest, least, logSum, parity, product, sum } from "../combinations.js";
import { cumulate } from "../cumulate.js";
import { cpuFamily } from "../kernel.js";
import { reduce } from "../reduce.js";

export const reductionCpu = cpuFamily(reduction, {
  reduceSum: reduce(sum),
  reduceProd: reduce(product),
  reduceMax: reduce(greatest),
  reduceMin: reduce(least),
  reduceAnd: reduce(all),
  reduceOr: reduce(any),
  reduceXor: reduce(parity),
  argmax: argReduce((a, b) => a > b),
  argmin: argReduce((a, b) => a < b),
  cumsum: cumulate(sum),
  cumprod: cumulate(product),
  cummax: cumulate(greatest),
  cummin: cumulate(least),
  cumlogsumexp: cumulate(logSum),
});
