import { describe, expect, test } from "vitest";
import { type Array as NDArray, printJaxpr, scalarArray, shapedArray, stage } from "../index.js";

describe("iteration over an array", () => {
  test("gives its rows along axis 0, by a slice and a squeeze each, as JAX stages it", () => {
    const { jaxpr } = stage(([x]) => [...(x as NDArray)], [shapedArray([2, 3], "float32")]);
    expect(printJaxpr(jaxpr).replace(/\s+/g, " ")).toBe(
      "{ lambda ; a:f32[2,3]. let " +
        "b:f32[1,3] = slice[limit_indices=(1, 3) start_indices=(0, 0) strides=None] a " +
        "c:f32[3] = squeeze[dimensions=(0,)] b " +
        "d:f32[1,3] = slice[limit_indices=(2, 3) start_indices=(1, 0) strides=None] a " +
        "e:f32[3] = squeeze[dimensions=(0,)] d in (c, e) }",
    );
  });

  test("destructures random keys", () => {
    const { jaxpr } = stage(
      ([keys]) => {
        const [key, subkey] = keys as NDArray;
        return [key as NDArray, subkey as NDArray];
      },
      [shapedArray([2], "key<fry>")],
    );
    expect(jaxpr.outAvals.map(String)).toEqual(["key<fry>[]", "key<fry>[]"]);
  });

  test("of a scalar is an error that says so", () => {
    expect(() => [...scalarArray(1, "float32")]).toThrow("iteration over an array without axes: its shape is []");
  });
});
