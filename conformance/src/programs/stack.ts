import type { Array as NDArray } from "@hyrax/core";
import { checkpoint, grad, hessian, jacrev, jvp, linearize, vjp } from "@hyrax/grad";
import { jit } from "@hyrax/jit";
import * as np from "@hyrax/numpy";
import { vmap } from "@hyrax/vmap";
import type { Block, Flavour, Refusals } from "./block.js";

/** A function of a list of floating arrays, with a list of such results. */
export type ListFunction = (xs: readonly NDArray[]) => readonly NDArray[];

/** A transformation from functions of some inputs to functions of the same inputs, so that any of them follows any other. */
export interface Transformation {
  readonly source: (f: string) => string;
  readonly apply: Readonly<Record<Flavour, (f: ListFunction) => ListFunction>>;
  /** The mode of differentiation that it uses. */
  readonly mode?: keyof Refusals | "both";
}

const spread =
  (f: ListFunction) =>
  (...xs: NDArray[]) =>
    f(xs);
/** Directions, and weights of results, that differ from element to element. */
const waves = (list: readonly NDArray[]) =>
  list.map((x, i) =>
    np.cos(
      np
        .arange(x.size)
        .reshape([...x.shape])
        .add(i + 0.5),
    ),
  );
const weighted =
  (f: ListFunction) =>
  (...xs: NDArray[]) => {
    const outs = f(xs);
    const sums = waves(outs).map((w, i) => np.sum(w.mul(outs[i] as NDArray)));
    return sums.reduce((a, b) => a.add(b));
  };

const inPlace = (f: ListFunction): ListFunction => f;
const both = (apply: (f: ListFunction) => ListFunction) => ({ library: apply, plain: apply });
const pushForward =
  (f: ListFunction): ListFunction =>
  (xs) =>
    jvp(spread(f), [...xs], waves(xs))[1] as readonly NDArray[];
const pullBack =
  (f: ListFunction): ListFunction =>
  (xs) => {
    const [outs, pullback] = vjp(spread(f), ...xs);
    return pullback(waves(outs as readonly NDArray[])) as readonly NDArray[];
  };
const twoOf = (x: NDArray) => np.stack([x, x.mul(0.75).add(0.1)], { axis: -1 });

export const transformations: Readonly<Record<string, Transformation>> = {
  jit: {
    source: (f) => `jit(${f})`,
    apply: {
      library: (f) => {
        const g = jit(spread(f));
        return (xs) => g(...xs);
      },
      plain: inPlace,
    },
  },
  grad: {
    mode: "reverse",
    source: (f) => `grad(weighted(${f}), { argnums: all })`,
    apply: {
      library: (f) => (xs) => grad(weighted(f), { argnums: xs.map((_, i) => i) })(...xs) as readonly NDArray[],
      plain: pullBack,
    },
  },
  vmap: {
    source: (f) => `batched(vmap(${f}, { inAxes: -1, outAxes: 0 }))`,
    apply: {
      library: (f) => (xs) =>
        vmap(spread(f), { inAxes: -1 as never, outAxes: 0 })(...xs.map(twoOf)) as readonly NDArray[],
      plain: (f) => (xs) => {
        const [first, second] = [0, 1].map((i) => f(xs.map((x) => twoOf(x).get("...", i))));
        return (first as readonly NDArray[]).map((y, i) => np.stack([y, second?.[i] as NDArray]));
      },
    },
  },
  jvp: { mode: "forward", source: (f) => `tangents(jvp(${f}))`, apply: both(pushForward) },
  vjp: { mode: "reverse", source: (f) => `pullback(vjp(${f}))`, apply: both(pullBack) },
  linearize: {
    mode: "forward",
    source: (f) => `pushed(linearize(${f}))`,
    apply: {
      library: (f) => (xs) => linearize(spread(f), ...xs)[1](...waves(xs)) as readonly NDArray[],
      plain: pushForward,
    },
  },
  hessian: {
    mode: "both",
    source: (f) => `hessian(weighted(${f}))`,
    apply: {
      library: (f) => (xs) => [hessian(weighted(f))(...xs) as NDArray],
      plain: (f) => (xs) => [jacrev(grad(weighted(f)))(...xs) as NDArray],
    },
  },
  checkpoint: {
    source: (f) => `checkpoint(${f})`,
    apply: {
      library: (f) => {
        const g = checkpoint(spread(f));
        return (xs) => g(...xs);
      },
      plain: inPlace,
    },
  },
};

/** The transformations, innermost first, that are possible of a program: of those that are asked for, as many as are. */
export function possible(names: readonly string[], { refusals, inputs }: Block): readonly string[] {
  const small = (inputs[0]?.shape ?? []).reduce((n, m) => n * m, 1) <= 6;
  let backwards = false;
  let curved = 0;
  return names.filter((name) => {
    const mode = transformations[name]?.mode;
    // Forward mode is of the gradient by all inputs then, not of the function that refuses it.
    const forward = !refusals.forward || backwards;
    const allowed =
      mode === undefined ||
      (mode === "reverse" && !refusals.reverse) ||
      (mode === "forward" && forward) ||
      (mode === "both" && !refusals.reverse && small && curved++ === 0);
    if (allowed && mode === "reverse") backwards = true;
    return allowed;
  });
}

/** A function with transformations applied, innermost first. */
export function applyAll(names: readonly string[], f: ListFunction, flavour: Flavour): ListFunction {
  return names.reduce((g, name) => (transformations[name] as Transformation).apply[flavour](g), f);
}

export const stackSource = (names: readonly string[]): string =>
  names.reduce((f, name) => (transformations[name] as Transformation).source(f), "program");
