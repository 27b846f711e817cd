import { expect, test, vi } from "vitest";
import * as tree from "./index.js";

const join = (...parts: readonly unknown[]) => parts.join("-");

test("it is called with the bound arguments first", () => {
  const bound = tree.Partial(join, "a", "b");
  expect(bound("c")).toBe("a-b-c");
  expect(bound.func).toBe(join);
  expect(bound.args).toEqual(["a", "b"]);
  expect(bound).toBeInstanceOf(Function);
  expect(bound.name).toBe("join");
});

test("the bound arguments are the children of a node, the function is part of the structure", () => {
  const bound = tree.Partial(join, 1, { x: 2, y: [3] });
  expect(tree.leaves({ f: bound, z: 4 })).toEqual([1, 2, 3, 4]);
  expect(tree.structure(bound)).toBe(tree.structure(tree.Partial(join, 5, { x: 6, y: [7] })));
  expect(tree.structure(bound)).not.toBe(
    tree.structure(tree.Partial((...parts: readonly unknown[]) => parts, 5, { x: 6, y: [7] })),
  );
  const doubled = tree.map((x: number) => 2 * x, bound) as typeof bound;
  expect(doubled("end")).toBe("2-[object Object]-end");
  expect(tree.leaves(doubled)).toEqual([2, 4, 6]);
});

test("binding again adds to the arguments", () => {
  const twice = tree.Partial(tree.Partial(join, 1) as typeof join, 2);
  expect(twice(3)).toBe("1-2-3");
  expect(tree.structure(twice)).toBe(tree.structure(tree.Partial(join, 8, 9)));
});

test("a plain function is a leaf, as before", () => {
  const f = vi.fn();
  expect(tree.leaves([f, 1])).toEqual([f, 1]);
});

test("something else than a function is refused", () => {
  expect(() => tree.Partial(3 as never)).toThrow("tree.Partial: takes a function, found 3");
});
