import { type Array, config } from "hyrax";
import { afterEach, describe, expect, test } from "vitest";
import { checksum, disagreement } from "../checksum.js";
import type { Job, WorkSizes } from "../works.js";
import { hyraxWorks, sweepRows, workloads } from "./index.js";

const mlp = { batch: 3, inputs: 5, hidden: 4, classes: 2 };
const matrix = { rows: 3, columns: 7 };
const small: WorkSizes = {
  matmul: { n: 5 },
  tanhExpSum: { n: 9 },
  softmax: matrix,
  layerNorm: matrix,
  logSumExp: matrix,
  sum: { n: 9 },
  cumsum: { n: 9 },
  sort: { n: 9 },
  gather: { n: 9 },
  scatterAdd: { n: 9 },
  convolution: { batch: 2, channels: 3, size: 5, filters: 2, window: 3 },
  mlp,
  compileMlp: mlp,
  adam: { layers: 2, width: 3 },
  rnn: { steps: 4, width: 3 },
  foriLoop: { steps: 5 },
  randomNormal: { n: 9 },
  randomNormalPartitionable: { n: 9 },
  jittedCall: { n: 3 },
  eagerOperation: { n: 3 },
};

afterEach(() => config.update("cpuEngine", undefined));

/** The checksum of the work's second run, on the engine of that name. */
function run(work: keyof WorkSizes, cpuEngine: "reference" | "wasm") {
  config.update("cpuEngine", cpuEngine);
  // The sizes are those of this kind of work.
  const open = hyraxWorks[work] as (sizes: WorkSizes[typeof work]) => Job<Array>;
  const job = open(small[work]);
  job.run();
  return checksum([job.run()].flat().map((result) => result.dataSync() as Float32Array));
}

describe("Hyrax computes what the reference engine computes", () => {
  test.each(Object.keys(small) as (keyof WorkSizes)[])("%s", (work) => {
    expect(disagreement(run(work, "wasm"), run(work, "reference"), { tolerance: 1e-5 })).toBeUndefined();
  });
});

test("every row of work has a name of its own", () => {
  const names = [...workloads, ...sweepRows].map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});
