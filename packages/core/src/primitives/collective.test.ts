import { describe, expect, test } from "vitest";
import { refuses, results } from "../../test-support/avals.js";
import {
  allGather,
  allToAll,
  axisIndex,
  ppermute,
  psum,
  reduceScatter,
  UnboundAxisError,
  withNamedAxis,
} from "../index.js";

const axis = { axisName: "i", axisSize: 4 };
const inAxis = <T>(run: () => T) => withNamedAxis("i", 4, run);

test("outside its axis, every collective is refused by name", () => {
  const text = `no enclosing vmap or pmap has the axisName "i"`;
  for (const [name, run] of [
    ["psum", () => results(psum, ["f32[]"], { axes: ["i"], axisIndexGroups: null })],
    ["all_gather", () => results(allGather, ["f32[]"], { ...axis, allGatherDimension: 0, tiled: false })],
    ["reduce_scatter", () => results(reduceScatter, ["f32[4]"], { ...axis, scatterDimension: 0, tiled: false })],
    ["ppermute", () => results(ppermute, ["f32[]"], { axisName: "i", perm: [] })],
    ["all_to_all", () => results(allToAll, ["f32[4]"], { axisName: "i", splitAxis: 0, concatAxis: 0, tiled: false })],
    ["axis_index", () => results(axisIndex, [], { axisName: "i" })],
  ] as const) {
    expect(run).toThrow(new UnboundAxisError(`${name}: ${text}`));
    withNamedAxis("j", 4, () => expect(run).toThrow(UnboundAxisError));
  }
});

describe("within its axis", () => {
  test("a reduction keeps the shapes of all that it takes, and is strong", () => {
    const params = { axes: ["i"], axisIndexGroups: null };
    expect(inAxis(() => results(psum, ["~f32[]", "i32[2]"], params))).toEqual(["f32[]", "i32[2]"]);
    expect(() => inAxis(() => results(psum, ["f32[]"], { ...params, axes: ["i", "j"] }))).toThrow(UnboundAxisError);
  });

  test("gathering adds an axis for the members, or lengthens one", () => {
    const gathered = (allGatherDimension: number, tiled: boolean) =>
      inAxis(() => results(allGather, ["f32[2,3]"], { ...axis, allGatherDimension, tiled }));
    expect([gathered(0, false), gathered(2, false), gathered(1, true)]).toEqual([
      ["f32[4,2,3]"],
      ["f32[2,3,4]"],
      ["f32[2,12]"],
    ]);
  });

  test("scattering removes the members' axis, or divides one, which has to be even", () => {
    const scattered = (type: string, tiled: boolean) =>
      inAxis(() => results(reduceScatter, [type], { ...axis, scatterDimension: 0, tiled }));
    expect([scattered("f32[4,3]", false), scattered("f32[8,3]", true)]).toEqual([["f32[3]"], ["f32[2,3]"]]);
    refuses("reduce_scatter: axis 0 of f32[8,3] must be the number of members, 4", () => scattered("f32[8,3]", false));
    refuses("reduce_scatter: axis 0 of f32[6,3] must be divisible by the number of members, 4", () =>
      scattered("f32[6,3]", true),
    );
    refuses("reduce_scatter: the axes [0] must be different axes of f32[]", () => scattered("f32[]", true));
  });

  test("an exchange moves the members' axis, or parts of one axis to another", () => {
    const exchanged = (type: string, splitAxis: number, concatAxis: number, tiled: boolean) =>
      inAxis(() => results(allToAll, [type], { axisName: "i", splitAxis, concatAxis, tiled }));
    expect(exchanged("f32[4,3]", 0, 1, false)).toEqual(["f32[3,4]"]);
    expect(exchanged("f32[8,3]", 0, 1, true)).toEqual(["f32[2,12]"]);
    refuses("all_to_all: axis 0 of f32[3,3] must be the number of members, 4", () =>
      exchanged("f32[3,3]", 0, 1, false),
    );
  });

  test("a permutation has each member send and receive once at most", () => {
    const permuted = (perm: readonly (readonly [number, number])[]) =>
      inAxis(() => results(ppermute, ["~f32[2]"], { axisName: "i", perm }));
    expect(
      permuted([
        [0, 1],
        [3, 0],
      ]),
    ).toEqual(["f32[2]"]);
    for (const perm of [
      [
        [0, 1],
        [0, 2],
      ],
      [
        [0, 1],
        [2, 1],
      ],
      [[0, 4]],
      [[-1, 0]],
    ] as const) {
      refuses(`ppermute: each of 4 members may send once and receive once, found ${JSON.stringify(perm)}`, () =>
        permuted(perm),
      );
    }
  });

  test("a member's number is an int32 scalar", () => {
    expect(inAxis(() => results(axisIndex, [], { axisName: "i" }))).toEqual(["i32[]"]);
  });
});
