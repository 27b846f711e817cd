import {
  add,
  broadcastInDim,
  cond,
  convertElementType,
  dynamicSlice,
  dynamicUpdateSlice,
  type GatherScatterMode,
  hostArray,
  type Jaxpr,
  lt,
  mul,
  type Array as NDArray,
  reshape,
  type ShapedArray,
  scalarArray,
  scan,
  scatter,
  scatterAdd,
  shapedArray,
  sin,
  stage,
  whileLoop,
} from "@hyrax/core";
import { jit } from "@hyrax/jit";
import fc from "fast-check";
import { expect, test } from "vitest";
import { onBothEngines } from "../../test-support/both-engines.js";

const int = shapedArray([], "int32");
const float = (...shape: number[]) => shapedArray(shape, "float32");

function program(f: (...xs: NDArray[]) => readonly NDArray[], avals: readonly ShapedArray[]): Jaxpr {
  return stage((xs) => f(...xs), avals).jaxpr;
}

const array = (...shape: number[]) =>
  hostArray(
    Float32Array.from({ length: shape.reduce((n, size) => n * size, 1) }, (_, i) => (i * 7) % 5),
    shape,
    "float32",
  );

const indices = (list: readonly number[]) => hostArray(Int32Array.from(list), [list.length], "int32");
const element = (x: NDArray) => reshape(x, { newSizes: [] }) as NDArray;
const once = { reverse: false, unroll: 1 };
const d = {
  updateWindowDims: [],
  insertedWindowDims: [0],
  scatterDimsToOperandDims: [0],
  operandBatchingDims: [],
  scatterIndicesBatchingDims: [],
};

function expectSame(run: (...xs: NDArray[]) => readonly NDArray[], ...inputs: NDArray[]): void {
  for (const { expected, found } of onBothEngines(run, inputs)) expect(found).toEqual(expected);
  // What a loop changes in place is its own.
  const before = inputs.map((x) => x.tolist());
  jit((...xs: NDArray[]) => run(...xs) as NDArray[])(...inputs);
  expect(inputs.map((x) => x.tolist())).toEqual(before);
}

// Up to 16 elements could be held in variables, were it not for the index.
test.each([1, 5, 40])("an array of %d elements is read and changed at places that are computed", (size) => {
  const places = fc.array(fc.integer({ min: -3, max: size + 2 }), { maxLength: 8 });
  const modes = fc.constantFrom<GatherScatterMode>("fill", "clip");
  fc.assert(
    fc.property(places, modes, fc.boolean(), (list, mode, isSum) => {
      const params = { dimensionNumbers: d, mode, indicesAreSorted: true, uniqueIndices: true };
      const jaxpr = program(
        (table, x, i) => {
          const read = dynamicSlice([x!, i!], { sliceSizes: [1] });
          const fixed = dynamicSlice([table!, i!], { sliceSizes: [1] });
          const first = dynamicUpdateSlice([x!, add(read, fixed) as NDArray, i!]);
          const at = broadcastInDim(i!, { shape: [1], broadcastDimensions: [] });
          const next = (isSum ? scatterAdd : scatter)(first, at, element(mul(read, 2) as NDArray), params);
          return [next, element(read)];
        },
        [float(size), float(size), int],
      );
      const loop = { ...once, jaxpr, length: list.length, numConsts: 1, numCarry: 1 };
      expectSame((table, x, xs) => scan([table!, x!, xs!], loop), array(size), array(size), indices(list));
      // The table and what changes are one array.
      expectSame((x, xs) => scan([x!, x!, xs!], loop), array(size), indices(list));
    }),
    { numRuns: 40 },
  );
});

test("windows of a matrix move, under a condition too, in loops within loops", () => {
  const [rows, columns] = [6, 4];
  const matrix = float(rows, columns);
  const changed = program(
    (x, i, j) => {
      const row = dynamicSlice([x!, i!, scalarArray(0, "int32")], { sliceSizes: [1, columns] });
      return [dynamicUpdateSlice([x!, mul(row, 2) as NDArray, j!, scalarArray(0, "int32")])];
    },
    [matrix, int, int],
  );
  const kept = program((x) => [x!], [matrix, int, int]);
  const inner = program(
    (i, x, j) => {
      const [next] = cond(
        [convertElementType(lt(i!, j!) as NDArray, { newDtype: "int32", weakType: false }), x!, i!, j!],
        { branches: [kept, changed] },
      );
      return [next!, add(j!, 1) as NDArray];
    },
    [int, matrix, int],
  );
  const outer = program(
    (x, i) => {
      const loop = { ...once, jaxpr: inner, length: 3, numConsts: 1, numCarry: 2 };
      const [next] = scan([i!, x!, i!], loop);
      return [next!, add(i!, 1) as NDArray];
    },
    [matrix, int],
  );
  const condJaxpr = program((_, i) => [lt(i!, 4) as NDArray], [matrix, int]);
  const params = { condJaxpr, condNumConsts: 0, bodyJaxpr: outer, bodyNumConsts: 0 };
  expectSame((x) => whileLoop([x!, scalarArray(0, "int32")], params).slice(0, 1), array(rows, columns));
});

test("an array that is read after it was changed, or as a whole, is as it was", () => {
  const jaxpr = program(
    (x, i) => {
      const next = dynamicUpdateSlice([x!, dynamicSlice([x!, i!], { sliceSizes: [2] }), scalarArray(3, "int32")]);
      const before = dynamicSlice([x!, scalarArray(3, "int32")], { sliceSizes: [2] });
      return [add(next, 1) as NDArray, before];
    },
    [float(40), int],
  );
  const late = { ...once, jaxpr, length: 3, numConsts: 0, numCarry: 1 };
  expectSame((x, xs) => scan([x!, xs!], late), array(40), indices([0, 9, 4]));
  const whole = program(
    (x, i) => [dynamicUpdateSlice([x!, dynamicSlice([sin(x!) as NDArray, i!], { sliceSizes: [2] }), i!])],
    [float(40), int],
  );
  const loop = { ...once, jaxpr: whole, length: 0, numConsts: 0, numCarry: 1 };
  expectSame((x, xs) => scan([x!, xs!], loop), array(40), indices([]));
});

// Of more than a few elements at once, so that they are not held in variables.
test("rows of a matrix that steps replace, or add to, are changed where they are", () => {
  const [rows, columns] = [9, 40];
  const matrix = float(rows, columns);
  const jaxpr = program(
    (x, i) => {
      const zero = scalarArray(0, "int32");
      const row = dynamicSlice([x!, i!, zero], { sliceSizes: [1, columns] });
      const next = dynamicUpdateSlice([x!, mul(row, 3) as NDArray, add(i!, 1) as NDArray, zero]);
      return [dynamicUpdateSlice([next, row, scalarArray(2, "int32"), zero]), row];
    },
    [matrix, int],
  );
  const kept = program(
    (x, i) => {
      const next = dynamicUpdateSlice([x!, mul(x!, 2) as NDArray, i!, i!]);
      return [next, x!];
    },
    [matrix, int],
  );
  for (const body of [jaxpr, kept]) {
    for (const list of [[], [4], [0, 7, 2, 2, 5]]) {
      const loop = { ...once, jaxpr: body, length: list.length, numConsts: 0, numCarry: 1 };
      expectSame((x, xs) => scan([x!, xs!], loop), array(rows, columns), indices(list));
    }
  }
});
