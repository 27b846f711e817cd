import { expect, test } from "vitest";
import * as tree from "./index.js";

class Module {
  constructor(
    readonly weight: unknown,
    readonly bias: unknown,
    readonly size: number,
  ) {}
}
tree.register(
  Module,
  (m) => [[m.weight, m.bias], m.size],
  (size: number, [weight, bias]: [unknown, unknown]) => new Module(weight, bias, size),
  {
    keys: () => ["weight", "bias"],
  },
);

test("null holds no leaf, and the keys of objects are sorted", () => {
  expect(tree.leaves({ b: 1, a: [2, null], c: {} })).toEqual([2, 1]);
  expect(String(tree.structure({ b: 1, a: [2, null] }))).toBe("PyTreeDef({'a': [*, None], 'b': *})");
});

test("equal structures are the same object, and different ones are not", () => {
  expect(tree.structure({ a: 1, b: [2] })).toBe(tree.structure({ b: [3], a: 4 }));
  expect(tree.structure({ a: 1 })).not.toBe(tree.structure({ b: 1 }));
  expect(tree.structure([1, [2]])).not.toBe(tree.structure([[1], 2]));
});

test("a registered class is a node, and an unregistered object is a leaf", () => {
  class Plain {}
  const plain = new Plain();
  expect(tree.leaves([plain, new Module(1, [2, 3], 4)])).toEqual([plain, 1, 2, 3]);
  const doubled = tree.map((x: number) => 2 * x, new Module(1, [2, 3], 4));
  expect(doubled).toEqual(new Module(2, [4, 6], 4));
});

test("data of the structure tells instances of a class apart", () => {
  expect(tree.structure(new Module(1, 2, 3))).toBe(tree.structure(new Module(4, 5, 3)));
  expect(tree.structure(new Module(1, 2, 3))).not.toBe(tree.structure(new Module(1, 2, 4)));
});

test("paths name indices, keys and attributes", () => {
  const paths = tree.leavesWithPath({ layers: [new Module(1, 2, 3)] }).map(([path]) => tree.keystr(path));
  expect(paths).toEqual(["['layers'][0].weight", "['layers'][0].bias"]);
});

test("map gives a function what further trees have at the place of each leaf, subtrees included", () => {
  expect(tree.map((x: unknown, y: unknown) => [x, y], { a: 1, b: 2 }, { a: [3, 4], b: 5 } as never)).toEqual({
    a: [1, [3, 4]],
    b: [2, 5],
  });
});

test("map names the path where trees disagree", () => {
  expect(() => tree.map((x: number) => x, { a: [1, 2] }, { a: [1] })).toThrow("tree.map: the pytrees differ at ['a']");
  expect(() => tree.map((x: number) => x, { a: 1 }, { b: 1 } as never)).toThrow(
    "tree.map: the pytrees differ at the root",
  );
});

test("unflatten refuses another number of leaves", () => {
  expect(() => tree.unflatten(tree.structure([0, 0]), [1])).toThrow("PyTreeDef([*, *]) has 2 leaves, found 1");
});

test("a class cannot be registered twice", () => {
  expect(() =>
    tree.register(
      Module,
      () => [[], null],
      () => new Module(0, 0, 0),
    ),
  ).toThrow("the class Module has been registered before");
});
