import {
  add,
  broadcastInDim,
  checkpoint,
  cond,
  config,
  dotGeneral,
  hostArray,
  type Jaxpr,
  lt,
  mul,
  type Array as NDArray,
  reduceSum,
  scalarArray,
  scan,
  sin,
  stage,
  sub,
  whileLoop,
} from "@hyrax/core";
import { jit, pureCallback } from "@hyrax/jit";
import { afterEach, describe, expect, test } from "vitest";
import "../register.js";

const f32 = (...values: readonly number[]) => hostArray(Float32Array.from(values), [values.length], "float32");
const matrix = (rows: number, columns: number) =>
  hostArray(
    Float32Array.from({ length: rows * columns }, (_, i) => Math.sin(i * 1.7) * 3),
    [rows, columns],
    "float32",
  );
const int = (value: number) => scalarArray(value, "int32");

type Flat = (...xs: readonly NDArray[]) => readonly NDArray[];

/** A function on examples as a jaxpr without constants. */
function program(f: Flat, ...examples: readonly NDArray[]): Jaxpr {
  const { jaxpr, consts } = stage(
    (xs) => f(...xs),
    examples.map((x) => x.aval),
  );
  expect(consts).toEqual([]);
  return jaxpr;
}

const loop = { numConsts: 0, numCarry: 1, reverse: false, unroll: 1 };

afterEach(() => config.update("cpuEngine", undefined));

/** Runs compiled and on the reference engine; nothing may be left to the latter, and both must give the same. */
function expectCompiled(f: Flat, ...inputs: readonly NDArray[]): void {
  const jitted = jit((...xs: NDArray[]) => f(...xs) as NDArray[]);
  expect(jitted.lower(...inputs).fallbacks).toEqual([]);
  const found = jitted(...inputs);
  config.update("cpuEngine", "reference");
  const wanted = f(...inputs);
  config.update("cpuEngine", undefined);
  expect(found.map((x) => x.aval)).toEqual(wanted.map((x) => x.aval));
  found.forEach((x, i) => {
    const right = wanted[i]?.dataSync() ?? [];
    // Elementary functions may differ in the last bits.
    x.dataSync().forEach((value, k) => {
      expect(Math.abs(Number(value) - Number(right[k]))).toBeLessThanOrEqual(1e-6 + 2e-6 * Math.abs(Number(right[k])));
    });
  });
}

describe("a compiled scan", () => {
  // All of it is whole vectors, but no row is: the last one of a step must not reach into what the step before stacked.
  test("stacks matrices whose rows are no whole vectors backwards", () => {
    const [c, x] = [f32(1), matrix(3, 2)];
    const body = program(
      (c, x) => [c as NDArray, broadcastInDim(x as NDArray, { shape: [2, 6], broadcastDimensions: [0] })],
      c,
      f32(0, 0),
    );
    expectCompiled((c, x) => scan([c, x] as NDArray[], { ...loop, jaxpr: body, length: 3, reverse: true }), c, x);
  });

  // Rows of three and five elements do not end where vectors do.
  test.each([1, 3, 4, 5, 8])("stacks rows of %d elements, forwards and backwards", (columns) => {
    const row = matrix(1, columns).aval.shape.slice(1);
    const start = hostArray(new Float32Array(columns), row, "float32");
    const x = hostArray(
      Float32Array.from({ length: columns }, (_, i) => i),
      row,
      "float32",
    );
    const jaxpr = program((c, y) => [add(c as NDArray, y as NDArray), mul(c as NDArray, y as NDArray)], start, x);
    for (const reverse of [false, true]) {
      expectCompiled(
        (c, xs) => scan([c as NDArray, xs as NDArray], { ...loop, jaxpr, length: 7, reverse }),
        start,
        matrix(7, columns),
      );
    }
  });

  test("hands values on as they are, exchanges them, and returns one twice", () => {
    const [a, b] = [f32(1, 2, 3), f32(4, 5, 6)];
    const jaxpr = program((p, q, x) => [q as NDArray, p as NDArray, p as NDArray, p as NDArray, x as NDArray], a, b, a);
    const params = { ...loop, jaxpr, numCarry: 2, length: 5 };
    expectCompiled((p, q, xs) => scan([p as NDArray, q as NDArray, xs as NDArray], params), a, b, matrix(5, 3));
  });

  test("takes constants and bare numbers, and runs no step where there is none", () => {
    const jaxpr = program((w, c) => [mul(add(c as NDArray, 1), w as NDArray), c as NDArray], f32(1, 2), f32(1, 2));
    for (const length of [0, 1, 6]) {
      expectCompiled(
        (w, c) => scan([w as NDArray, c as NDArray], { ...loop, jaxpr, numConsts: 1, length }),
        f32(0.5, 2),
        f32(1, 1),
      );
    }
    const count = program((c) => [add(c as NDArray, 1)], int(0));
    expectCompiled(() => scan([int(3)], { ...loop, jaxpr: count, length: 4 }));
  });

  test("nests, with reductions and elementary functions within", () => {
    const inner = program(
      (c, x) => [add(c as NDArray, sin(x as NDArray))],
      scalarArray(0, "float32"),
      scalarArray(0, "float32"),
    );
    const outer = program(
      (c, row) => {
        const [sum] = scan([c as NDArray, row as NDArray], { ...loop, jaxpr: inner, length: 3 }) as [NDArray];
        return [sum, reduceSum(mul(row as NDArray, sum), { axes: [0] })];
      },
      scalarArray(0, "float32"),
      f32(1, 2, 3),
    );
    expectCompiled(
      (xs) => scan([scalarArray(0, "float32"), xs as NDArray], { ...loop, jaxpr: outer, length: 4 }),
      matrix(4, 3),
    );
  });
});

describe("a compiled while loop", () => {
  const params = (limit: number) => ({
    condJaxpr: program((i) => [lt(i as NDArray, limit)], int(0), f32(1)),
    condNumConsts: 0,
    bodyJaxpr: program((i, x) => [add(i as NDArray, 1), mul(x as NDArray, 1.5)], int(0), f32(1)),
    bodyNumConsts: 0,
  });

  test.each([0, 1, 9])("runs %d steps", (steps) => {
    const { condJaxpr, bodyJaxpr } = params(steps);
    expectCompiled(
      (i, x) => whileLoop([i as NDArray, x as NDArray], { ...params(steps), condJaxpr, bodyJaxpr }),
      int(0),
      f32(2),
    );
  });

  test("decides by a value that the step computes, and by one that it is given", () => {
    const keep = program((go) => [go as NDArray], scalarArray(true, "bool"), f32(1, 1), f32(1, 1));
    const step = program(
      (_, x, bound) => {
        const next = add(x as NDArray, bound as NDArray);
        return [lt(reduceSum(next, { axes: [0] }), 20), next, bound as NDArray];
      },
      scalarArray(true, "bool"),
      f32(1, 1),
      f32(1, 1),
    );
    const whole = { condJaxpr: keep, condNumConsts: 0, bodyJaxpr: step, bodyNumConsts: 0 };
    const run: Flat = (x, bound) => whileLoop([scalarArray(true, "bool"), x as NDArray, bound as NDArray], whole);
    expectCompiled(run, f32(1, 2), f32(0.5, 3));
  });
});

describe("a compiled choice", () => {
  const branches = [
    program((x) => [mul(x as NDArray, 2), x as NDArray], f32(1, 2, 3)),
    program((x) => [sin(x as NDArray), sub(x as NDArray, 1)], f32(1, 2, 3)),
    program((x) => [x as NDArray, x as NDArray], f32(1, 2, 3)),
  ];

  test.each([-5, 0, 1, 2, 7])("of index %d runs the branch that it is clamped to", (index) => {
    expectCompiled((i, x) => cond([i as NDArray, x as NDArray], { branches }), int(index), f32(1, -2, 3));
  });
});

test("what is computed again under checkpoint stays a program of its own", () => {
  const jaxpr = program((x) => [sin(sin(x as NDArray))], f32(1, 2));
  const again = { jaxpr, policy: null, preventCse: true, differentiated: true };
  const f: Flat = (x) => [sin(sin(x as NDArray)), ...checkpoint([x as NDArray], again)];
  expectCompiled(f, f32(1, 2));
  const { kernels } = jit((x: NDArray) => f(x) as NDArray[]).lower(f32(1, 2));
  expect(kernels.map(({ kind }) => kind)).toContain("call");
  const first = { ...again, differentiated: false };
  const merged = jit((x: NDArray) => [sin(sin(x)), ...checkpoint([x], first)]).lower(f32(1, 2));
  expect(merged.kernels.map(({ kind }) => kind)).toEqual(["elementwise"]);
});

test("a loop with something in it that is not compiled is left to the reference engine as a whole, with the reason", () => {
  const negated = (x: NDArray) =>
    pureCallback((y: NDArray) => Float32Array.from(y.tolist() as number[], (v) => -v), x, x);
  const called = program((c) => [negated(c as NDArray)], f32(3, 1, 2));
  const nested = program((c) => scan([c as NDArray], { ...loop, jaxpr: called, length: 2 }), f32(3, 1, 2));
  const outer = jit((c: NDArray) => scan([mul(c, 2)], { ...loop, jaxpr: nested, length: 3 })[0] as NDArray);
  expect(outer(f32(3, 1, 2)).dataSync()).toEqual(Float32Array.of(6, 2, 4));
  const reasons = outer.lower(f32(3, 1, 2)).fallbacks.map(({ primitives, fallback }) => [primitives, fallback]);
  expect(reasons).toEqual([[["scan"], "within it, within it, it calls a function of the host"]]);
});

test("a scan that multiplies its rows by constants, forwards and backwards", () => {
  const numbers = (lhs: number, rhs: number) => ({
    dimensionNumbers: { lhsContract: [lhs], rhsContract: [rhs], lhsBatch: [], rhsBatch: [] },
    preferredElementType: null,
  });
  const jaxpr = program(
    (w, h, x) => {
      const next = sin(add(dotGeneral(w as NDArray, x as NDArray, numbers(1, 0)), h as NDArray) as NDArray);
      return [next as NDArray, dotGeneral(x as NDArray, w as NDArray, numbers(0, 1))];
    },
    matrix(5, 3),
    f32(1, 2, 3, 4, 5),
    f32(1, 2, 3),
  );
  for (const reverse of [false, true]) {
    expectCompiled(
      (w, h, xs) =>
        scan([w as NDArray, h as NDArray, xs as NDArray], { ...loop, jaxpr, numConsts: 1, length: 17, reverse }),
      matrix(5, 3),
      f32(1, 2, 3, 4, 5),
      matrix(17, 3),
    );
  }
});

test("a scan that adds up products of what it carries and its rows, forwards and backwards", () => {
  const outer = {
    dimensionNumbers: { lhsContract: [], rhsContract: [], lhsBatch: [], rhsBatch: [] },
    preferredElementType: null,
  };
  const start = f32(1, 2, 3, 4, 5);
  const jaxpr = program(
    (total, h, x) => {
      const product = dotGeneral(h as NDArray, x as NDArray, outer);
      return [add(product, total as NDArray), sin(h as NDArray)];
    },
    matrix(5, 3),
    start,
    f32(1, 2, 3),
  );
  for (const reverse of [false, true]) {
    expectCompiled(
      (total, h, xs) =>
        scan([total as NDArray, h as NDArray, xs as NDArray], { ...loop, jaxpr, numCarry: 2, length: 17, reverse }),
      matrix(5, 3),
      start,
      matrix(17, 3),
    );
  }
});
