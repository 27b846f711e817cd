import type { Array } from "hyrax";
import type { Works } from "../works.js";
import { adam } from "./adam.js";
import { convolution } from "./convolution.js";
import { cumsum } from "./cumsum.js";
import { eagerOperation, jittedCall } from "./dispatch.js";
import { gather, scatterAdd } from "./indexing.js";
import { foriLoop, rnn } from "./loops.js";
import { matmul } from "./matmul.js";
import { compileMlp, mlp } from "./mlp.js";
import { randomNormal, randomNormalPartitionable } from "./random-normal.js";
import { layerNorm, logSumExp, softmax } from "./rows-of-matrix.js";
import { sort } from "./sort.js";
import { sum } from "./sum.js";
import { tanhExpSum } from "./tanh-exp-sum.js";
import type { Workload } from "./workload.js";

export { sweepRows } from "./matmul.js";

/** Every kind of work, in the order of the report. */
const all = {
  matmul,
  tanhExpSum,
  softmax,
  convolution,
  mlp,
  rnn,
  foriLoop,
  randomNormal,
  randomNormalPartitionable,
  sort,
  cumsum,
  jittedCall,
  eagerOperation,
  compileMlp,
  layerNorm,
  logSumExp,
  sum,
  adam,
  gather,
  scatterAdd,
};

export const workloads: readonly Workload[] = Object.values(all).flatMap(({ rows }): readonly Workload[] => rows);

export const hyraxWorks: Works<Array> = Object.fromEntries(
  Object.entries(all).map(([work, { hyrax }]) => [work, hyrax]),
);
