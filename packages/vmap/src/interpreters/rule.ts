import {
  familyRules,
  type HasManyResults,
  type Jaxpr,
  type Array as NDArray,
  type ParamsOf,
  type PerInput,
  type Primitive,
  type RuleKind,
} from "@hyrax/core";

/** Where the mapped axis lies in an array; null where the array is the same for every element of the batch. */
export type BatchAxis = number | null;

/** An input or a result of a batched operation: the whole array, and which of its axes is the mapped one. */
export interface Batched {
  readonly value: NDArray;
  readonly axis: BatchAxis;
}

/** What becomes of the mapped axis of a result: kept where it lies, moved to the front, or put there in any case. */
export type ResultAxis = "keep" | "front" | "batched";

/** A jaxpr over the batch: it takes `consts` before the inputs. */
export interface BatchedJaxpr {
  readonly jaxpr: Jaxpr;
  /** Arrays that rules made while the jaxpr was batched; they are not batched themselves. */
  readonly consts: readonly NDArray[];
  readonly outAxes: readonly BatchAxis[];
}

/** The axis that is mapped over, and what the rules of calls and loops ask of the interpreter. */
export interface MappedAxis {
  readonly size: number;
  /** The name by which collectives know the axis. */
  readonly name: string | undefined;
  /** The same axis where its name means another one, inside an operation that binds it. */
  readonly nameless: MappedAxis;
  /** The jaxpr for the whole batch; the same jaxpr and axes give the same object, so that caches by identity hold. */
  batchJaxpr(jaxpr: Jaxpr, inAxes: readonly BatchAxis[], results: ResultAxis | readonly ResultAxis[]): BatchedJaxpr;
  /** Applies a function of single elements to a batch, under the interpreter that is current when it is called. */
  batchCall(f: (inputs: readonly NDArray[]) => readonly NDArray[], inputs: readonly Batched[]): readonly Batched[];
}

type Results<Many extends boolean> = Many extends true ? readonly Batched[] : Batched;

/**
 * The batching rule of a primitive: from inputs, of which at least one has a mapped axis, to results. It computes with
 * the whole arrays; params speak of the axes of a single element, so they have to be adjusted to the mapped axis.
 */
export type BatchRule<P extends Primitive> = (
  inputs: PerInput<P, Batched>,
  params: ParamsOf<P>,
  map: MappedAxis,
) => Results<HasManyResults<P>>;

/** The kind of rules that `batchRules` holds. */
export interface BatchKind extends RuleKind {
  readonly rule: BatchRule<this["primitive"]>;
}

export const batchFamily = familyRules<BatchKind>();
