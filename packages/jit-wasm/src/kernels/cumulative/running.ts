import type { Expr } from "../../assembler/index.js";
import { type FunctionBuilder, i32, type Local } from "../../assembler/index.js";
import { convertValue } from "../../emit/convert.js";
import { withInlinedMath } from "../../emit/inline-math.js";
import type { KernelContext } from "../../emit/kernel-context.js";
import type { VectorContext } from "../../emit/vector-context.js";
import { bytesOf, loadSplat, loadVector, storeLane, storeVector } from "../../emit/vector-memory.js";
import { LANES, type LaneDType, type Value } from "../../emit/vector-types.js";
import { moveLanes } from "../lane-moves.js";
import { type Combination, combine, identity, runningDtype } from "./combination.js";

type Scalar = Expr<"i32">;

/** A running reduction of elements of a dtype. */
export interface Running {
  readonly combination: Combination;
  readonly dtype: LaneDType;
  readonly reverse: boolean;
}

const at = (base: Scalar, i: Scalar, bytes: number) => i32.add(base, i32.mul(i, i32.const(bytes)));

const settled = (f: FunctionBuilder, value: Value): readonly Local<"v128">[] => value.map((vector) => f.let(vector));

/** The context of another function of the module. */
function within(kernel: KernelContext, f: FunctionBuilder): VectorContext {
  return withInlinedMath({ ...kernel, f });
}

/**
 * The function that writes the running results of a row of `n` elements that follow each other. Four elements at a time
 * are combined with the one and then the two places before (Hillis and Steele, "Data parallel algorithms", 1986), and with the
 * result of all before them. `before`, unless it is 0, is where the result of what comes before the row stands.
 */
export function runAlong(kernel: KernelContext, { combination, dtype, reverse }: Running) {
  const wide = runningDtype(combination, dtype);
  const bytes = bytesOf(dtype);
  const name = `running.${combination}.${dtype}${reverse ? ".reverse" : ""}`;
  const parameters = { from: "i32", to: "i32", n: "i32", before: "i32" } as const;
  return kernel.functions.get(name, parameters, "none", (f, { from, to, n, before }) => {
    const context = within(kernel, f);
    const neutral = settled(f, identity(combination, wide));
    const carry = settled(f, neutral);
    f.if(before, () => loadSplat(f, wide, before).forEach((vector, part) => f.set(carry[part]!, vector)));
    const join = (x: Value, y: Value) => combine(context, combination, wide, x, y);
    const forward = (value: Value) => (reverse ? settled(f, moveLanes(dtype, value, [3, 2, 1, 0])) : settled(f, value));
    const whole = f.let(inOrder(combination, dtype) ? i32.const(0) : i32.and(n, i32.const(-LANES)));
    f.for({ from: i32.const(0), to: whole, step: LANES }, (i) => {
      const offset = f.let(i32.mul(reverse ? i32.sub(i32.sub(n, i), i32.const(LANES)) : i, i32.const(bytes)));
      const x = settled(f, convertValue(f, forward(loadVector(f, dtype, i32.add(from, offset))), dtype, wide));
      const pairs = join(settled(f, moveLanes(wide, x, [-1, 0, 1, 2], neutral)), x);
      const fours = join(settled(f, moveLanes(wide, pairs, [-1, -1, 0, 1], neutral)), pairs);
      const last = (value: Value) => settled(f, moveLanes(wide, value, [3, 3, 3, 3]));
      const result = join(carry, fours);
      // What comes next need not wait for the result to be moved, unless one more combination takes longer.
      const next = combination === "logSum" ? last(result) : join(carry, last(fours));
      next.forEach((vector, part) => f.set(carry[part]!, vector));
      storeVector(f, dtype, i32.add(to, offset), forward(convertValue(f, result, wide, dtype)));
    });
    f.for({ from: whole, to: n }, (i) => {
      const offset = f.let(i32.mul(reverse ? i32.sub(i32.sub(n, i), i32.const(1)) : i, i32.const(bytes)));
      const x = settled(f, convertValue(f, settled(f, loadSplat(f, dtype, i32.add(from, offset))), dtype, wide));
      join(carry, x).forEach((vector, part) => f.set(carry[part]!, vector));
      storeLane(f, dtype, i32.add(to, offset), settled(f, convertValue(f, carry, wide, dtype)), 0);
    });
  });
}

/** The function that writes what `n` elements that follow each other combine to. */
export function combineAll(kernel: KernelContext, { combination, dtype }: Running) {
  const wide = runningDtype(combination, dtype);
  const name = `running.all.${combination}.${dtype}`;
  return kernel.functions.get(name, { from: "i32", to: "i32", n: "i32" }, "none", (f, { from, to, n }) => {
    const context = within(kernel, f);
    const neutral = settled(f, identity(combination, wide));
    const all = settled(f, neutral);
    const join = (x: Value) =>
      combine(context, combination, wide, all, settled(f, x)).forEach((vector, part) => f.set(all[part]!, vector));
    const whole = f.let(i32.and(n, i32.const(-LANES)));
    const load = (i: Scalar, loader: typeof loadVector) =>
      settled(f, convertValue(f, settled(f, loader(f, dtype, f.let(at(from, i, bytesOf(dtype))))), dtype, wide));
    f.for({ from: i32.const(0), to: whole, step: LANES }, (i) => join(load(i, loadVector)));
    f.for({ from: whole, to: n }, (i) => join(moveLanes(wide, load(i, loadSplat), [0, -1, -1, -1], neutral)));
    join(moveLanes(wide, all, [2, 3, 0, 1]));
    join(moveLanes(wide, all, [1, 0, 3, 2]));
    storeLane(f, wide, to, all, 0);
  });
}

/** The function that combines the running result at `to` with the one at `from` that comes before it. */
export function joinResults(kernel: KernelContext, { combination, dtype }: Running) {
  const wide = runningDtype(combination, dtype);
  return kernel.functions.get(
    `running.join.${combination}.${wide}`,
    { from: "i32", to: "i32" },
    "none",
    (f, { from, to }) => {
      const [x, y] = [from, to].map((address) => settled(f, loadSplat(f, wide, address)));
      storeLane(f, wide, to, combine(within(kernel, f), combination, wide, x!, y!), 0);
    },
  );
}

/** Whether elements have to be combined one after the other: where NaN wins or not depends on the order of complex ones. */
export function inOrder(combination: Combination, dtype: LaneDType): boolean {
  return dtype.startsWith("complex") && (combination === "max" || combination === "min");
}

/** The function that writes the neutral element for `n` columns. */
export function startColumns(kernel: KernelContext, { combination, dtype }: Running) {
  const wide = runningDtype(combination, dtype);
  return kernel.functions.get(
    `running.start.${combination}.${wide}`,
    { to: "i32", n: "i32" },
    "none",
    (f, { to, n }) => {
      const neutral = settled(f, identity(combination, wide));
      f.for({ from: i32.const(0), to: n, step: LANES }, (i) => storeVector(f, wide, at(to, i, bytesOf(wide)), neutral));
    },
  );
}

/** The function that combines `n` columns with their results so far, which it replaces, and writes the new ones to `to`. */
export function stepColumns(kernel: KernelContext, { combination, dtype }: Running) {
  const wide = runningDtype(combination, dtype);
  const parameters = { from: "i32", to: "i32", carry: "i32", n: "i32" } as const;
  return kernel.functions.get(
    `running.step.${combination}.${dtype}`,
    parameters,
    "none",
    (f, { from, to, carry, n }) => {
      const context = within(kernel, f);
      const step = (i: Scalar, load: typeof loadVector): readonly [result: Value, results: Value] => {
        const x = convertValue(f, settled(f, load(f, dtype, at(from, i, bytesOf(dtype)))), dtype, wide);
        const before = settled(f, load(f, wide, at(carry, i, bytesOf(wide))));
        const results = combine(context, combination, wide, before, settled(f, x));
        return [settled(f, convertValue(f, results, wide, dtype)), results];
      };
      const whole = f.let(i32.and(n, i32.const(-LANES)));
      f.for({ from: i32.const(0), to: whole, step: LANES }, (i) => {
        const [result, results] = step(i, loadVector);
        storeVector(f, wide, at(carry, i, bytesOf(wide)), results);
        storeVector(f, dtype, at(to, i, bytesOf(dtype)), result);
      });
      f.for({ from: whole, to: n }, (i) => {
        const [result, results] = step(i, loadSplat);
        storeLane(f, wide, at(carry, i, bytesOf(wide)), results, 0);
        storeLane(f, dtype, at(to, i, bytesOf(dtype)), result, 0);
      });
    },
  );
}
