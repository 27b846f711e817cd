import { isFloating, isInteger, type Array as NDArray } from "@hyrax/core";
import * as lax from "@hyrax/lax";
import * as np from "@hyrax/numpy";
import type { Step, Value } from "./block.js";
import type { Chooser, Operation } from "./compile.js";
import { broadcastable } from "./fit.js";

const small = ({ shape }: Value) => shape.length >= 1 && shape.every((n) => n > 0) && shape.length <= 3;
const integer = (choose: Chooser) => choose.value(({ dtype }) => isInteger(dtype));

/** Integers and bools that depend on floats, without derivatives. */
const making: Operation = (choose) => {
  const x = choose.float(small);
  if (x === undefined) return undefined;
  const axis = choose.number(x.shape.length);
  const forms: readonly (readonly [source: string, f: (x: NDArray) => NDArray])[] = [
    [`${x.name}.greater(0.3162277)`, (a) => a.greater(0.3162277)],
    [`np.argmax(${x.name}, { axis: ${axis} })`, (a) => np.argmax(a, { axis })],
    [`np.argsort(${x.name}, { axis: ${axis} })`, (a) => np.argsort(a, { axis })],
    [`np.floor(${x.name}.mul(2.6457513)).astype("int32")`, (a) => np.floor(a.mul(2.6457513)).astype("int32")],
    [`np.isfinite(${x.name})`, np.isfinite],
    [`np.arange(${x.shape[0]}).astype("int32")`, () => np.arange(x.shape[0] as number).astype("int32")],
  ];
  const [source, f] = choose.of(forms);
  return { source: [source], run: (read) => f(read(x)) };
};

const computing: Operation = (choose) => {
  const n = integer(choose);
  if (n === undefined) return undefined;
  const forms: readonly (readonly [source: string, f: (n: NDArray) => NDArray])[] = [
    [`${n.name}.mul(3).add(1).mod(5)`, (a) => a.mul(3).add(1).mod(5)],
    [`np.bitwiseXor(${n.name}, 1)`, (a) => np.bitwiseXor(a, 1)],
    [`${n.name}.astype("int8")`, (a) => a.astype("int8")],
    [`np.sum(${n.name})`, (a) => np.sum(a)],
    [`np.equal(${n.name}, 1)`, (a) => np.equal(a, 1)],
  ];
  const [source, f] = choose.of(forms);
  return { source: [source], run: (read) => f(read(n)) };
};

/** Floats again: counts, choices by bools, and elements at computed places. */
const using: Operation = (choose) => {
  const x = choose.float();
  if (x === undefined) return undefined;
  const step = (other: Value, source: string, f: (x: NDArray, other: NDArray) => NDArray): Step => ({
    source: [source],
    run: (read) => f(read(x), read(other)),
  });
  const kind = choose.number(6);
  if (kind === 0) {
    const side = choose.value((v) => !isFloating(v.dtype) && broadcastable(v.shape, x.shape));
    return (
      side && step(side, `${x.name}.mul(${side.name}.astype(${x.name}.dtype))`, (a, n) => a.mul(n.astype(a.dtype)))
    );
  }
  if (kind === 1) {
    const mask = choose.value((v) => v.dtype === "bool" && broadcastable(v.shape, x.shape));
    return mask && step(mask, `np.where(${mask.name}, ${x.name}, 0.5)`, (a, b) => np.where(b, a, 0.5));
  }
  if (!small(x)) return undefined;
  const indices = choose.value((v) => isInteger(v.dtype) && v.shape.length <= 1 && v.shape.every((n) => n > 0));
  if (indices === undefined) return undefined;
  const rows = x.shape[0] as number;
  if (kind === 2) {
    return step(indices, `np.take(${x.name}, ${indices.name}, { axis: 0, mode: "wrap" })`, (a, i) =>
      np.take(a, i, { axis: 0, mode: "wrap" }),
    );
  }
  if (kind === 3) return step(indices, `${x.name}.get(${indices.name}.mod(${rows}))`, (a, i) => a.get(i.mod(rows)));
  if (kind === 4) {
    return step(indices, `${x.name}.at(${indices.name}.mod(${rows})).add(np.sin(${x.name}.get(0)))`, (a, i) =>
      a.at(i.mod(rows)).add(np.sin(a.get(0))),
    );
  }
  return step(indices, `lax.dynamicSliceInDim(${x.name}, np.min(${indices.name}), ${Math.ceil(rows / 2)})`, (a, i) =>
    lax.dynamicSliceInDim(a, np.min(i), Math.ceil(rows / 2)),
  );
};

const updating: Operation = (choose) => {
  const x = choose.float(small);
  if (x === undefined) return undefined;
  const y = choose.float(({ shape }) => shape.join() === x.shape.slice(1).join());
  if (y === undefined) return undefined;
  const last = (x.shape[0] as number) - 1;
  const forms: readonly (readonly [source: string, f: (x: NDArray, y: NDArray) => NDArray])[] = [
    [`${x.name}.at(0).set(${y.name})`, (a, b) => a.at(0).set(b)],
    [`${x.name}.at(${last}).add(${y.name})`, (a, b) => a.at(last).add(b)],
    [`${x.name}.at(${last}).multiply(${y.name})`, (a, b) => a.at(last).multiply(b)],
    [`${x.name}.at(0).max(${y.name}.add(0.05))`, (a, b) => a.at(0).max(b.add(0.05))],
    [
      `lax.dynamicUpdateIndexInDim(${x.name}, ${y.name}, np.argmax(np.ravel(${x.name})).mod(${last + 1}), 0)`,
      (a, b) => lax.dynamicUpdateIndexInDim(a, b, np.argmax(np.ravel(a)).mod(last + 1), 0),
    ],
  ];
  const [source, f] = choose.of(forms);
  return { source: [source], run: (read) => f(read(x), read(y)) };
};

/** Integers and bools beside the floats: made of them, computed with, and deciding what becomes of them. */
export const sideData: readonly Operation[] = [making, using, computing, updating];
