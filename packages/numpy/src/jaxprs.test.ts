import { type Array as NDArray, printJaxpr, stage } from "@hyrax/core";
import { describe, expect, test } from "vitest";
import * as np from "./index.js";

/** The program that a function of arrays is, as JAX prints it, on one line and without space inside of brackets. */
function jaxprOf(f: (...xs: readonly NDArray[]) => NDArray, ...xs: readonly NDArray[]): string {
  const { jaxpr } = stage(
    (inputs) => [f(...inputs)],
    xs.map((x) => x.aval),
  );
  return printJaxpr(jaxpr).replace(/\s+/g, " ").replace(/\[ /g, "[").replace(/ \]/g, "]");
}

// What JAX 0.10.2 prints for the same functions.
describe("a static index is sliced, reversed and squeezed as JAX has it:", () => {
  test.for<[string, (x: NDArray) => NDArray, string]>([
    [
      "a number",
      (x) => x.get(1),
      "{ lambda ; a:f32[5]. let b:f32[1] = slice[limit_indices=(2,) start_indices=(1,) strides=None] a " +
        "c:f32[] = squeeze[dimensions=(0,)] b in (c,) }",
    ],
    [
      "a slice",
      (x) => x.get("1:3"),
      "{ lambda ; a:f32[5]. let b:f32[2] = slice[limit_indices=(3,) start_indices=(1,) strides=None] a in (b,) }",
    ],
    [
      "a slice with a step",
      (x) => x.get("::2"),
      "{ lambda ; a:f32[5]. let b:f32[3] = slice[limit_indices=(5,) start_indices=(0,) strides=(2,)] a in (b,) }",
    ],
    ["a reversal", (x) => x.get("::-1"), "{ lambda ; a:f32[5]. let b:f32[5] = rev[dimensions=(0,)] a in (b,) }"],
    ["everything", (x) => x.get(":"), "{ lambda ; a:f32[5]. let in (a,) }"],
  ])("%s", ([, f, text]) => {
    expect(jaxprOf((x) => f(x as NDArray), np.ones(5))).toBe(text);
  });
});

test("a traced scalar is a dynamic slice", () => {
  expect(jaxprOf((x, i) => (x as NDArray).get(i as NDArray), np.ones(5), np.array(1, { dtype: "int32" }))).toBe(
    "{ lambda ; a:f32[5] b:i32[]. let c:bool[] = lt b 0:i32[] d:i32[] = add b 5:i32[] e:i32[] = select_n c b d " +
      "f:f32[1] = dynamic_slice[slice_sizes=(1,)] a e g:f32[] = squeeze[dimensions=(0,)] f in (g,) }",
  );
});

test("reductions and products print as JAX's", () => {
  expect(jaxprOf((x) => np.mean(x as NDArray), np.ones(4))).toBe(
    "{ lambda ; a:f32[4]. let b:f32[] = reduce_sum[axes=(0,) out_sharding=None] a c:f32[] = div b 4.0:f32[] in (c,) }",
  );
  expect(jaxprOf((x) => np.max(x as NDArray, { axis: 1 }), np.ones([2, 3]))).toBe(
    "{ lambda ; a:f32[2,3]. let b:f32[2] = reduce_max[axes=(1,)] a in (b,) }",
  );
  expect(jaxprOf((a, b) => np.matmul(a as NDArray, b as NDArray), np.ones([2, 3]), np.ones([3, 4]))).toBe(
    "{ lambda ; a:f32[2,3] b:f32[3,4]. let c:f32[2,4] = dot_general[dimension_numbers=(([1], [0]), ([], [])) " +
      "preferred_element_type=float32] a b in (c,) }",
  );
  expect(
    jaxprOf((a, b) => np.einsum("bij,bjk->bik", a as NDArray, b as NDArray), np.ones([2, 3, 4]), np.ones([2, 4, 5])),
  ).toBe(
    "{ lambda ; a:f32[2,3,4] b:f32[2,4,5]. let c:f32[2,3,5] = dot_general[dimension_numbers=(([2], [1]), ([0], [0])) " +
      "preferred_element_type=float32] a b in (c,) }",
  );
});
