import { type Array, scalarArray } from "@hyrax/core";
import { jit, makeJaxpr } from "@hyrax/jit";
import * as lax from "@hyrax/lax";
import * as np from "@hyrax/numpy";
import type { Program } from "./program.js";

/** A bare integer of Python, whose dtype is weak. */
const int = (value: number) => scalarArray(value, "int32", true);
const ints = (...values: readonly number[]) => np.array(values, { dtype: "int32" });
const constants = np.array([1, 2]);

/** Functions of arrays alone: arithmetic, reductions, products, movement and indexing. */
export const firstOrder: Readonly<Record<string, Program>> = {
  "add-const": () => makeJaxpr((x: Array) => x.add(1))(1),
  "add-int": () => makeJaxpr((x: Array) => x.add(1))(int(1)),
  "vec-scale": () => makeJaxpr((x: Array) => x.mul(2))(np.ones(3)),
  "promote-int-float": () => makeJaxpr((x: Array, y: Array) => x.add(y))(np.arange(3), np.ones(3)),
  "weak-to-f16": () => makeJaxpr((x: Array) => x.mul(2.5))(np.ones(2, { dtype: "float16" })),
  broadcast: () => makeJaxpr((x: Array, y: Array) => x.add(y))(np.ones([3, 1]), np.ones(4)),
  "sin-cos": () => makeJaxpr((x: Array) => np.sin(x).mul(np.cos(x)))(1),
  identity: () => makeJaxpr((x: Array) => x)(1),
  "const-out": () => makeJaxpr((_: Array) => 2)(1),
  "const-array": () => makeJaxpr((x: Array) => x.add(constants))(np.ones(2)),
  "np-const-array": () => makeJaxpr((x: Array) => x.add(new Float32Array([1, 2])))(np.ones(2)),
  "unused-arg": () => makeJaxpr((x: Array, _: Array) => x)(1, 2),
  "tuple-out": () => makeJaxpr((x: Array) => [x, x.add(1)])(1),
  "dict-in": () => makeJaxpr((d: { a: Array; b: Array }) => d.a.mul(d.b))({ b: 1, a: 2 }),
  sum: () => makeJaxpr((x: Array) => np.sum(x))(np.ones([2, 3])),
  "sum-axis": () => makeJaxpr((x: Array) => np.sum(x, { axis: 0 }))(np.ones([2, 3])),
  mean: () => makeJaxpr((x: Array) => np.mean(x))(np.ones(4)),
  max: () => makeJaxpr((x: Array) => np.max(x, { axis: 1 }))(np.ones([2, 3])),
  argmax: () => makeJaxpr((x: Array) => np.argmax(x))(np.ones(3)),
  dot: () => makeJaxpr((a: Array, b: Array) => a.matmul(b))(np.ones([2, 3]), np.ones([3, 4])),
  vecdot: () => makeJaxpr((a: Array, b: Array) => np.dot(a, b))(np.ones(3), np.ones(3)),
  einsum: () =>
    makeJaxpr((a: Array, b: Array) => np.einsum("bij,bjk->bik", a, b))(np.ones([2, 3, 4]), np.ones([2, 4, 5])),
  reshape: () => makeJaxpr((x: Array) => x.reshape([3, 2]))(np.ones([2, 3])),
  transpose: () => makeJaxpr((x: Array) => x.T)(np.ones([2, 3])),
  where: () => makeJaxpr((x: Array) => np.where(x.greater(0), x, 0))(np.ones(3)),
  maximum0: () => makeJaxpr((x: Array) => np.maximum(x, 0))(np.ones(3)),
  clip: () => makeJaxpr((x: Array) => np.clip(x, 0, 1))(np.ones(3)),
  sigmoid: () => makeJaxpr((x: Array) => lax.logistic(x))(1),
  "power-int": () => makeJaxpr((x: Array) => x.pow(3))(2),
  "power-float": () => makeJaxpr((x: Array) => x.pow(2.5))(2),
  sqrt: () => makeJaxpr((x: Array) => np.sqrt(x))(2),
  "floor-div": () => makeJaxpr((x: Array, y: Array) => x.floorDivide(y))(int(7), int(2)),
  mod: () => makeJaxpr((x: Array, y: Array) => x.mod(y))(int(7), int(2)),
  "div-int": () => makeJaxpr((x: Array, y: Array) => x.div(y))(int(7), int(2)),
  "index-static": () => makeJaxpr((x: Array) => x.get(1))(np.ones(3)),
  slice: () => makeJaxpr((x: Array) => x.get("1:3"))(np.ones(5)),
  "strided-slice": () => makeJaxpr((x: Array) => x.get("::2"))(np.ones(5)),
  reverse: () => makeJaxpr((x: Array) => x.get("::-1"))(np.ones(3)),
  gather: () => makeJaxpr((x: Array, i: Array) => x.get(i))(np.ones(5), ints(0, 2)),
  "dynamic-index": () => makeJaxpr((x: Array, i: Array) => x.get(i))(np.ones(5), int(1)),
  "at-set": () => makeJaxpr((x: Array) => x.at(0).set(1))(np.ones(3)),
  "at-add": () => makeJaxpr((x: Array, i: Array) => x.at(i).add(1))(np.ones(3), ints(0, 1)),
  "dynamic-slice": () => makeJaxpr((x: Array, i: Array) => lax.dynamicSlice(x, [i], [2]))(np.ones(5), int(1)),
  "dynamic-update-slice": () =>
    makeJaxpr((x: Array, u: Array, i: Array) => lax.dynamicUpdateSlice(x, u, [i]))(np.ones(5), np.ones(2), int(1)),
  concat: () => makeJaxpr((a: Array, b: Array) => np.concatenate([a, b]))(np.ones(2), np.ones(3)),
  stack: () => makeJaxpr((a: Array, b: Array) => np.stack([a, b]))(np.ones(2), np.ones(2)),
  pad: () => makeJaxpr((x: Array) => np.pad(x, 1))(np.ones(2)),
  sort: () => makeJaxpr((x: Array) => np.sort(x))(np.ones(3)),
  argsort: () => makeJaxpr((x: Array) => np.argsort(x))(np.ones(3)),
  cumsum: () => makeJaxpr((x: Array) => np.cumsum(x))(np.ones(3)),
  astype: () => makeJaxpr((x: Array) => x.astype("int32"))(np.ones(2)),
  "arange-inside": () => makeJaxpr((x: Array) => x.mul(np.arange(0, 3, 1, { dtype: "float32" })))(1),
  conv: () =>
    makeJaxpr((x: Array, k: Array) => lax.conv(x, k, [1, 1], "SAME"))(np.ones([1, 1, 4, 4]), np.ones([1, 1, 3, 3])),
  "jit-inner": () => makeJaxpr((x: Array) => jit(np.sin as (x: Array) => Array)(x).add(1))(1),
  "nested-jit-closure": () => makeJaxpr((a: Array) => jit((b: Array) => a.mul(b))(a))(2),
};
