import { isScalar, NDArray, type Scalar } from "./array/array.js";
import { Complex } from "./array/complex.js";
import { scalarArray } from "./array/concrete.js";
import type { ShapedArray } from "./aval.js";
import { describe } from "./describe.js";
import { throwToUser } from "./diagnostics.js";
import { isComplex, isInexact } from "./dtypes/dtype.js";
import { Misfit } from "./errors.js";
import { bind } from "./interpreters/bind.js";
import { innerJaxprs } from "./jaxpr/jaxpr.js";

/** The static parameters of an operation: everything about it that is not an array. */
export type Params = object;

/** The params of a primitive that has none. */
export type NoParams = Readonly<Record<never, never>>;

/** What an operation takes: an array, or a bare number that adopts the dtype of the arrays beside it. */
export type Operand = NDArray | Scalar;

/**
 * An operation that interpreters give meaning to: evaluation, differentiation, batching, staging, compilation.
 * This is the untyped view of it that interpreters have; `TypedPrimitive` is what is declared and called.
 */
export interface Primitive {
  /** JAX's name of the primitive, as printed in a jaxpr: `reduce_sum`. */
  readonly name: string;
  /** Whether the results are a list. */
  readonly multipleResults: boolean;
  /** The types of the results, from those of the inputs. Throws a `TypeError` for inputs that do not fit. */
  abstractEval(inputs: readonly ShapedArray[], params: Params): readonly ShapedArray[];
  readonly traits: PrimitiveTraits;
}

/** What interpreters need to know of an operation, besides its rules. */
export interface PrimitiveTraits<P extends Params = Params> {
  /**
   * True if an application counts even when nobody uses its results, and may not be repeated. Where it is not given, an
   * operation has the effects of the jaxprs among its params.
   */
  readonly effect?: (params: P) => boolean;
  /** Runs the operation eagerly by other operations, instead of by an engine. */
  readonly evaluate?: (inputs: readonly NDArray[], params: P) => readonly NDArray[];
  /** Makes inputs and params fit for a jaxpr, where they hold functions of the user. */
  readonly stage?: (inputs: readonly NDArray[], params: P) => StagedOperation;
  /** The named axis that the jaxprs among the params may communicate over. */
  readonly bindsAxis?: (params: P) => { readonly name: string; readonly size: number };
  /** The names in a printed jaxpr, and the order of params, where they differ from the params' own. */
  readonly print?: (params: P) => Readonly<Record<string, unknown>>;
}

export interface StagedOperation {
  readonly inputs: readonly NDArray[];
  readonly params: Params;
}

type Inputs = readonly ShapedArray[];
type Results = ShapedArray | readonly ShapedArray[];

type OperandsOf<I extends Inputs> = number extends I["length"]
  ? [inputs: readonly Operand[]]
  : { -readonly [K in keyof I]: Operand };
type ParamsArgument<P> = keyof P extends never ? [] : [params: P];
type ResultOf<R extends Results> = R extends ShapedArray ? NDArray : readonly NDArray[];

/**
 * A declared primitive: calling it applies it under the current interpreter, so rules read as mathematics.
 * A fixed number of inputs are arguments of their own; any number of them is one list. Params come last.
 */
export interface TypedPrimitive<I extends Inputs, P extends Params, R extends Results> extends Primitive {
  (...args: [...OperandsOf<I>, ...ParamsArgument<P>]): ResultOf<R>;
  /** Types only; never there at run time. */
  readonly types?: { readonly inputs: I; readonly params: P; readonly results: R };
}

/** The params of a primitive's type. */
export type ParamsOf<P extends Primitive> = P extends { readonly types?: { readonly params: infer Q } } ? Q : Params;

/** The inputs of a primitive's type as arrays: a tuple where their number is fixed. */
export type InputsOf<P extends Primitive> = P extends { readonly types?: { readonly inputs: infer I } }
  ? { readonly [K in keyof I]: NDArray }
  : readonly NDArray[];

/** A tuple with an entry of type `T` for each input of a primitive. */
export type PerInput<P extends Primitive, T> = P extends { readonly types?: { readonly inputs: infer I } }
  ? { readonly [K in keyof I]: T }
  : readonly T[];

/** Whether a primitive's type has a list of results. */
export type HasManyResults<P extends Primitive> = P extends { readonly types?: { readonly results: infer R } }
  ? R extends ShapedArray
    ? false
    : true
  : boolean;

const byName = new Map<string, Primitive>();

/** The primitive of this name, for jaxprs that come from another thread or machine. */
export function primitiveNamed(name: string): Primitive | undefined {
  return byName.get(name);
}

/**
 * Declares a primitive with a fixed number of inputs and one result.
 *
 * `abstractEval` gets the types of the inputs and the params and returns the type of the result; its own types become
 * those of the primitive:
 *
 *     const sin = primitive("sin", ([x]: readonly [ShapedArray]) => x);
 *     sin(1); // applies it under the current interpreter
 */
export function primitive<const I extends Inputs, P extends Params = NoParams>(
  name: string,
  abstractEval: (inputs: I, params: P) => ShapedArray,
  traits: PrimitiveTraits<P> = {},
): TypedPrimitive<I, P, ShapedArray> {
  return declare(name, (inputs, params) => [abstractEval(inputs as I, params as P)], traits, false, false);
}

/** Declares a primitive of any number of inputs and one result; it is called with a list of inputs. */
export function variadic<P extends Params = NoParams>(
  name: string,
  abstractEval: (inputs: Inputs, params: P) => ShapedArray,
  traits: PrimitiveTraits<P> = {},
): TypedPrimitive<Inputs, P, ShapedArray> {
  return declare(name, (inputs, params) => [abstractEval(inputs, params as P)], traits, true, false);
}

/** Declares a primitive of any number of inputs and of results; it is called with a list and returns one. */
export function multiple<P extends Params = NoParams>(
  name: string,
  abstractEval: (inputs: Inputs, params: P) => Inputs,
  traits: PrimitiveTraits<P> = {},
): TypedPrimitive<Inputs, P, Inputs> {
  return declare(name, (inputs, params) => abstractEval(inputs, params as P), traits, true, true);
}

const noParams: NoParams = Object.freeze({});

function isParams(value: unknown): value is Params {
  return (
    typeof value === "object" &&
    value !== null &&
    !(value instanceof NDArray || Array.isArray(value) || isScalar(value))
  );
}

/**
 * Makes the callable. The casts are the boundary between the declared types, which TypeScript checks at each call and
 * each declaration, and the untyped lists that interpreters pass around.
 */
function declare<I extends Inputs, P extends Params, R extends Results>(
  name: string,
  abstractEval: Primitive["abstractEval"],
  traits: PrimitiveTraits<P>,
  takesList: boolean,
  multipleResults: boolean,
): TypedPrimitive<I, P, R> {
  function apply(...args: readonly unknown[]): NDArray | readonly NDArray[] {
    const last = args[args.length - 1];
    const [operands, params = noParams] = takesList ? args : isParams(last) ? [args.slice(0, -1), last] : [args];
    const results = bind(self, liftScalars(operands as readonly Operand[], name), params as Params);
    return multipleResults ? results : (results[0] as NDArray);
  }
  Object.defineProperty(apply, "name", { value: name });
  const self = Object.assign(apply, {
    multipleResults,
    abstractEval: named(name, abstractEval),
    traits: { effect: hasInnerEffects, ...traits },
    toString: () => name,
  }) as unknown as TypedPrimitive<I, P, R>;
  if (byName.has(name)) throw new TypeError(`there is a primitive ${name} already; names tell them apart in caches`);
  byName.set(name, self);
  return self;
}

function hasInnerEffects(params: Params): boolean {
  return innerJaxprs(params).some((jaxpr) => jaxpr.hasEffects);
}

/** The abstract evaluation, with errors that say which operation they are about. */
function named(name: string, abstractEval: Primitive["abstractEval"]): Primitive["abstractEval"] {
  return (inputs, params) => {
    try {
      return abstractEval(inputs, params);
    } catch (error) {
      return throwToUser(() => (error instanceof Misfit ? new TypeError(`${name}: ${error.message}`) : error));
    }
  };
}

/** Bare numbers become weak scalars of the dtype of the first array beside them. */
function liftScalars(operands: readonly Operand[], name: string): readonly NDArray[] {
  if (operands.every((operand) => operand instanceof NDArray)) return operands;
  const dtype =
    operands.find((operand) => operand instanceof NDArray)?.dtype ??
    (operands.some((operand) => operand instanceof Complex) ? "complex64" : "float32");
  return operands.map((operand) => {
    if (operand instanceof NDArray) return operand;
    if (!isScalar(operand)) throw new TypeError(`${name}: expected an array or a number, found ${describe(operand)}`);
    const lost =
      operand instanceof Complex
        ? !isComplex(dtype) && "imaginary part"
        : typeof operand === "number" && !Number.isInteger(operand) && !isInexact(dtype) && "fraction";
    if (lost) {
      throw new TypeError(
        `${name}: ${operand} as ${dtype} would lose its ${lost}; convert with astype, or use numpy, which promotes`,
      );
    }
    return scalarArray(operand, dtype, true);
  });
}
