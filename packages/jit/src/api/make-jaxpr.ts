import {
  type Args,
  type Jaxpr,
  type Array as NDArray,
  type PyTreeDef,
  printJaxpr,
  requireOptions,
  unflatten,
  withNamedAxis,
} from "@hyrax/core";
import { ShapeDtypeStruct } from "./shape-dtype-struct.js";
import { abstractSignature } from "./signature.js";
import { type ArgNumbers, argNumbers } from "./static-args.js";
import { type TracedFunction, traceFunction } from "./trace-function.js";

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

export interface MakeJaxprOptions {
  /** Arguments that are part of the program, as in `jit`. */
  readonly staticArgnums?: ArgNumbers;
  /** Also return the types of the results, as `evalShape` has them. */
  readonly returnShape?: boolean;
  /** Named axes and their sizes, outermost first, for collectives in the function. */
  readonly axisEnv?: readonly (readonly [name: string, size: number])[];
}

/**
 * Traces a function and returns its jaxpr instead of running it. Arguments may be `ShapeDtypeStruct`s.
 *
 * @returns a function of the same arguments that returns the jaxpr, or with `returnShape` the jaxpr and the types of the
 * results in their pytree
 * @throws TypeError for unknown options, arguments that are no arrays, and functions that return a promise
 *
 * @example
 * String(makeJaxpr((x) => np.sin(x).mul(2))(1)); // { lambda ; a:f32[]. let b:f32[] = sin a … }
 */
export function makeJaxpr<A extends readonly unknown[] = NDArray[], R = unknown>(
  f: (...args: A) => R,
  options: MakeJaxprOptions & { readonly returnShape: true },
): (...args: Args<A>) => [jaxpr: TracedJaxpr, shapes: Shaped<R>];
export function makeJaxpr<A extends readonly unknown[] = NDArray[]>(
  f: (...args: A) => unknown,
  options?: MakeJaxprOptions & { readonly returnShape?: false },
): (...args: Args<A>) => TracedJaxpr;
export function makeJaxpr(f: (...args: never[]) => unknown, options: MakeJaxprOptions = {}): unknown {
  const name = "makeJaxpr";
  requireFunction(name, f);
  requireOptions(name, options, ["staticArgnums", "returnShape", "axisEnv"]);
  const { staticArgnums, returnShape = false, axisEnv = [] } = options;
  requireAxes(name, axisEnv);
  if (typeof returnShape !== "boolean") {
    throw new TypeError(`${name}: the option returnShape must be a boolean, found ${String(returnShape)}`);
  }
  return (...args: readonly unknown[]) => {
    const statics = argNumbers(name, "staticArgnums", staticArgnums, args.length);
    const signature = abstractSignature(name, args, statics);
    const trace = () => traceFunction(name, f, signature.arguments, signature.avals);
    const traced = axisEnv.reduceRight<() => TracedFunction>(
      (inner, [axis, size]) =>
        () =>
          withNamedAxis(axis, size, inner),
      trace,
    )();
    const jaxpr = new TracedJaxpr(traced.jaxpr, traced.consts, traced.outTree);
    return returnShape ? [jaxpr, shapesOf(traced)] : jaxpr;
  };
}

/** What `evalShape` returns for a result: the same pytree with types in place of arrays. */
export type Shaped<T> = T extends NDArray ? ShapeDtypeStruct : T extends object ? { [K in keyof T]: Shaped<T[K]> } : T;

/**
 * The shapes and dtypes of what `f(...args)` returns, without computing it. Arguments are pytrees of arrays, numbers and
 * `ShapeDtypeStruct`s.
 *
 * @throws TypeError for arguments that are no arrays, and functions that return a promise
 */
export function evalShape<A extends readonly unknown[] = NDArray[], R = unknown>(
  f: (...args: A) => R,
  ...args: Args<A>
): Shaped<R> {
  const name = "evalShape";
  requireFunction(name, f);
  const signature = abstractSignature(name, args, new Set());
  return shapesOf(traceFunction(name, f, signature.arguments, signature.avals)) as Shaped<R>;
}

function shapesOf({ jaxpr, outTree }: TracedFunction): unknown {
  const structs = jaxpr.outAvals.map(({ shape, dtype, weakType }) => new ShapeDtypeStruct(shape, dtype, { weakType }));
  return unflatten(outTree, structs);
}

function requireFunction(name: string, f: unknown): void {
  if (typeof f !== "function")
    throw new TypeError(`${name}: takes a function, found ${f === null ? "null" : typeof f}`);
}

function requireAxes(name: string, axisEnv: unknown): void {
  const isAxis = (axis: unknown) =>
    Array.isArray(axis) && axis.length === 2 && typeof axis[0] === "string" && Number.isInteger(axis[1]) && axis[1] > 0;
  if (Array.isArray(axisEnv) && axisEnv.every(isAxis)) return;
  throw new TypeError(
    `${name}: the option axisEnv must be a list of pairs of a name and a positive size, as in [["i", 4]]`,
  );
}
