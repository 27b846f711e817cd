import "@hyrax/cpu";
import { hostArray, type Array as NDArray, printJaxpr, shapedArray, stage } from "@hyrax/core";
import { expect, test } from "vitest";
import { add, convertElementType, mul, scan, sin, stack, sub } from "../index.js";

const f32 = (...values: number[]) => hostArray(Float32Array.from(values), [values.length], "float32");
const scalar = (value: number, dtype: "float32" | "int32" = "float32") =>
  hostArray(dtype === "float32" ? Float32Array.of(value) : Int32Array.of(value), [], dtype);

test("a scan carries a state and stacks what each step returns", () => {
  const [total, sums] = scan((c, x) => [add(c, x), c], scalar(0), f32(1, 2, 3));
  expect(total.tolist()).toBe(6);
  expect(sums.tolist()).toEqual([0, 1, 3]);
});

test("a reversed scan begins at the end and stacks in the order of the elements", () => {
  const [total, sums] = scan((c, x) => [add(c, x), c], scalar(0), f32(0, 1, 2, 3), { reverse: true });
  expect(total.tolist()).toBe(6);
  expect(sums.tolist()).toEqual([6, 5, 3, 0]);
});

test("carry, elements and outputs are pytrees, and null is an output of nothing", () => {
  const step = (c: { a: NDArray; b: NDArray[] }, x: { u: NDArray }) =>
    [{ a: add(c.a, x.u), b: [mul(c.b[0] as NDArray, 2)] }, null] as const;
  const [carry, ys] = scan(step, { a: scalar(1), b: [scalar(1)] }, { u: f32(1, 2) });
  expect(carry.a.tolist()).toBe(4);
  expect(carry.b[0]?.tolist()).toBe(4);
  expect(ys).toBeNull();
});

test("a scan over nothing runs as often as its length says, and not at all for a length of zero", () => {
  expect(scan((c) => [mul(c, 2), c], scalar(1), null, { length: 3 })[0].tolist()).toBe(8);
  const [carry, ys] = scan((c, x) => [add(c, x), c], scalar(5), f32());
  expect([carry.tolist(), ys.shape]).toEqual([5, [0]]);
});

test("a weak carry takes the type that the body returns", () => {
  const halves = scan((c, x) => [add(convertElementType(c, "float32"), x), null], scalar(0), f32(0.5))[0];
  expect([halves.dtype, halves.tolist()]).toEqual(["float32", 0.5]);
  const ints = hostArray(Int32Array.of(1, 2), [2], "int32");
  const [total] = scan((c, x) => [add(convertElementType(c, "int32"), x), null], 0, ints);
  expect([total.dtype, total.tolist()]).toEqual(["int32", 3]);
});

test("a body may return bare numbers, which take the dtype of the carry", () => {
  const [carry] = scan(() => [7, null], scalar(0, "int32"), f32(1));
  expect([carry.dtype, carry.tolist()]).toEqual(["int32", 7]);
});

test("a carry that changes its type is an error that names the leaf and both types", () => {
  const init = { a: scalar(0), b: f32(1, 2, 3) };
  expect(() => scan((c) => [{ a: c.a, b: stack([c.b, c.b]) }, null], init, f32(1))).toThrow(
    "scan: the carry must have the same types before and after each step, but carry['b'] has type f32[3] before a step and f32[2,3] after it, so the shapes do not match",
  );
  expect(() => scan((c) => [[c, c], null], scalar(0), f32(1))).toThrow(/the carry must keep its structure/);
});

test("what is no pair, has no length, or differs in length is a TypeError", () => {
  expect(() => scan((c) => c as never, scalar(0), f32(1))).toThrow(/scan: the body must return a pair \[carry, y\]/);
  expect(() => scan((c) => [c, c], scalar(0), null)).toThrow(/give arrays, or the option length/);
  expect(() => scan((c) => [c, c], scalar(0), [f32(1, 2), f32(1, 2, 3)])).toThrow(
    "scan: xs[1] is f32[3], whose axis 0 has 3 elements, but xs[0] has 2; they must agree",
  );
  expect(() => scan((c) => [c, c], scalar(0), 1)).toThrow(/xs is the number 1, which has no axis to run along/);
  expect(() => scan((c) => [c, undefined], scalar(0), f32(1))).toThrow(/null stands for no result/);
});

test("the body is traced once for all calls with the same types", () => {
  let traced = 0;
  const step = (c: NDArray, x: NDArray) => {
    traced++;
    return [add(c, x), c] as const;
  };
  for (let i = 0; i < 5; i++) scan(step, scalar(i), f32(1, 2));
  expect(traced).toBe(1);
  scan(step, scalar(0), f32(1, 2, 3));
  expect(traced).toBe(1);
  scan(step, f32(0, 0), stack([f32(1, 2), f32(3, 4)]));
  expect(traced).toBe(2);
});

test("a body that closes over a traced value is traced each time", () => {
  const step = (w: NDArray) => (c: NDArray, x: NDArray) => [add(c, mul(w, x)), null] as const;
  const shared = new Map<NDArray, ReturnType<typeof step>>();
  const program = (w: NDArray) => {
    const body = shared.get(w) ?? step(w);
    shared.set(w, body);
    return scan(body, scalar(0), f32(1, 2))[0];
  };
  const staged = (aval = shapedArray([], "float32")) => stage(([w]) => [program(w as NDArray)], [aval]).jaxpr;
  expect(printJaxpr(staged())).toBe(printJaxpr(staged()));
});

test("a scan prints as JAX prints it, with what it closes over as leading inputs", () => {
  const { jaxpr } = stage(
    ([w, xs]) => [...scan((c, x) => [add(mul(c, w as NDArray), x), sub(c, x)], scalar(0), xs as NDArray)],
    [shapedArray([], "float32"), shapedArray([4], "float32")],
  );
  expect(printJaxpr(jaxpr)).toMatchInlineSnapshot(`
    "{ lambda ; a:f32[] b:f32[4]. let
        c:f32[] d:f32[4] = scan[
          jaxpr={ lambda ; e:f32[] f:f32[] g:f32[]. let
              h:f32[] = mul f e
              i:f32[] = add h g
              j:f32[] = sub f g
            in (i, j) }
          length=4
          num_carry=1
          num_consts=1
          reverse=False
          unroll=1
        ] a 0.0:f32[] b
      in (c, d) }"
  `);
});

test("a scan inside the body of a scan is a loop inside a loop", () => {
  const inner = (c: NDArray, x: NDArray) => [add(c, sin(x)), null] as const;
  const [total] = scan((c, row) => [scan(inner, c, row)[0], null], scalar(0), stack([f32(1, 2), f32(3, 4)]));
  expect(total.item()).toBeCloseTo(Math.sin(1) + Math.sin(2) + Math.sin(3) + Math.sin(4), 6);
});
