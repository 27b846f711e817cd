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

test("reduce starts from the initializer, or else from the first leaf", () => {
  const add = (a: number, b: number) => a + b;
  expect(tree.reduce(add, [1, { a: 2 }])).toBe(3);
  expect(tree.reduce(add, [1, 2], { initializer: 10 })).toBe(13);
  expect(tree.reduce(add, [], { initializer: 10 })).toBe(10);
  expect(() => tree.reduce(add, [])).toThrow("tree.reduce: the pytree has no leaves; give an initializer");
  const lengths = (n: number, list: unknown) => n + (list as readonly unknown[]).length;
  expect(
    tree.reduce(lengths, [[1, 2], [3]], {
      initializer: 0,
      isLeaf: (x) => Array.isArray(x) && x[0] !== undefined && !Array.isArray(x[0]),
    }),
  ).toBe(3);
});

test("transpose turns a pytree of pytrees inside out, and names the path that disagrees", () => {
  const outer = tree.structure([0, 0]);
  expect(
    tree.transpose(outer, null, [
      { a: 1, b: [2] },
      { a: 3, b: [4] },
    ]),
  ).toEqual({ a: [1, 3], b: [[2, 4]] });
  expect(() => tree.transpose(outer, tree.structure({ a: [0] }), [{ a: [1] }, { a: 2 }])).toThrow(
    "tree.transpose: the inner structure must be PyTreeDef({'a': [*]}), but at [1]['a'] there is PyTreeDef(*) in place of PyTreeDef([*])",
  );
  expect(() => tree.transpose(tree.structure([]), null, [])).toThrow(/the inner structure must be given/);
});

test("what is no function, no structure, no list of leaves or no option is refused by name", () => {
  const untyped = (value: unknown) => value as never;
  expect(() => tree.map(untyped(null), [1])).toThrow("tree.map: takes a function, found null");
  expect(() => tree.mapWithPath(untyped("f"), [1])).toThrow("tree.mapWithPath: takes a function, found f");
  expect(() => tree.reduce(untyped([]), [1])).toThrow("tree.reduce: takes a function, found a list of 0");
  expect(() => tree.unflatten(untyped({}), [1])).toThrow(
    "tree.unflatten: the first argument must be a structure, as tree.structure gives it, found an object Object",
  );
  expect(() => tree.unflatten(tree.structure(1), untyped(3))).toThrow(
    "tree.unflatten: the second argument must be a list of leaves, found 3",
  );
  expect(() => tree.transpose(untyped(1), null, [])).toThrow(/tree.transpose: the outer structure must be a structure/);
  expect(() => tree.leaves(1, untyped({ is_leaf: () => true }))).toThrow(
    'tree.leaves: there is no option "is_leaf"; options are isLeaf',
  );
  expect(() => tree.structure(1, untyped({ isLeaf: 3 }))).toThrow("tree.structure: isLeaf: takes a function, found 3");
});
