import "@hyrax/cpu";
import { hostArray, MissingRuleError, type Array as NDArray, shapedArray } from "@hyrax/core";
import { debugCallback, ioCallback, pureCallback, type VmapMethod } from "@hyrax/core/library";
import { expect, test } from "vitest";
import { vmap } from "../vmap.js";

const f32 = (...values: number[]) => hostArray(Float32Array.from(values), [values.length], "float32");
const one = hostArray(Float32Array.of(1), [], "float32");
const scalar = shapedArray([], "float32");

/** The shapes that a host function gets for a mapped and another argument. */
function shapesFor(vmapMethod: VmapMethod | null): unknown {
  const shapes: unknown[] = [];
  const f = (x: NDArray, y: NDArray) =>
    pureCallback([x, y], {
      callback: ([a, b]) => {
        shapes.push([a?.shape, b?.shape]);
        return [a as NDArray];
      },
      resultAvals: [scalar],
      vmapMethod,
    })[0] as NDArray;
  expect(vmap(f, { inAxes: [0, null] })(f32(1, 2, 3), one).tolist()).toEqual([1, 2, 3]);
  return shapes;
}

// The shapes that jax.pure_callback's function gets with the same vmap_method.
test("a function without effects is called as vmapMethod says", () => {
  const each = [
    [[], []],
    [[], []],
    [[], []],
  ];
  expect(shapesFor("sequential")).toEqual(each);
  expect(shapesFor("sequentialUnrolled")).toEqual(each);
  expect(shapesFor("expandDims")).toEqual([[[3], [1]]]);
  expect(shapesFor("broadcastAll")).toEqual([[[3], [3]]]);
});

test("without a vmapMethod it is refused, and so is one with effects that are ordered", () => {
  expect(() => shapesFor(null)).toThrow(
    new MissingRuleError(
      "vmap of pureCallback is not possible without the option vmapMethod, which says how the function is called for " +
        'a batch: "sequential", "sequentialUnrolled", "expandDims" or "broadcastAll"',
    ),
  );
  const ordered = (x: NDArray) =>
    ioCallback([x], { callback: (xs) => xs, resultAvals: [scalar], ordered: true })[0] as NDArray;
  expect(() => vmap(ordered)(f32(1))).toThrow(
    new MissingRuleError(
      "vmap of an ordered ioCallback is not possible: the elements of a batch have no order; " +
        "loop over them with lax.map, or leave the option ordered out",
    ),
  );
});

test("functions with effects are called for each element of what is mapped, once where nothing is", () => {
  const seen: unknown[] = [];
  const callback = (xs: readonly NDArray[]) => {
    seen.push(...xs.map((x) => x.tolist()));
    return [];
  };
  const look = (x: NDArray, y: NDArray) => {
    debugCallback([y], { callback, resultAvals: [], ordered: true });
    debugCallback([x, y], { callback, resultAvals: [], ordered: true });
    ioCallback([x], { callback, resultAvals: [], ordered: false });
    return x;
  };
  vmap(look, { inAxes: [1, null] })(hostArray(Float32Array.of(1, 2, 3, 4), [2, 2], "float32"), one);
  expect(seen).toEqual([1, [1, 3], 1, [2, 4], 1, [1, 3], [2, 4]]);
});
