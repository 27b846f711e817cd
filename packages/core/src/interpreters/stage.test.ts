import { expect, test } from "vitest";
import { dotGeneral, mul, printJaxpr, reduceSum, scan, shapedArray, sin, stage } from "../index.js";

const f32 = (...shape: number[]) => shapedArray(shape, "float32");

test("staging records each operation as an equation, and numbers as literals", () => {
  const { jaxpr } = stage(([x]) => [sin(mul(x!, 2.5))], [f32(3)]);
  expect(printJaxpr(jaxpr)).toBe("{ lambda ; a:f32[3]. let b:f32[3] = mul a 2.5:f32[]; c:f32[3] = sin b in (c,) }");
});

test("params print with JAX's names and layout", () => {
  const { jaxpr } = stage(([x]) => [reduceSum(x!, { axes: [0, 1] })], [f32(2, 3)]);
  expect(printJaxpr(jaxpr)).toBe(
    "{ lambda ; a:f32[2,3]. let\n    b:f32[] = reduce_sum[axes=(0, 1) out_sharding=None] a\n  in (b,) }",
  );
});

test("a jaxpr within a jaxpr prints in full", () => {
  const step = stage(([c, x]) => [mul(c!, x!), c!], [f32(), f32()]).jaxpr;
  const params = { jaxpr: step, length: 4, numConsts: 0, numCarry: 1, reverse: false, unroll: 1 };
  const { jaxpr } = stage(([c, xs]) => scan([c!, xs!], params), [f32(), f32(4)]);
  expect(printJaxpr(jaxpr)).toMatchInlineSnapshot(`
    "{ lambda ; a:f32[] b:f32[4]. let
        c:f32[] d:f32[4] = scan[
          jaxpr={ lambda ; e:f32[] f:f32[]. let g:f32[] = mul e f in (g, e) }
          length=4
          num_carry=1
          num_consts=0
          reverse=False
          unroll=1
        ] a b
      in (c, d) }"
  `);
});

test("a product prints its axes as JAX does", () => {
  const dimensionNumbers = { lhsContract: [1], rhsContract: [0], lhsBatch: [], rhsBatch: [] };
  const { jaxpr } = stage(
    ([x, y]) => [dotGeneral(x!, y!, { dimensionNumbers, preferredElementType: "float32" })],
    [f32(2, 3), f32(3, 4)],
  );
  expect(printJaxpr(jaxpr)).toMatchInlineSnapshot(`
    "{ lambda ; a:f32[2,3] b:f32[3,4]. let
        c:f32[2,4] = dot_general[
          dimension_numbers=(([1], [0]), ([], []))
          preferred_element_type=float32
        ] a b
      in (c,) }"
  `);
});
