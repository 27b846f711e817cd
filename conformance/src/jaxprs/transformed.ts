import { type Array, scalarArray } from "@hyrax/core";
import {
  checkpoint,
  customJvp,
  customVjp,
  grad,
  hessian,
  jacfwd,
  jacrev,
  jvp,
  linearize,
  valueAndGrad,
  vjp,
} from "@hyrax/grad";
import { jit, makeJaxpr } from "@hyrax/jit";
import * as lax from "@hyrax/lax";
import * as np from "@hyrax/numpy";
import { pmap } from "@hyrax/pmap";
import * as random from "@hyrax/random";
import { vmap } from "@hyrax/vmap";
import type { Program } from "./program.js";

/** A bare integer of Python, whose dtype is weak. */
const int = (value: number) => scalarArray(value, "int32", true);
const ints = (...values: readonly number[]) => np.array(values, { dtype: "int32" });
const sin = (x: Array) => np.sin(x);
const g = jit(function g(x: Array) {
  return np.sin(x).mul(2);
});
const twice = Object.assign((x: Array) => np.sin(np.sin(x)), {});

function withJvpRule() {
  const f = customJvp(function f(x: Array) {
    return np.sin(x);
  });
  f.defjvp(([x], [dx]) => [f(x as Array), np.cos(x as Array).mul(dx as Array)]);
  return f;
}

function withVjpRule() {
  const f = customVjp(function f(x: Array) {
    return np.sin(x);
  });
  f.defvjp(
    (x: Array) => [f(x), x],
    (x: Array, ct: Array) => [ct.mul(np.cos(x))],
  );
  return f;
}

interface Layers {
  readonly w1: Array;
  readonly b1: Array;
  readonly w2: Array;
}

const loss = (p: Layers, x: Array, y: Array) => np.mean(np.tanh(x.matmul(p.w1).add(p.b1)).matmul(p.w2).sub(y).pow(2));

/** Functions under transformations, with loops, branches and rules of their own. */
export const transformed: Readonly<Record<string, Program>> = {
  "jit-named": () => makeJaxpr((x: Array) => g(x).mul(g(x)))(1),
  "grad-sin": () => makeJaxpr(grad(sin))(1),
  "grad-square": () => makeJaxpr(grad((x: Array) => x.pow(2)))(3),
  "grad-sum-sq": () => makeJaxpr(grad((x: Array) => np.sum(x.pow(2))))(np.ones(3)),
  "grad-tanh": () => makeJaxpr(grad((x: Array) => np.tanh(x)))(1),
  "grad-dot": () => makeJaxpr(grad((w: Array, x: Array) => np.dot(w, x)))(np.ones(3), np.ones(3)),
  "value-and-grad": () => makeJaxpr(valueAndGrad((x: Array) => np.sin(x).mul(x)))(1),
  "grad-grad": () => makeJaxpr(grad(grad(sin)))(1),
  jvp: () => makeJaxpr((x: Array, t: Array) => jvp(sin, [x], [t]))(1, 1),
  vjp: () => makeJaxpr((x: Array, c: Array) => vjp(sin, x)[1](c))(1, 1),
  linearize: () => makeJaxpr((x: Array) => linearize(sin, x)[1](1))(1),
  jacfwd: () => makeJaxpr(jacfwd(sin))(np.ones(2)),
  jacrev: () => makeJaxpr(jacrev(sin))(np.ones(2)),
  hessian: () => makeJaxpr(hessian((x: Array) => np.sum(x.pow(3))))(np.ones(2)),
  "stop-gradient": () => makeJaxpr(grad((x: Array) => lax.stopGradient(x).mul(x)))(2),
  "grad-jit": () => makeJaxpr(grad(jit(sin)))(1),
  "grad-where": () => makeJaxpr(grad((x: Array) => np.where(x.greater(0), x, x.mul(2))))(1),
  "grad-gather": () => makeJaxpr(grad((x: Array) => x.get(ints(0, 0)).sum()))(np.ones(3)),
  "grad-max": () => makeJaxpr(grad((x: Array) => np.max(x)))(np.ones(3)),
  "vmap-sin": () => makeJaxpr(vmap(sin))(np.ones(3)),
  "vmap-dot": () => makeJaxpr(vmap((a: Array, b: Array) => np.dot(a, b)))(np.ones([2, 3]), np.ones([2, 3])),
  "vmap-dot-none": () =>
    makeJaxpr(vmap((a: Array, b: Array) => np.dot(a, b), { inAxes: [0, null] }))(np.ones([2, 3]), np.ones(3)),
  "vmap-sum-axis1": () => makeJaxpr(vmap((x: Array) => np.sum(x), { inAxes: 1 }))(np.ones([2, 3])),
  "vmap-matvec": () =>
    makeJaxpr(vmap((a: Array, x: Array) => a.matmul(x), { inAxes: [null, 0] }))(np.ones([2, 3]), np.ones([4, 3])),
  "vmap-grad": () => makeJaxpr(vmap(grad(sin)))(np.ones(3)),
  "vmap-index": () => makeJaxpr(vmap((x: Array, i: Array) => x.get(i)))(np.ones([2, 3]), ints(0, 1)),
  "vmap-dynamic-slice": () =>
    makeJaxpr(vmap((x: Array, i: Array) => lax.dynamicSlice(x, [i], [2])))(np.ones([2, 3]), ints(0, 1)),
  "vmap-cond": () =>
    makeJaxpr(vmap((p: Array, x: Array) => lax.cond(p, sin, (v: Array) => np.cos(v), x)))(
      np.array([true, false]),
      np.ones(2),
    ),
  "vmap-psum": () => makeJaxpr(vmap((x: Array) => lax.psum(x, "i"), { axisName: "i" }))(np.ones(3)),
  "vmap-while": () =>
    makeJaxpr(
      vmap((n: Array) =>
        lax.whileLoop(
          (c: Array) => c.less(n),
          (c: Array) => c.add(1),
          int(0),
        ),
      ),
    )(ints(1, 2)),
  "vmap-scan": () =>
    makeJaxpr(vmap((c: Array, xs: Array) => lax.scan((carry: Array, x: Array) => [carry.add(x), carry], c, xs)))(
      np.ones(2),
      np.ones([2, 3]),
    ),
  cond: () =>
    makeJaxpr((p: Array, x: Array) =>
      lax.cond(
        p,
        (v: Array) => v.add(1),
        (v: Array) => v.sub(1),
        x,
      ),
    )(true, 2),
  switch: () =>
    makeJaxpr((i: Array, x: Array) => lax.switch(i, [(v: Array) => v, (v: Array) => v.mul(2)], x))(int(1), 2),
  while: () =>
    makeJaxpr((x: Array) =>
      lax.whileLoop(
        (c: Array) => c.less(10),
        (c: Array) => c.mul(2),
        x,
      ),
    )(1),
  "fori-static": () => makeJaxpr((x: Array) => lax.foriLoop(0, 3, (_, c: Array) => c.mul(2), x))(1),
  "fori-dynamic": () => makeJaxpr((n: Array, x: Array) => lax.foriLoop(0, n, (_, c: Array) => c.mul(2), x))(int(3), 1),
  scan: () =>
    makeJaxpr((c: Array, xs: Array) => lax.scan((carry: Array, x: Array) => [carry.add(x), carry.mul(x)], c, xs))(
      0,
      np.ones(4),
    ),
  "scan-none": () =>
    makeJaxpr((c: Array) => lax.scan((carry: Array) => [carry.mul(2), carry], c, null, { length: 3 }))(1),
  "scan-reverse": () =>
    makeJaxpr((c: Array, xs: Array) =>
      lax.scan((carry: Array, x: Array) => [carry.add(x), carry], c, xs, { reverse: true }),
    )(0, np.ones(4)),
  "scan-closure": () =>
    makeJaxpr((w: Array, xs: Array) => lax.scan((carry: Array, x: Array) => [carry.mul(w).add(x), carry], 0, xs))(
      2,
      np.ones(4),
    ),
  "grad-scan": () =>
    makeJaxpr(grad((w: Array) => lax.scan((carry: Array) => [carry.mul(w), null], 1, null, { length: 3 })[0]))(2),
  "grad-cond": () => makeJaxpr(grad((x: Array) => lax.cond(x.greater(0), sin, (v: Array) => np.cos(v), x)))(1),
  map: () => makeJaxpr((xs: Array) => lax.map(sin, xs))(np.ones(3)),
  "associative-scan": () =>
    makeJaxpr((xs: Array) => lax.associativeScan((a: Array, b: Array) => a.add(b), xs))(np.ones(4)),
  "custom-jvp": () => makeJaxpr(withJvpRule())(1),
  "custom-jvp-grad": () => makeJaxpr(grad(withJvpRule()))(1),
  "custom-vjp": () => makeJaxpr(withVjpRule())(1),
  "custom-vjp-grad": () => makeJaxpr(grad(withVjpRule()))(1),
  checkpoint: () => makeJaxpr(checkpoint(twice))(1),
  "checkpoint-grad": () => makeJaxpr(grad(checkpoint(twice)))(1),
  "random-normal-new-key": () => makeJaxpr((k: Array) => random.normal(k, [2]))(random.key(0)),
  "random-uniform-raw-key": () => makeJaxpr((k: Array) => random.uniform(k, [2]))(random.PRNGKey(0)),
  "random-split": () => makeJaxpr((k: Array) => random.split(k))(random.key(0)),
  pmap: () => makeJaxpr(pmap((x: Array) => lax.psum(x, "i"), { axisName: "i" }))(np.ones(4)),
  "mlp-loss-grad": () =>
    makeJaxpr(grad(loss))(
      { w1: np.ones([2, 3]), b1: np.ones(3), w2: np.ones([3, 1]) },
      np.ones([4, 2]),
      np.ones([4, 1]),
    ),
};
