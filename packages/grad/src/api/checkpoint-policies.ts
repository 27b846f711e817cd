import { type CheckpointPolicy, checkpointName, type DotGeneralParams, dotGeneral, type NameParams } from "@hyrax/core";
import { convGeneralDilated } from "@hyrax/core/library";

/** A policy under the text that JAX prints for it in a jaxpr. */
function printedAs(text: string, policy: CheckpointPolicy): CheckpointPolicy {
  return Object.defineProperty(policy, "name", { value: text });
}

const dotsSaveable = printedAs(
  "DotsSaveable(only_if_no_batch_dims=False)",
  (primitive) => primitive === dotGeneral || primitive === convGeneralDilated,
);

const dotsWithNoBatchDimsSaveable = printedAs(
  "DotsSaveable(only_if_no_batch_dims=True)",
  (primitive, params) =>
    primitive === dotGeneral && (params as DotGeneralParams).dimensionNumbers.lhsBatch.length === 0,
);

/** The name that `checkpointName` gave to a result, or undefined for a result of another operation. */
function nameOf(...[primitive, params]: Parameters<CheckpointPolicy>): string | undefined {
  return primitive === checkpointName ? (params as NameParams).name : undefined;
}

function nameSet(policy: string, names: readonly string[]): ReadonlySet<string> {
  const wrong = names.find((name) => typeof name !== "string");
  if (wrong === undefined) return new Set(names);
  throw new TypeError(`checkpointPolicies.${policy}: takes names, as given to checkpointName, found ${String(wrong)}`);
}

function printed(names: ReadonlySet<string>): string {
  return `frozenset({${[...names].map((name) => `'${name}'`).join(", ")}})`;
}

/** Policies for the option `policy` of `checkpoint`: which results of a function may be kept for the backward pass. */
export const checkpointPolicies = {
  /** Everything is kept, as without `checkpoint`. */
  everythingSaveable: (): boolean => true,
  /** Nothing is kept: the default. */
  nothingSaveable: (): boolean => false,
  /** Results of matrix products and convolutions are kept. */
  dotsSaveable,
  checkpointDots: dotsSaveable,
  /** Results of matrix products are kept, except of batched ones, which grow with the batch. */
  dotsWithNoBatchDimsSaveable,
  checkpointDotsWithNoBatchDims: dotsWithNoBatchDimsSaveable,

  /** Only values that `checkpointName` gave one of these names are kept. */
  saveOnlyTheseNames: (...names: readonly string[]): CheckpointPolicy => {
    const kept = nameSet("saveOnlyTheseNames", names);
    return printedAs(`SaveOnlyTheseNames(saveable_names=${printed(kept)})`, (primitive, params) =>
      kept.has(nameOf(primitive, params) ?? ""),
    );
  },
  /** Only values that have a name are kept, except those with one of these. */
  saveAnyNamesButThese: (...names: readonly string[]): CheckpointPolicy => {
    const dropped = nameSet("saveAnyNamesButThese", names);
    return printedAs(`SaveAnyNamesButThese(names=${printed(dropped)})`, (primitive, params) => {
      const name = nameOf(primitive, params);
      return name !== undefined && !dropped.has(name);
    });
  },
  /** Everything is kept, with a name or without, except values with one of these names. */
  saveAnythingExceptTheseNames: (...names: readonly string[]): CheckpointPolicy => {
    const dropped = nameSet("saveAnythingExceptTheseNames", names);
    return (primitive, params) => !dropped.has(nameOf(primitive, params) ?? "");
  },
  /** Keeps what one of two policies keeps. */
  saveFromBothPolicies:
    (first: CheckpointPolicy, second: CheckpointPolicy): CheckpointPolicy =>
    (primitive, params) =>
      first(primitive, params) || second(primitive, params),
};
