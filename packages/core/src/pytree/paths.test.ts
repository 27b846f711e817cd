import { describe, expect, test } from "vitest";
import { broadcastPrefix, firstDifference, flatten, keystr, leafPaths, registerPytreeNode } from "../index.js";

class Layer {
  constructor(
    readonly w: unknown,
    readonly b: unknown,
  ) {}
}
registerPytreeNode(
  Layer,
  ({ w, b }) => [[w, b], null],
  (_: null, [w, b]: [unknown, unknown]) => new Layer(w, b),
  { keys: () => ["w", "b"] },
);

class Pair {
  constructor(
    readonly left: unknown,
    readonly right: unknown,
  ) {}
}
registerPytreeNode(
  Pair,
  ({ left, right }) => [[left, right], null],
  (_: null, [left, right]: [unknown, unknown]) => new Pair(left, right),
);

const structure = (tree: unknown) => flatten(tree)[1];

describe("the path of a leaf", () => {
  const paths = leafPaths(structure({ layers: [new Layer(1, 2), new Pair(3, null)], rate: 4 }));

  test("leads through keys, indices, attributes, and the children of a class without names", () => {
    // jax.tree_util.keystr of the same paths
    expect(paths.map((path) => keystr(path))).toEqual([
      "['layers'][0].w",
      "['layers'][0].b",
      "['layers'][1][0]",
      "['rate']",
    ]);
  });

  test("is plain with a separator, where that is asked for", () => {
    expect(paths.map((path) => keystr(path, { simple: true, separator: "/" }))).toEqual([
      "layers/0/w",
      "layers/0/b",
      "layers/1/0",
      "rate",
    ]);
  });

  test("of a single leaf is empty", () => {
    expect(leafPaths(structure(1))).toEqual([[]]);
  });
});

describe("the first difference of two structures", () => {
  const difference = (a: unknown, b: unknown, prefix = false) => {
    const found = firstDifference(structure(a), structure(b), { prefix });
    return found && [keystr(found.path), String(found.expected), String(found.found)];
  };

  test("is none where they are equal", () => {
    expect(difference({ a: [1, 2] }, { a: [3, 4] })).toBeUndefined();
  });

  test("is the path to where they part, and what stands there", () => {
    expect(difference({ a: 1, b: [1, { c: 2 }] }, { a: 1, b: [1, { d: 2 }] })).toEqual([
      "['b'][1]",
      "PyTreeDef({'c': *})",
      "PyTreeDef({'d': *})",
    ]);
    expect(difference([1, [2]], [[1], 2])).toEqual(["[0]", "PyTreeDef(*)", "PyTreeDef([*])"]);
    expect(difference(new Layer(1, 2), new Layer(1, null))).toEqual([".b", "PyTreeDef(*)", "PyTreeDef(None)"]);
  });

  test("does not look below the leaves of a prefix", () => {
    expect(difference([1, 2], [[1], { a: 2 }], true)).toBeUndefined();
    expect(difference([[1], 2], [1, 2], true)).toEqual(["[0]", "PyTreeDef([*])", "PyTreeDef(*)"]);
  });
});

describe("a prefix", () => {
  const full = structure({ a: [1, 2, 3], b: { c: 4, d: null } });

  test("has each leaf repeated for the leaves below it", () => {
    expect(broadcastPrefix("axes", 7, full)).toEqual([7, 7, 7, 7]);
    expect(broadcastPrefix("axes", { a: 0, b: 1 }, full)).toEqual([0, 0, 0, 1]);
    expect(broadcastPrefix("axes", { a: [0, 1, 2], b: { c: 3, d: null } }, full)).toEqual([0, 1, 2, 3]);
  });

  test("may have null for a leaf, where isLeaf says so", () => {
    const isLeaf = (value: unknown) => value === null || typeof value === "number";
    expect(broadcastPrefix("axes", { a: null, b: 1 }, full, { isLeaf })).toEqual([null, null, null, 1]);
  });

  test("names the place where it does not fit", () => {
    expect(() => broadcastPrefix("vmap: inAxes", { a: [0, 1], b: 1 }, full)).toThrow(
      new TypeError(
        "vmap: inAxes must be a prefix of PyTreeDef({'a': [*, *, *], 'b': {'c': *, 'd': None}}), " +
          "but at ['a'] it has PyTreeDef([*, *]) for PyTreeDef([*, *, *])",
      ),
    );
    expect(() => broadcastPrefix("f", [1], full)).toThrow(/but at the root it has PyTreeDef\(\[\*\]\)/);
  });
});
