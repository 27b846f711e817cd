import { type DType, requireOptions } from "@hyrax/core";
import type { ShapeLike } from "./shape-argument.js";

/** Options that every sampler takes. */
export interface SamplerOptions {
  /** The shape of the samples; it may also be given by position. */
  readonly shape?: ShapeLike;
  /** The dtype of the samples. */
  readonly dtype?: DType;
}

/** Where a sampler takes its shape by position, it takes its options too. */
export type ShapeOrOptions<O extends SamplerOptions> = ShapeLike | O | null | undefined;

/** The options of a sampler, with the shape among them, wherever it was given. `known` are the options besides it. */
export function samplerOptions<O extends SamplerOptions>(
  name: string,
  shape: ShapeOrOptions<O>,
  options: O | undefined,
  known: readonly (keyof O & string)[],
): O {
  if (typeof shape === "object" && shape !== null && !isList(shape)) return checked(name, shape, known);
  const given = checked(name, options ?? ({} as O), known);
  return shape === undefined || shape === null ? given : { ...given, shape };
}

function isList(value: ShapeLike | object): value is ShapeLike {
  return Array.isArray(value);
}

function checked<O extends SamplerOptions>(name: string, options: O, known: readonly string[]): O {
  requireOptions(name, options, ["shape", ...known]);
  return options;
}
