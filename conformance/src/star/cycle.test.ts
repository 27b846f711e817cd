import { expect, test } from "vitest";
import { findCycle } from "./cycle.js";

const graph = (edges: Record<string, string[]>) => new Map(Object.entries(edges));

test("a tree, a diamond and an empty graph have no cycle", () => {
  expect(findCycle(graph({}))).toBeUndefined();
  expect(findCycle(graph({ a: ["b", "c"], b: ["d"], c: ["d"], d: [] }))).toBeUndefined();
  expect(findCycle(graph({ a: ["outside"] }))).toBeUndefined();
});

test("a cycle is found wherever it hangs, and given as the path around it", () => {
  expect(findCycle(graph({ a: ["a"] }))).toEqual(["a", "a"]);
  expect(findCycle(graph({ a: ["b"], b: ["c"], c: ["d"], d: ["b"] }))).toEqual(["b", "c", "d", "b"]);
  expect(findCycle(graph({ a: [], b: ["a", "c"], c: ["b"] }))).toEqual(["b", "c", "b"]);
});
