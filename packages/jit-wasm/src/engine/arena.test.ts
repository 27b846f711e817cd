import { neg, type ShapedArray, shapedArray } from "@hyrax/core";
import { type BufferId, contiguous, type MapKernel } from "@hyrax/jit";
import fc from "fast-check";
import { expect, test } from "vitest";
import { arenaBytes, planArena } from "./arena.js";

const load = (buffer: BufferId) => ({ kind: "load", buffer, dtype: "float32", access: contiguous([1]) }) as const;

/** A kernel that makes one buffer of others. */
function kernel(out: BufferId, ...inputs: readonly BufferId[]): MapKernel {
  const expr = { kind: "apply", primitive: neg, params: {}, inputs: inputs.map(load), dtype: "float32" } as const;
  return { kind: "elementwise", space: [1], expr, out };
}

const floats = (size: number): ShapedArray => shapedArray([size], "float32");
const all = (count: number) => new Set(Array.from({ length: count }, (_, i) => i));

test("a chain of values of one size takes the room of two", () => {
  const kernels = [kernel(0), ...Array.from({ length: 20 }, (_, i) => kernel(i + 1, i))];
  const { bytes } = planArena(
    kernels,
    kernels.map(() => floats(1000)),
    all(21),
  );
  expect(bytes).toBe(2 * arenaBytes(floats(1000)));
});

test("places that are free again side by side are one", () => {
  // Two small values live together, then a large one takes the room of both.
  const kernels = [kernel(0), kernel(1, 0), kernel(2, 0, 1), kernel(3, 2), kernel(4, 3)];
  const sizes = [500, 500, 16, 1000, 16].map(floats);
  const { bytes } = planArena(kernels, sizes, all(5));
  expect(bytes).toBeLessThanOrEqual(arenaBytes(floats(1000)) + 2 * arenaBytes(floats(16)));
});

test("values that are alive together never share a byte, and nothing is given more than the sum", () => {
  const program = fc.array(
    fc.record({ size: fc.integer({ min: 0, max: 3000 }), reads: fc.array(fc.nat(40), { maxLength: 3 }) }),
    { minLength: 1, maxLength: 40 },
  );
  fc.assert(
    fc.property(program, (list) => {
      const reads = list.map(({ reads }, i) => (i === 0 ? [] : reads.map((n) => n % i)));
      const kernels = reads.map((inputs, i) => kernel(i, ...inputs));
      const sizes = list.map(({ size }) => floats(size));
      const { offsets, bytes } = planArena(kernels, sizes, all(list.length));
      expect(offsets.size).toBe(list.length);
      const last = (i: number) => reads.reduce((found, inputs, at) => (inputs.includes(i) ? at : found), i);
      for (let i = 0; i < list.length; i++) {
        const [from, to] = [offsets.get(i)!, offsets.get(i)! + arenaBytes(sizes[i]!)];
        expect(to).toBeLessThanOrEqual(bytes);
        for (let k = i + 1; k <= last(i); k++) {
          expect(offsets.get(k)! >= to || offsets.get(k)! + arenaBytes(sizes[k]!) <= from).toBe(true);
        }
      }
      expect(bytes).toBeLessThanOrEqual(sizes.reduce((sum, aval) => sum + arenaBytes(aval), 0));
    }),
    { numRuns: 300 },
  );
});
