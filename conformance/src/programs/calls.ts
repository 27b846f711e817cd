import type { Array as NDArray } from "@hyrax/core";
import { checkpoint, customJvp, customVjp, grad, jacfwd, jacrev, jvp, linearize, vjp } from "@hyrax/grad";
import { jit } from "@hyrax/jit";
import * as np from "@hyrax/numpy";
import { vmap } from "@hyrax/vmap";
import { type Block, callWith, type Refusals, type Value } from "./block.js";
import type { Operation } from "./compile.js";

type Function1 = (...xs: NDArray[]) => NDArray;

/** A transformation of a function within a program, and what it amounts to. */
interface Call {
  readonly source: readonly [before: string, after: string];
  readonly library: (f: Function1) => Function1;
  readonly plain: (f: Function1) => Function1;
  readonly refusals?: Refusals;
  /** Modes of differentiation that it uses itself. */
  readonly uses?: Refusals;
}

const inPlace = (f: Function1): Function1 => f;
const same = (name: string, library: Call["library"]): Call => ({ source: [`${name}(`, ")"], library, plain: inPlace });

function withJvp(f: Function1): Function1 {
  const custom = customJvp((...xs: NDArray[]) => f(...xs));
  custom.defjvp((primals, tangents) => jvp((...xs: NDArray[]) => f(...xs), [...primals], [...tangents]));
  return (...xs) => custom(...xs);
}

function withVjp(f: Function1): Function1 {
  const custom = customVjp((...xs: NDArray[]) => f(...xs));
  custom.defvjp(
    (...xs) => [f(...xs), xs],
    (xs: NDArray[], ct: NDArray) => vjp((...ys: NDArray[]) => f(...ys), ...xs)[1](ct),
  );
  return (...xs) => custom(...xs);
}

const total =
  (f: Function1): Function1 =>
  (...xs) =>
    np.sum(f(...xs));
/** Derivatives by the first argument, which others may be given for. */
const byFirst =
  (derive: (f: (x: NDArray) => NDArray, x: NDArray) => NDArray) =>
  (f: Function1): Function1 =>
  (x, ...rest) =>
    derive((y) => f(y, ...rest), x as NDArray);

const usesReverse: Refusals = { reverse: true, forward: false };
const usesForward: Refusals = { reverse: false, forward: true };
const gradient = byFirst((f, x) => grad((y: NDArray) => total(f)(y))(x));
const pushed = byFirst((f, x) => jvp(f, [x], [np.cos(x)])[1]);

const calls: readonly Call[] = [
  same("jit", (f) => jit((...xs: NDArray[]) => f(...xs))),
  same("checkpoint", (f) => checkpoint((...xs: NDArray[]) => f(...xs))),
  same("withJvp", withJvp),
  // The forward pass calls the function itself, also where it is differentiated in forward mode.
  { ...same("withVjp", withVjp), refusals: usesForward, uses: { reverse: true, forward: true } },
  { ...same("jit", (f) => jit(jit((...xs: NDArray[]) => f(...xs)))), source: ["jit(jit(", "))"] },
  {
    source: ["((f) => (x, ...rest) => grad((y) => np.sum(f(y, ...rest)))(x))(", ")"],
    library: gradient,
    plain: gradient,
    uses: usesReverse,
  },
  {
    source: ["((f) => (x, ...rest) => jvp((y) => f(y, ...rest), [x], [np.cos(x)])[1])(", ")"],
    library: pushed,
    plain: pushed,
    uses: usesForward,
  },
  {
    source: ["((f) => (x, ...rest) => linearize((y) => f(y, ...rest), x)[1](np.cos(x)))(", ")"],
    library: byFirst((f, x) => linearize(f, x)[1](np.cos(x))),
    plain: pushed,
    uses: usesForward,
  },
  {
    source: ["((f) => (x, ...rest) => np.sum(jacfwd((y) => np.ravel(f(y, ...rest)))(x), { axis: 0 }))(", ")"],
    library: byFirst((f, x) => np.sum(jacfwd((y: NDArray) => np.ravel(f(y)))(x), { axis: 0 })),
    plain: byFirst((f, x) => np.sum(jacrev((y: NDArray) => np.ravel(f(y)))(x), { axis: 0 })),
    uses: { reverse: true, forward: true },
  },
];

const few = ({ shape }: Value) => shape.reduce((n, m) => n * m, 1) <= 8;

const call: Operation = (choose) => {
  const x = choose.float(few);
  const y = choose.float();
  if (x === undefined || y === undefined) return undefined;
  const { library, plain, refusals, source, uses } = choose.of(calls);
  const body = choose.body([choose.array(x), choose.array(y)]);
  if ((uses?.reverse && body.refusals.reverse) || (uses?.forward && body.refusals.forward)) return undefined;
  const f =
    (flavour: "library" | "plain"): Function1 =>
    (...xs) =>
      body.run(xs, flavour)[0] as NDArray;
  return {
    refusals: {
      reverse: body.refusals.reverse || refusals?.reverse === true,
      forward: body.refusals.forward || refusals?.forward === true,
    },
    source: callWith(source[0], body.source({ result: ([name]) => `${name}` }), `${source[1]}(${x.name}, ${y.name})`),
    run: (read, flavour) =>
      flavour === "library" ? library(f(flavour))(read(x), read(y)) : plain(f(flavour))(read(x), read(y)),
  };
};

/** `vmap` over an axis of one input, or of two, with the axis of the result anywhere. */
const batch: Operation = (choose) => {
  const x = choose.float(({ shape }) => shape.length >= 1 && shape.every((n) => n > 0 && n <= 4));
  if (x === undefined) return undefined;
  const axis = choose.number(x.shape.length);
  const size = x.shape[axis] as number;
  const y = choose.float();
  if (y === undefined) return undefined;
  const axes = y.shape.flatMap((n, k) => (n === size ? [k] : []));
  const other = axes.length === 0 ? null : choose.of<number | null>([null, ...axes]);
  const element = (a: NDArray, k: number | null, i: number) => (k === null ? a : np.take(a, i, { axis: k }));
  const body: Block = choose.body([element(choose.array(x), axis, 0), element(choose.array(y), other, 0)]);
  const rank = (body.results[0] as Value).shape.length;
  const outAxes = choose.number(rank + 1) - (choose.number(2) === 1 ? rank + 1 : 0);
  const inAxes = [choose.number(2) === 1 ? axis - x.shape.length : axis, other] as const;
  return {
    refusals: body.refusals,
    source: callWith(
      "vmap(",
      body.source({ result: ([name]) => `${name}` }),
      `, { inAxes: ${JSON.stringify(inAxes)}, outAxes: ${outAxes} })(${x.name}, ${y.name})`,
    ),
    run: (read, flavour) => {
      const [a, b] = [read(x), read(y)];
      const f: Function1 = (...xs) => body.run(xs, flavour)[0] as NDArray;
      if (flavour === "library") return vmap((...xs: NDArray[]) => f(...xs), { inAxes: [...inAxes], outAxes })(a, b);
      const list = Array.from({ length: size }, (_, i) => f(element(a, axis, i), element(b, other, i)));
      return np.stack(list, { axis: outAxes });
    },
  };
};

/** Functions within the program that are compiled, mapped, differentiated, or have rules of their own. */
export const functionCalls: readonly Operation[] = [call, batch];
