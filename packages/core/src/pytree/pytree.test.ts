import { describe, expect, test } from "vitest";
import { flatten, registerPytreeNode, unflatten } from "../index.js";

const structure = (tree: unknown) => flatten(tree)[1];

class Point {
  constructor(
    readonly x: unknown,
    readonly y: unknown,
    readonly unit: unknown = "m",
  ) {}
}
registerPytreeNode(
  Point,
  ({ x, y, unit }) => [[x, y], unit],
  (unit: unknown, [x, y]: [unknown, unknown]) => new Point(x, y, unit),
  { keys: () => ["x", "y"] },
);

/** Data of a structure that says itself when it is equal. */
class Version {
  constructor(readonly major: number) {}

  equals(other: unknown): boolean {
    return other instanceof Version && other.major === this.major;
  }
}

describe("the structure of a pytree", () => {
  test("is the same object where it is equal", () => {
    expect(structure({ a: [1, 2], b: null })).toBe(structure({ b: null, a: ["x", {}.toString] }));
    expect(structure(new Point(1, [2]))).toBe(structure(new Point(3, [4])));
    expect(structure(5)).toBe(structure("a leaf"));
  });

  test.each([
    ["the number of items", [1, 2], [1]],
    ["the order of kinds", [[1], 2], [1, [2]]],
    ["the names of keys", { a: 1 }, { b: 1 }],
    ["keys that look alike in a list", { "a,b": 1 }, { a: 1, b: 1 }],
    ["a list and an object", [1], { 0: 1 }],
    ["no leaf and an empty list", null, []],
    ["an empty object and an empty list", {}, []],
    ["the data of a class", new Point(1, 2, "m"), new Point(1, 2, "km")],
    ["a class and a list", new Point(1, 2), [1, 2]],
  ])("is another one where %s differ", (_, a, b) => {
    expect(structure(a)).not.toBe(structure(b));
  });

  test("compares the data of a class by contents, or as that says itself", () => {
    const of = (unit: unknown) => structure(new Point(1, 2, unit));
    expect(of({ name: "m", power: [1, 2] })).toBe(of({ name: "m", power: [1, 2] }));
    expect(of({ name: "m", power: [1, 2] })).not.toBe(of({ name: "m", power: [1, 3] }));
    expect(of({ name: "m" })).not.toBe(of({ name: "m", power: undefined }));
    expect(of(new Version(1))).toBe(of(new Version(1)));
    expect(of(new Version(1))).not.toBe(of(new Version(2)));
    expect(of(Number.NaN)).toBe(of(Number.NaN));
    expect(of(new Date(0))).not.toBe(of(new Date(0)));
  });

  test("prints as JAX's", () => {
    // str(jax.tree.structure(…)) in JAX 0.10.2
    expect(String(structure({ b: [1, [2]], a: null }))).toBe("PyTreeDef({'a': None, 'b': [*, [*]]})");
    expect(String(structure(1))).toBe("PyTreeDef(*)");
    expect(String(structure([]))).toBe("PyTreeDef([])");
    expect(String(structure(new Point(1, [2])))).toBe("PyTreeDef(CustomNode(Point[m], [*, [*]]))");
  });

  test("counts its leaves", () => {
    expect(structure({ a: [1, 2, null], b: new Point(1, [2, 3]) }).numLeaves).toBe(5);
  });
});

describe("flatten and unflatten", () => {
  test("are each other's inverse, with the leaves in the order of sorted keys", () => {
    const tree = { z: [1, { y: 2, x: 3 }], a: new Point(4, null, "km"), m: {} };
    const [leaves, treedef] = flatten(tree);
    expect(leaves).toEqual([4, 1, 3, 2]);
    expect(unflatten(treedef, leaves)).toEqual(tree);
    expect(unflatten(treedef, [0, 0, 0, 0])).toBeTypeOf("object");
  });

  test("keep instances of other classes, functions and undefined as leaves", () => {
    const leaves = [new Date(0), Math.sin, undefined, new Map(), new Float32Array(2)];
    expect(flatten(leaves)[0]).toEqual(leaves);
    class Sub extends Point {}
    const sub = new Sub(1, 2);
    expect(flatten(sub)[0]).toEqual([sub]);
  });

  test("take objects without a prototype, and keys that objects have of their own", () => {
    const bare = Object.assign(Object.create(null) as object, { a: 1 });
    expect(structure(bare)).toBe(structure({ a: 1 }));
    const odd = JSON.parse('{"__proto__": 1, "constructor": 2}') as object;
    const [leaves, treedef] = flatten(odd);
    expect(leaves).toEqual([1, 2]);
    expect(Object.entries(unflatten(treedef, [3, 4]) as object)).toEqual([
      ["__proto__", 3],
      ["constructor", 4],
    ]);
  });

  test("stop where isLeaf says so", () => {
    const [leaves, treedef] = flatten([[1, 2], [[3]]], { isLeaf: (x) => Array.isArray(x) && x.length === 2 });
    expect(leaves).toEqual([[[1, 2], [[3]]]]);
    expect(treedef).toBe(structure(0));
  });

  test("refuse another number of leaves", () => {
    const treedef = structure({ a: 1, b: 2 });
    expect(() => unflatten(treedef, [1])).toThrow(
      new TypeError("tree.unflatten: PyTreeDef({'a': *, 'b': *}) has 2 leaves, found 1"),
    );
  });
});

test("a class is registered once", () => {
  const again = () =>
    registerPytreeNode(
      Point,
      () => [[], null],
      () => new Point(0, 0),
    );
  expect(again).toThrow(new TypeError("tree.register: the class Point has been registered before"));
});
