import { sizeOf } from "@hyrax/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { rowMajorStrides, stridedCopy, stridedWalk } from "./strided.js";

/** The coordinates of every place, by counting. */
function coordinates(shape: readonly number[]): number[][] {
  return shape.reduce<number[][]>(
    (places, n) => places.flatMap((place) => Array.from({ length: n }, (_, i) => [...place, i])),
    [[]],
  );
}

const offset = (place: readonly number[], strides: readonly number[]) =>
  place.reduce((sum, i, axis) => sum + i * strides[axis]!, 0);

const axis = fc.oneof(fc.integer({ min: 0, max: 4 }), fc.constantFrom(1, 49, 70));
const layouts = fc.array(axis, { maxLength: 4 }).chain((shape) =>
  fc.record({
    shape: fc.constant(shape),
    // A permutation of the axes, some of them broadcast and some reversed.
    order: fc.shuffledSubarray([...shape.keys()], { minLength: shape.length }),
    kinds: fc.array(fc.constantFrom("kept", "broadcast", "reversed"), {
      minLength: shape.length,
      maxLength: shape.length,
    }),
    words: fc.constantFrom(1, 2, 4),
  }),
);

describe("a strided copy", () => {
  test("moves each element of the index space, whatever the layout", () => {
    fc.assert(
      fc.property(layouts, ({ shape, order, kinds, words }) => {
        fc.pre(sizeOf(shape) <= 20000);
        const inOrder = rowMajorStrides(order.map((axis) => shape[axis]!));
        const from = shape.map((_, axis) => inOrder[order.indexOf(axis)]!);
        let start = 3;
        kinds.forEach((kind, axis) => {
          if (kind === "broadcast") from[axis] = 0;
          if (kind !== "reversed") return;
          start += Math.max(0, shape[axis]! - 1) * from[axis]!;
          from[axis] = -from[axis]!;
        });
        const to = rowMajorStrides(shape);
        const source = Uint32Array.from({ length: (sizeOf(shape) + 3) * words }, (_, i) => i + 1);
        const target = new Uint32Array((sizeOf(shape) + 5) * words);
        const wanted = target.slice();
        for (const place of coordinates(shape)) {
          for (let w = 0; w < words; w++) {
            wanted[(5 + offset(place, to)) * words + w] = source[(start + offset(place, from)) * words + w]!;
          }
        }
        stridedCopy(shape, from, to, words)(source, start, target, 5);
        expect(target).toEqual(wanted);
      }),
      { numRuns: 100 },
    );
  });
});

test("a strided walk visits the index space in row-major order", () => {
  const visited: (readonly [number, number])[] = [];
  stridedWalk([2, 1, 3], [10, 7, -1], [0, 5, 2])((a, b) => visited.push([a, b]), 100, 1);
  expect(visited).toEqual([
    [100, 1],
    [99, 3],
    [98, 5],
    [110, 1],
    [109, 3],
    [108, 5],
  ]);
});
