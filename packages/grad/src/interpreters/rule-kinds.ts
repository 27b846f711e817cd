import type {
  HasManyResults,
  InputsOf,
  Array as NDArray,
  Params,
  ParamsOf,
  PerInput,
  Primitive,
  RuleKind,
  RuleTable,
  ShapedArray,
  Tangent,
} from "@hyrax/core";

/** The results of an operation and their tangents: lists where the primitive returns a list. */
export type JvpResult<P extends Primitive> =
  HasManyResults<P> extends true
    ? readonly [outs: readonly NDArray[], tangents: readonly Tangent[]]
    : readonly [out: NDArray, tangent: Tangent];

/**
 * Pushes tangents forward: from the inputs of an operation and their tangents to its results and theirs. At least one
 * tangent is not `Zero`. What it computes must be linear in the tangents.
 */
export type JvpRule<P extends Primitive = Primitive> = (
  primals: InputsOf<P>,
  tangents: PerInput<P, Tangent>,
  params: ParamsOf<P>,
  rules: DerivativeRules,
) => JvpResult<P>;

export interface JvpKind extends RuleKind {
  readonly rule: JvpRule<this["primitive"]>;
}

/** What partial evaluation offers to its rules. */
export interface PartialEvaluation {
  /** Whether the value is not known: a tracer of this partial evaluation. */
  isUnknown(x: NDArray): boolean;
  /** Puts an operation off: records it, with unknown results. Known inputs become residuals. */
  record(primitive: Primitive, inputs: readonly NDArray[], params: Params): readonly NDArray[];
}

/**
 * Does the part of an operation that known inputs suffice for, and records the rest. At least one input is unknown.
 * A primitive without such a rule is recorded whole: only those that hold jaxprs have something to divide.
 */
export type PartialEvalRule<P extends Primitive = Primitive> = (
  trace: PartialEvaluation,
  inputs: InputsOf<P>,
  params: ParamsOf<P>,
  rules: DerivativeRules,
) => readonly NDArray[];

export interface PartialEvalKind extends RuleKind {
  readonly rule: PartialEvalRule<this["primitive"]>;
}

/** Stands for an input in which an operation is linear: its value is not there, and its cotangent is asked for. */
export class LinearInput {
  // An array has an aval too: without this, `instanceof LinearInput` would narrow arrays away.
  declare protected readonly nominal: never;

  constructor(readonly aval: ShapedArray) {}
}

/** An input of an operation that is transposed: a value, or what it is linear in. */
export type TransposeInput = NDArray | LinearInput;

/** A cotangent for each linear input; null for the other inputs. */
export type Cotangent = Tangent | null;

/**
 * Pulls cotangents back: from those of the results of a linear operation to those of its linear inputs. The cotangent
 * of a single result is never `Zero`; of several results, at least one is not.
 */
export type TransposeRule<P extends Primitive = Primitive> = (
  ct: HasManyResults<P> extends true ? readonly Tangent[] : NDArray,
  inputs: PerInput<P, TransposeInput>,
  params: ParamsOf<P>,
  rules: DerivativeRules,
) => PerInput<P, Cotangent>;

export interface TransposeKind extends RuleKind {
  readonly rule: TransposeRule<this["primitive"]>;
}

/** The tables that differentiation consults. Rules of primitives that hold jaxprs pass them on. */
export interface DerivativeRules {
  readonly jvp: RuleTable<JvpKind>;
  readonly partialEval: RuleTable<PartialEvalKind>;
  readonly transpose: RuleTable<TransposeKind>;
}
