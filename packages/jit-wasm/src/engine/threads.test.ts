import {
  add,
  broadcastInDim,
  config,
  convertElementType,
  cumlogsumexp,
  cumprod,
  cumsum,
  div,
  dotGeneral,
  exp,
  hostArray,
  mul,
  type Array as NDArray,
  reduceMax,
  reduceSum,
  type Shape,
  sin,
  sizeOf,
  sort,
  sub,
  transpose,
} from "@hyrax/core";
import { registerCpuEngine } from "@hyrax/cpu";
import { jit } from "@hyrax/jit";
import { afterAll, afterEach, expect, test } from "vitest";
import { MemoryPool } from "../memory/pool.js";
import { WasmEngine } from "./wasm-engine.js";

const pool = new MemoryPool({ worthStarting: 0 });
registerCpuEngine("wasm", new WasmEngine(pool, { smallest: 0 }));
afterEach(() => {
  config.update("cpuEngine", undefined);
  config.update("numThreads", undefined);
  config.update("enableX64", false);
});
afterAll(() => pool.threads.terminate());

function random(...shape: number[]): NDArray {
  const data = Float32Array.from({ length: sizeOf(shape) }, (_, i) => Math.sin(i * 12.9898) * 43758.5453).map(
    (x) => x - Math.floor(x) - 0.5,
  );
  return hostArray(data, shape, "float32");
}

const none = { lhsBatch: [], rhsBatch: [] };
const product = (lhsContract: number[], rhsContract: number[]) => ({
  dimensionNumbers: { lhsContract, rhsContract, ...none },
  preferredElementType: null,
});

/** A number for each row, in all its elements. */
const alongRows = (x: NDArray, shape: Shape) => broadcastInDim(x, { shape, broadcastDimensions: [0] });

const programs: Readonly<Record<string, readonly [(...inputs: NDArray[]) => NDArray, ...inputs: NDArray[]]>> = {
  "a map": [(x) => mul(exp(sin(x!)), add(x!, x!)), random(1003, 511)],
  "a transposition": [
    (x) => add(transpose(x!, { permutation: [1, 0] }), transpose(x!, { permutation: [1, 0] })),
    random(601, 700),
  ],
  "a sum of all": [(x) => reduceSum(sin(x!), { axes: [0, 1] }), random(1003, 511)],
  "sums of rows": [(x) => reduceSum(mul(x!, x!), { axes: [1] }), random(1003, 511)],
  "sums of columns": [(x) => reduceSum(mul(x!, x!), { axes: [0] }), random(1003, 511)],
  softmax: [
    (x) => {
      const e = exp(sub(x!, alongRows(reduceMax(x!, { axes: [1] }), x!.shape)));
      return div(e, alongRows(reduceSum(e, { axes: [1] }), x!.shape));
    },
    random(700, 333),
  ],
  "a product": [(a, b) => dotGeneral(a!, b!, product([1], [0])), random(301, 257), random(257, 333)],
  "a product of transposed matrices": [
    (a, b) => dotGeneral(a!, b!, product([0], [1])),
    random(257, 301),
    random(333, 257),
  ],
  "a product with a vector": [(a, b) => dotGeneral(a!, b!, product([1], [0])), random(1301, 1257), random(1257)],
  "a sort": [(x) => sort([x!], { dimension: 0, isStable: true, numKeys: 1 })[0]!, random(200_001)],
  "sorts of rows": [(x) => sort([x!], { dimension: 1, isStable: true, numKeys: 1 })[0]!, random(500, 301)],
  "products that accumulate": [(x) => cumprod(add(mul(x!, x!), x!), { axis: 0, reverse: true }), random(30_001)],
  "logarithms of sums that accumulate": [(x) => cumlogsumexp(x!, { axis: 0, reverse: false }), random(100_001)],
  "sums that accumulate in float64": [
    (x) => cumsum(convertElementType(x!, { newDtype: "float64", weakType: false }), { axis: 0, reverse: false }),
    random(100_001),
  ],
  "sums that accumulate along columns": [(x) => cumsum(x!, { axis: 0, reverse: false }), random(3001, 101)],
  "sums that accumulate": [(x) => cumsum(x!, { axis: 0, reverse: false }), random(300_001)],
};

test.each(Object.keys(programs))("%s has the same bits on any number of threads", async (name) => {
  const [program, ...inputs] = programs[name]!;
  config.update("cpuEngine", "wasm");
  config.update("enableX64", true);
  config.update("numThreads", 1);
  const alone = jit(program)(...inputs) as NDArray;
  const expected = new Uint32Array(alone.dataSync().buffer);
  for (const threads of [2, 5]) {
    config.update("numThreads", threads);
    const f = jit(program);
    f(...inputs);
    await new Promise((resolve) => setTimeout(resolve, 50));
    for (let i = 0; i < 10; i++) {
      const found = new Uint32Array((f(...inputs) as NDArray).dataSync().buffer);
      expect(Buffer.compare(new Uint8Array(found.buffer), new Uint8Array(expected.buffer))).toBe(0);
    }
  }
  expect(pool.threads.running).toBeGreaterThan(1);
});
