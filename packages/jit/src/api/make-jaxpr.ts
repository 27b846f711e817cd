import {
  type Args,
  type Jaxpr,
  type Array as NDArray,
  type PyTreeDef,
  printJaxpr,
  requireOptions,
  unflatten,
} from "@hyrax/core";
import { ShapeDtypeStruct } from "./shape-dtype-struct.js";
import { abstractSignature } from "./signature.js";
import { type ArgNumbers, argNumbers } from "./static-args.js";
import { traceFunction } from "./trace-function.js";

/** A jaxpr with the constants that it closes over and the structure of its results; prints as JAX prints it. */
export class TracedJaxpr {
  constructor(
    readonly jaxpr: Jaxpr,
    readonly consts: readonly NDArray[],
    readonly outTree: PyTreeDef,
  ) {}

  toString(): string {
    return printJaxpr(this.jaxpr);
  }
}

/**
 * Traces a function and returns its jaxpr instead of running it. Arguments may be `ShapeDtypeStruct`s.
 *
 * @example
 * String(makeJaxpr((x) => np.sin(x).mul(2))(1)); // { lambda ; a:f32[]. let b:f32[] = sin a … }
 */
export function makeJaxpr<A extends readonly unknown[] = NDArray[]>(
  f: (...args: A) => unknown,
  options: { readonly staticArgnums?: ArgNumbers } = {},
): (...args: Args<A>) => TracedJaxpr {
  requireOptions("makeJaxpr", options, ["staticArgnums"]);
  return (...args) => {
    const signature = abstractSignature(
      "makeJaxpr",
      args,
      argNumbers("staticArgnums", options.staticArgnums, args.length),
    );
    const { jaxpr, consts, outTree } = traceFunction("makeJaxpr", f, signature.arguments, signature.avals);
    return new TracedJaxpr(jaxpr, consts, outTree);
  };
}

/** What `evalShape` returns for a result: the same pytree with types in place of arrays. */
export type Shaped<T> = T extends NDArray ? ShapeDtypeStruct : T extends object ? { [K in keyof T]: Shaped<T[K]> } : T;

/** The shapes and dtypes of what `f(...args)` returns, without computing it. */
export function evalShape<A extends readonly unknown[] = NDArray[], R = unknown>(
  f: (...args: A) => R,
  ...args: Args<A>
): Shaped<R> {
  const signature = abstractSignature("evalShape", args, new Set());
  const { jaxpr, outTree } = traceFunction("evalShape", f, signature.arguments, signature.avals);
  const structs = jaxpr.outAvals.map(({ shape, dtype, weakType }) => new ShapeDtypeStruct(shape, dtype, { weakType }));
  return unflatten(outTree, structs) as Shaped<R>;
}
