import * as core from "@hyrax/core";
import { type Array, collective, UnboundAxisError } from "@hyrax/core";
import { grad } from "@hyrax/grad";
import * as lax from "@hyrax/lax";
import * as np from "@hyrax/numpy";
import { vmap } from "@hyrax/vmap";
import { describe, expect, test } from "vitest";

/** Runs one member's program on rows of an array. */
const members = <R>(f: (row: Array) => R, x: Array) => vmap(f, { axisName: "i" })(x);

/** Four members with two elements each: 10 i + j. */
const x = np.array([
  [0, 1],
  [10, 11],
  [20, 21],
  [30, 31],
]);
/** Four members with four elements each, 10 i + j. */
const square = np.array([0, 10, 20, 30]).reshape([4, 1]).add(np.arange(4));

describe("members of a mapped axis", () => {
  test("reduce, each of them having the result", () => {
    const f = (row: Array) => [lax.psum(row, "i"), lax.pmax(row, "i"), lax.pmin(row, "i"), lax.pmean(row, "i")];
    const [sum, max, min, mean] = members(f, x) as [Array, Array, Array, Array];
    const four = (row: number[]) => [row, row, row, row];
    expect(sum.tolist()).toEqual(four([60, 64]));
    expect(max.tolist()).toEqual(four([30, 31]));
    expect(min.tolist()).toEqual(four([0, 1]));
    expect(mean.tolist()).toEqual(four([15, 16]));
  });

  test("have results that are the same for all, and so need no axis", () => {
    expect(vmap((row: Array) => lax.psum(row, "i"), { axisName: "i", outAxes: null })(x).tolist()).toEqual([60, 64]);
    expect(vmap((row: Array) => lax.allGather(row, "i"), { axisName: "i", outAxes: null })(x).tolist()).toEqual(
      x.tolist(),
    );
  });

  test("reduce what they have in common: a sum counts it once for each", () => {
    expect(members(() => lax.psum(np.array(2), "i"), x).tolist()).toEqual([8, 8, 8, 8]);
    expect(members(() => lax.pmax(np.array(2), "i"), x).tolist()).toEqual([2, 2, 2, 2]);
    expect(members((row) => row.mul(lax.psum(1, "i")), x).tolist()).toEqual(x.mul(4).tolist());
  });

  test("reduce in groups", () => {
    const groups = [[0, 2], [3], [1]];
    const f = (row: Array) => collective.psum([row], { axes: ["i"], axisIndexGroups: groups })[0] as Array;
    expect(members(f, x).tolist()).toEqual([
      [20, 22],
      [10, 11],
      [20, 22],
      [30, 31],
    ]);
  });

  test("gather what all of them have", () => {
    const stacked = members((row) => lax.allGather(row, "i"), x);
    expect(stacked.tolist()).toEqual([x, x, x, x].map((all) => all.tolist()));
    const joined = members((row) => lax.allGather(row, "i", { tiled: true }), x);
    expect(joined.tolist()).toEqual([1, 2, 3, 4].map(() => [0, 1, 10, 11, 20, 21, 30, 31]));
  });

  test("share out a sum", () => {
    // Member j keeps Σᵢ (10 i + j).
    expect(members((row) => lax.psumScatter(row, "i"), square).tolist()).toEqual([60, 64, 68, 72]);
    expect(members((row) => lax.psumScatter(row, "i", { tiled: true }), square).tolist()).toEqual([
      [60],
      [64],
      [68],
      [72],
    ]);
  });

  test("send to one another; who receives nothing has zeros", () => {
    const ring = (row: Array) =>
      lax.ppermute(
        row,
        "i",
        [0, 1, 2, 3].map((i) => [i, (i + 1) % 4] as const),
      );
    expect(members(ring, x).tolist()).toEqual([
      [30, 31],
      [0, 1],
      [10, 11],
      [20, 21],
    ]);
    const some = (row: Array) => lax.ppermute(row, "i", [[1, 0]]);
    expect(members(some, x).tolist()).toEqual([
      [10, 11],
      [0, 0],
      [0, 0],
      [0, 0],
    ]);
  });

  test("exchange parts, each with each", () => {
    const exchanged = members((row) => lax.allToAll(row, "i", 0, 0), square);
    expect(exchanged.tolist()).toEqual(square.T.tolist());
  });

  test("know their numbers", () => {
    expect(members(() => lax.axisIndex("i"), x).tolist()).toEqual([0, 1, 2, 3]);
  });
});

test("a collective names axes of maps at any distance", () => {
  const f = (v: Array) => [
    lax.psum(v, "i"),
    lax.psum(v, "j"),
    lax.psum(v, ["i", "j"]),
    lax.axisIndex("i"),
    lax.axisIndex("j"),
  ];
  const inner = vmap(f, { axisName: "j" });
  const [overI, overJ, overBoth, i, j] = vmap(inner, { axisName: "i" })(x) as [Array, Array, Array, Array, Array];
  expect(overI.tolist()).toEqual([1, 2, 3, 4].map(() => [60, 64]));
  expect(overJ.tolist()).toEqual([1, 21, 41, 61].map((sum) => [sum, sum]));
  expect(overBoth.tolist()).toEqual([1, 2, 3, 4].map(() => [124, 124]));
  expect(i.tolist()).toEqual([0, 1, 2, 3].map((k) => [k, k]));
  expect(j.tolist()).toEqual([1, 2, 3, 4].map(() => [0, 1]));
});

test("the innermost of axes with the same name is meant", () => {
  const sums = vmap(
    vmap((v: Array) => lax.psum(v, "i"), { axisName: "i" }),
    { axisName: "i" },
  )(x);
  expect(sums.tolist()).toEqual([1, 21, 41, 61].map((sum) => [sum, sum]));
});

test("a collective is met inside of programs, loops and branches, also if nothing in it is mapped", () => {
  const total = () => lax.psum(np.array(1), "i");
  const number = () => lax.axisIndex("i").astype("float32");
  const inScan = members(
    () => lax.scan((sum, _: null) => [sum.add(number()), null], np.array(0), null, { length: 3 })[0],
    x,
  );
  expect(inScan.tolist()).toEqual([0, 3, 6, 9]);
  const inCond = members((row) => lax.cond(row.sum().greater(30), number, total), x);
  expect(inCond.tolist()).toEqual([4, 4, 2, 3]);
  const inWhile = members(
    () =>
      lax.whileLoop(
        (n: Array) => n.less(10),
        (n: Array) => n.add(total()).add(number()),
        np.array(0),
      ),
    x,
  );
  expect(inWhile.tolist()).toEqual([12, 10, 12, 14]);
  const { jaxpr } = core.withNamedAxis("i", 4, () => core.stage(() => [lax.axisIndex("i")], []));
  expect(members(() => core.jit([], { jaxpr, name: "f" })[0] as Array, x).tolist()).toEqual([0, 1, 2, 3]);
});

test("gradients pass through collectives, inside and outside of the map", () => {
  const v = np.array([1, 2, 3, 4]);
  // d/dxᵢ Σⱼ xⱼ (Σₖ xₖ) = 2 Σₖ xₖ.
  const outside = grad((u: Array) => members((e) => e.mul(lax.psum(e, "i")), u).sum())(v);
  expect(outside.tolist()).toEqual([20, 20, 20, 20]);
});

test("an axis that no map binds is an error, and so is a sender that sends twice", () => {
  expect(() => lax.psum(x, "nowhere")).toThrow(UnboundAxisError);
  expect(() => vmap((row: Array) => lax.psum(row, "j"), { axisName: "i" })(x)).toThrow(UnboundAxisError);
  const twice = (row: Array) =>
    lax.ppermute(row, "i", [
      [0, 1],
      [0, 2],
    ]);
  expect(() => members(twice, x)).toThrow(TypeError);
});
