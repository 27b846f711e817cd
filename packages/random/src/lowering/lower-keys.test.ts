import "@hyrax/cpu";
import {
  allGather,
  broadcastInDim,
  checkJaxpr,
  concatenate,
  cond,
  config,
  copy,
  customJvpCall,
  dynamicSlice,
  dynamicUpdateSlice,
  eq,
  type GatherParams,
  gather,
  hoistConsts,
  hostArray,
  innerJaxprs,
  type Jaxpr,
  jit,
  lt,
  type Array as NDArray,
  ne,
  pmap,
  reduceSum,
  reshape,
  rev,
  type Shape,
  scalarArray,
  scan,
  scatter,
  selectN,
  shapedArray,
  sizeOf,
  slice,
  sort,
  split,
  squeeze,
  stage,
  transpose,
  whileLoop,
  withNamedAxis,
} from "@hyrax/core";
import { debugCallback, pureCallback, randomBits, randomSplit, randomUnwrap, randomWrap } from "@hyrax/core/library";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { lowerKeys } from "./lower-keys.js";
import "./register.js";

beforeEach(() => config.update("enableChecks", true));
afterEach(() => {
  config.update("enableChecks", false);
  config.update("threefryPartitionable", false);
});

/** 0, 1, 2, … in a shape. */
const numbers = (shape: Shape) =>
  hostArray(
    Int32Array.from({ length: sizeOf(shape) }, (_, i) => i),
    shape,
    "int32",
  );

/** Keys whose words are i and i + 1000, for 0, 1, 2, … */
const numberedKeys = (shape: Shape) =>
  randomWrap(
    hostArray(
      Uint32Array.from({ length: 2 * sizeOf(shape) }, (_, i) => (i >> 1) + 1000 * (i & 1)),
      [...shape, 2],
      "uint32",
    ),
  );

const int32 = (...values: readonly number[]) => hostArray(Int32Array.from(values), [values.length], "int32");

/** Applies data movement to numbers and to keys: the words of the keys must have gone where the numbers went. */
function expectMoves(shapes: readonly Shape[], move: (...xs: readonly NDArray[]) => NDArray): void {
  const moved = move(...shapes.map(numbers));
  const keys = move(...shapes.map(numberedKeys));
  expect(`${keys.aval}`).toBe(`key<fry>[${moved.shape.join(",")}]`);
  const words = Array.from(randomUnwrap(keys).dataSync(), Number);
  const places = Array.from(moved.dataSync(), Number);
  expect(words).toEqual(places.flatMap((i) => [i, i + 1000]));
}

const rows: Omit<GatherParams, "sliceSizes"> = {
  dimensionNumbers: {
    offsetDims: [1],
    collapsedSliceDims: [0],
    startIndexMap: [0],
    operandBatchingDims: [],
    startIndicesBatchingDims: [],
  },
  mode: "clip",
  fillValue: null,
  indicesAreSorted: false,
  uniqueIndices: false,
};

describe("data movement takes the words of keys along", () => {
  const cases: Readonly<Record<string, readonly [readonly Shape[], (...xs: readonly NDArray[]) => NDArray]>> = {
    broadcast_in_dim: [[[3]], (x) => broadcastInDim(x!, { shape: [2, 3, 4], broadcastDimensions: [1] })],
    "broadcast_in_dim of a scalar": [[[]], (x) => broadcastInDim(x!, { shape: [2, 3], broadcastDimensions: [] })],
    reshape: [[[2, 6]], (x) => reshape(x!, { newSizes: [3, 4] })],
    transpose: [[[2, 3, 4]], (x) => transpose(x!, { permutation: [2, 0, 1] })],
    squeeze: [[[2, 1, 3]], (x) => squeeze(x!, { dimensions: [1] })],
    rev: [[[2, 3]], (x) => rev(x!, { dimensions: [1] })],
    concatenate: [
      [
        [2, 3],
        [2, 1],
      ],
      (x, y) => concatenate([x!, y!], { dimension: 1 }),
    ],
    split: [[[2, 5]], (x) => split([x!], { sizes: [2, 3], axis: 1 })[1] as NDArray],
    slice: [[[4, 5]], (x) => slice(x!, { startIndices: [1, 0], limitIndices: [4, 5], strides: [2, 3] })],
    "slice without strides": [[[4]], (x) => slice(x!, { startIndices: [1], limitIndices: [3], strides: null })],
    dynamic_slice: [
      [[4, 5]],
      (x) => dynamicSlice([x!, scalarArray(2, "int32"), scalarArray(9, "int32")], { sliceSizes: [2, 3] }),
    ],
    dynamic_update_slice: [[[4], [2]], (x, y) => dynamicUpdateSlice([x!, y!, scalarArray(1, "int32")])],
    gather: [
      [[4, 3]],
      (x) => gather(x!, reshape(int32(3, 0, 7), { newSizes: [3, 1] }), { ...rows, sliceSizes: [1, 3] }),
    ],
    scatter: [
      [
        [4, 3],
        [2, 3],
      ],
      (x, y) =>
        scatter(x!, reshape(int32(2, 0), { newSizes: [2, 1] }), y!, {
          dimensionNumbers: {
            updateWindowDims: [1],
            insertedWindowDims: [0],
            scatterDimsToOperandDims: [0],
            operandBatchingDims: [],
            scatterIndicesBatchingDims: [],
          },
          mode: "clip",
          indicesAreSorted: false,
          uniqueIndices: false,
        }),
    ],
    "select_n by an array": [[[3], [3]], (x, y) => selectN([int32(0, 1, 0), x!, rev(y!, { dimensions: [0] })])],
    "select_n by a scalar": [
      [[3], [3]],
      (x, y) => selectN([scalarArray(true, "bool"), x!, rev(y!, { dimensions: [0] })]),
    ],
    copy: [[[2, 2]], (x) => copy(x!)],
  };
  test.for(Object.entries(cases))("%s", ([, [shapes, move]]) => expectMoves(shapes, move));
});

describe("keys compare", () => {
  const keys = randomWrap(hostArray(Uint32Array.of(1, 2, 1, 3, 4, 2, 1, 2), [4, 2], "uint32"));
  const key = randomWrap(hostArray(Uint32Array.of(1, 2), [2], "uint32"));

  test("as equal if both words are, one by one or against a scalar", () => {
    expect(eq(keys, rev(keys, { dimensions: [0] })).tolist()).toEqual([true, false, false, true]);
    expect(eq(key, keys).tolist()).toEqual([true, false, false, true]);
    expect(ne(keys, key).tolist()).toEqual([false, true, true, false]);
    expect(eq(key, key).tolist()).toBe(true);
  });

  test("but have no order, and no place among the numbers", () => {
    expect(() => lt(key, key)).toThrow(/^lt: takes .* dtypes, found key<fry>\[\]/);
    expect(() => reduceSum(keys, { axes: [0] })).toThrow(TypeError);
    expect(() => sort([keys], { dimension: 0, isStable: true, numKeys: 1 })).toThrow(
      "sort is not defined on random keys, found key<fry>[4]; random.keyData(keys) gives their words",
    );
  });
});

/** Every type in a jaxpr and in those within it. */
function typesOf(jaxpr: Jaxpr): readonly string[] {
  const own = [...jaxpr.invars, ...jaxpr.eqns.flatMap(({ outs }) => outs)].map((v) => `${v.aval}`);
  return [...own, ...jaxpr.eqns.flatMap(({ params }) => innerJaxprs(params).flatMap(typesOf))];
}

const keyAval = shapedArray([], "key<fry>");
const draw = (key: NDArray) => randomBits(key, { bitWidth: 32, shape: [3] });
const firstOf = (keys: NDArray) =>
  squeeze(slice(keys, { startIndices: [0], limitIndices: [1], strides: null }), { dimensions: [0] });
const successor = (key: NDArray) => firstOf(randomSplit(key, { shape: [2] }));

/** A function of one key as a jaxpr without constvars. */
function staged(f: (key: NDArray) => readonly NDArray[]): Jaxpr {
  return hoistConsts(stage(([key]) => f(key as NDArray), [keyAval]).jaxpr);
}

/** Runs a function of a key as a whole, lowered through every jaxpr within it, and checks that no key is left. */
function runLowered(f: (key: NDArray) => readonly NDArray[], key: NDArray): readonly unknown[] {
  const jaxpr = staged(f);
  const lowered = lowerKeys(jaxpr);
  checkJaxpr(lowered);
  expect(typesOf(lowered).filter((type) => type.includes("key"))).toEqual([]);
  return jit([key], { jaxpr, name: "f" }).map((x) => x.tolist());
}

describe("keys go through programs within programs", () => {
  const key = firstOf(numberedKeys([1]));

  test("calls of the host, which gets keys and returns keys", () => {
    const resultAvals = [keyAval];
    const seen: unknown[] = [];
    const f = (k: NDArray) => {
      debugCallback([k], {
        callback: ([x]) => {
          seen.push(x?.dtype, draw(x as NDArray).tolist());
          return [];
        },
        resultAvals: [],
        ordered: false,
      });
      const [next] = pureCallback([k], {
        callback: ([x]) => [successor(x as NDArray)],
        resultAvals,
        vmapMethod: null,
      });
      return [draw(next as NDArray)];
    };
    expect(runLowered(f, key)).toEqual([draw(successor(key)).tolist()]);
    expect(seen).toEqual(["key<fry>", draw(key).tolist()]);
  });

  test("calls", () => {
    const inner = staged((k) => [draw(k), successor(k)]);
    const outer = (k: NDArray) => {
      const [bits, next] = jit([k], { jaxpr: inner, name: "inner" }) as readonly [NDArray, NDArray];
      return [bits, draw(next)];
    };
    expect(runLowered(outer, key)).toEqual([draw(key).tolist(), draw(successor(key)).tolist()]);
  });

  test("loops that carry keys and run over arrays of them", () => {
    const body = hoistConsts(
      stage(([k, other]) => [successor(k as NDArray), draw(k as NDArray), draw(other as NDArray)], [keyAval, keyAval])
        .jaxpr,
    );
    const loop = (k: NDArray) => {
      const others = randomSplit(k, { shape: [2] });
      const params = { jaxpr: body, length: 2, numConsts: 0, numCarry: 1, reverse: false, unroll: 1 };
      const [last, ...outs] = scan([k, others], params);
      return [draw(last as NDArray), ...outs];
    };
    const others = randomSplit(key, { shape: [2] });
    expect(runLowered(loop, key)).toEqual([
      draw(successor(successor(key))).tolist(),
      [draw(key).tolist(), draw(successor(key)).tolist()],
      [...others].map((other) => draw(other).tolist()),
    ]);
  });

  test("loops that end by a condition on a key", () => {
    const condJaxpr = staged((k) => [
      lt(
        squeeze(slice(draw(k), { startIndices: [0], limitIndices: [1], strides: null }), { dimensions: [0] }),
        2 ** 30,
      ),
    ]);
    const bodyJaxpr = staged((k) => [successor(k)]);
    const loop = (k: NDArray) => [
      randomUnwrap(whileLoop([k], { condJaxpr, condNumConsts: 0, bodyJaxpr, bodyNumConsts: 0 })[0] as NDArray),
    ];
    let wanted = key;
    while ((draw(wanted).dataSync()[0] as number) < 2 ** 30) wanted = successor(wanted);
    expect(runLowered(loop, key)).toEqual([randomUnwrap(wanted).tolist()]);
  });

  test("branches", () => {
    const branches = [staged((k) => [draw(k)]), staged((k) => [draw(successor(k))])];
    const choose = (k: NDArray) => cond([scalarArray(1, "int32"), k], { branches });
    expect(runLowered(choose, key)).toEqual([draw(successor(key)).tolist()]);
  });

  test("functions with rules of the user's own", () => {
    const call = (inputs: readonly NDArray[]) => inputs.map(draw);
    const jvp = (): never => {
      throw new Error("evaluation needs no derivative");
    };
    const custom = (k: NDArray) => customJvpCall([k], { name: "draw", call, jvp, numConsts: 0, symbolicZeros: false });
    expect(runLowered(custom, key)).toEqual([draw(key).tolist()]);
  });

  test("maps, with collectives on keys by the name of the mapped axis", () => {
    const gathered = { axisName: "i", axisSize: 2, allGatherDimension: 0, tiled: false };
    const keys = numberedKeys([2]);
    const { jaxpr } = stage(
      ([all]) => {
        const inner = withNamedAxis("i", 2, () => staged((k) => [allGather(k, gathered)]));
        return pmap([all as NDArray], { jaxpr: inner, axisName: "i", axisSize: 2, mapped: [true], name: "f" });
      },
      [keys.aval],
    );
    const lowered = lowerKeys(jaxpr);
    checkJaxpr(lowered);
    expect(`${lowered.outAvals}`).toBe("u32[2,2,2]");
  });
});

describe("lowering", () => {
  test("leaves a jaxpr without keys as it is", () => {
    const { jaxpr } = stage(([x]) => [rev(x as NDArray, { dimensions: [0] })], [shapedArray([3], "float32")]);
    expect(lowerKeys(jaxpr)).toBe(jaxpr);
  });

  test("is done once for each jaxpr and layout", () => {
    const jaxpr = staged((k) => [draw(k)]);
    const older = lowerKeys(jaxpr);
    expect(lowerKeys(jaxpr)).toBe(older);
    config.update("threefryPartitionable", true);
    expect(lowerKeys(jaxpr)).not.toBe(older);
    config.update("threefryPartitionable", false);
    expect(lowerKeys(jaxpr)).toBe(older);
  });

  test("keeps the equations that have nothing to do with keys", () => {
    const { jaxpr } = stage(
      ([k, x]) => [draw(k as NDArray), rev(x as NDArray, { dimensions: [0] })],
      [keyAval, shapedArray([3], "float32")],
    );
    expect(lowerKeys(jaxpr).eqns).toContain(jaxpr.eqns[1]);
  });
});

describe.each([false, true])("an array of keys, in the partitionable layout: %s,", (partitionable) => {
  const keys = numberedKeys([2, 3]);
  const single = (i: number, j: number) =>
    firstOf(
      reshape(slice(keys, { startIndices: [i, j], limitIndices: [i + 1, j + 1], strides: null }), { newSizes: [1] }),
    );
  const each = (f: (key: NDArray) => NDArray) => [0, 1].map((i) => [0, 1, 2].map((j) => f(single(i, j)).tolist()));
  beforeEach(() => config.update("threefryPartitionable", partitionable));

  test.each([8, 16, 32] as const)("draws the %i bits that each key draws by itself", (bitWidth) => {
    for (const shape of [[], [1], [4], [5], [3, 3], [0]]) {
      const bits = (key: NDArray) => randomBits(key, { bitWidth, shape });
      expect(bits(keys).tolist()).toEqual(each(bits));
    }
  });

  test("splits as each key does by itself", () => {
    const words = (key: NDArray) => randomUnwrap(randomSplit(key, { shape: [3] }));
    expect(words(keys).tolist()).toEqual(each(words));
  });
});
