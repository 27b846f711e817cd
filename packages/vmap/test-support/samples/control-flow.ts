import {
  add,
  type controlFlow,
  div,
  dynamicSlice,
  iota,
  lt,
  max,
  mul,
  neg,
  reduceSum,
  reshape,
  scalarArray,
  sin,
  sub,
} from "@hyrax/core";
import { bools, integers, positive, reals } from "../draw.js";
import { jaxprOf } from "../jaxpr-of.js";
import type { Samples } from "../sample.js";

const row = reals(3);
const scalar = reals();
const count = integers(0, 5)();

export const controlFlowSamples: Samples<typeof controlFlow> = {
  customLinearSolve: [
    {
      // The matrix s, with one more result on the side, and a guess that the solver does not need.
      inputs: [positive(), positive(), positive(), scalar, positive(), row],
      params: {
        matvec: jaxprOf([scalar, row], (s, x) => [mul(s, x)]),
        vecmat: jaxprOf([scalar, row], (s, x) => [mul(s, x)]),
        solve: jaxprOf([scalar, scalar, row], (s, guess, b) => [div(b, s), add(guess, 1)]),
        transposeSolve: jaxprOf([scalar, row], (s, b) => [div(b, s), s]),
        constLengths: { matvec: 1, vecmat: 1, solve: 2, transposeSolve: 1 },
      },
    },
    {
      inputs: [row, scalar],
      params: {
        matvec: jaxprOf([row, scalar], (x, y) => [mul(x, 2), neg(y)]),
        vecmat: null,
        solve: jaxprOf([row, scalar], (b, c) => [mul(b, 0.5), neg(c)]),
        transposeSolve: null,
        constLengths: { matvec: 0, vecmat: 0, solve: 0, transposeSolve: 0 },
      },
    },
  ],
  jit: [
    {
      inputs: [row, scalar],
      params: {
        name: "f",
        // Some results depend on one input only, or on none.
        jaxpr: jaxprOf([row, scalar], (x, s) => [
          mul(x, s),
          sin(s),
          neg(x),
          iota({ dtype: "int32", shape: [2], dimension: 0 }),
        ]),
      },
    },
  ],
  scan: [
    {
      // A constant, a carry that never meets what is scanned, one that does, and two results.
      inputs: [scalar, scalar, row, reals(4, 3)],
      params: {
        jaxpr: jaxprOf([scalar, scalar, row, row], (c, a, b, x) => [mul(a, 0.5), add(mul(b, c), x), sub(x, a), sin(c)]),
        length: 4,
        numConsts: 1,
        numCarry: 2,
        reverse: false,
        unroll: 1,
      },
      rtol: 1e-6,
    },
    {
      // Carries that are mapped one step after another: each takes over the one before.
      inputs: [scalar, scalar, scalar, row],
      params: {
        jaxpr: jaxprOf([scalar, scalar, scalar, scalar], (a, b, c, x) => [x, a, b, mul(c, x)]),
        length: 3,
        numConsts: 0,
        numCarry: 3,
        reverse: true,
        unroll: 2,
      },
    },
    {
      inputs: [scalar],
      params: {
        jaxpr: jaxprOf([scalar], (a) => [sin(a)]),
        length: 0,
        numConsts: 0,
        numCarry: 1,
        reverse: false,
        unroll: 1,
      },
    },
  ],
  whileLoop: [
    {
      // Runs a number of times that is an input: i < n, with a constant in the body.
      inputs: [count, scalar, count, row],
      params: {
        condJaxpr: jaxprOf([count, count, row], (n, i) => [lt(i, n)]),
        condNumConsts: 1,
        bodyJaxpr: jaxprOf([scalar, count, row], (s, i, x) => [add(i, 1), add(mul(x, s), 1)]),
        bodyNumConsts: 1,
      },
      rtol: 1e-6,
    },
    {
      // The condition looks at a value that only the body makes depend on the second carry.
      inputs: [positive(), positive()],
      params: {
        condJaxpr: jaxprOf([scalar, scalar], (x) => [lt(x, 20)]),
        condNumConsts: 0,
        bodyJaxpr: jaxprOf([scalar, scalar], (x, step) => [add(x, max(step, 0.5)), step]),
        bodyNumConsts: 0,
      },
    },
    {
      inputs: [bools(), row],
      params: {
        condJaxpr: jaxprOf([bools(), row], (go) => [go]),
        condNumConsts: 0,
        bodyJaxpr: jaxprOf([bools(), row], (_, x) => [scalarArray(false, "bool"), neg(x)]),
        bodyNumConsts: 0,
      },
    },
  ],
  cond: [
    {
      inputs: [integers(-1, 3)(), row, scalar],
      params: {
        // Each branch depends on other operands.
        branches: [
          jaxprOf([row, scalar], (x, s) => [mul(x, s), s]),
          jaxprOf([row, scalar], (x) => [x, reduceSum(x, { axes: [0] })]),
          jaxprOf([row, scalar], (x) => [sin(x), scalarArray(1, "float32")]),
        ],
      },
      rtol: 1e-6,
    },
    {
      inputs: [integers(0, 1)(), integers(0, 3)(), reals(4)],
      params: {
        branches: [
          jaxprOf([count, reals(4)], (i, x) => [dynamicSlice([x, i], { sliceSizes: [1] })]),
          jaxprOf([count, reals(4)], (_, x) => [reshape(reduceSum(x, { axes: [0] }), { newSizes: [1] })]),
        ],
      },
      rtol: 1e-6,
    },
    { inputs: [integers(0, 1)(), bools()], params: { branches: [jaxprOf([bools()], (b) => [b])] } },
  ],
};
