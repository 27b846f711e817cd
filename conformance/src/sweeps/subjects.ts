import { bind, isInexact, type Array as NDArray, type Params, type Primitive } from "@hyrax/core";
import { vmap } from "@hyrax/vmap";
// The samples of vmap's own sweep: an operation is sampled once, for all that is tested of it.
import { type Draw, drawBatch, type Random } from "../../../packages/vmap/test-support/draw.js";
import { memberAxis } from "../../../packages/vmap/test-support/samples/collective.js";
import { samples } from "../../../packages/vmap/test-support/samples/index.js";
import { exceptions } from "./exceptions.js";
import type { FlatArrays } from "./finite-difference.js";
import { smooth } from "./smooth.js";
import { widerDtype, widerParams } from "./widen.js";

/** An application of a primitive, and what its inputs are drawn from. */
export interface Subject {
  readonly name: string;
  readonly primitive: Primitive;
  readonly draws: readonly Draw[];
  readonly params: Params;
  /** The primitive and nothing else: of a collective, what a single member does. */
  readonly f: FlatArrays;
  /** Makes a function of a member one of what all members have, along axis 0. For all but collectives, the function itself. */
  readonly spread: (member: FlatArrays) => FlatArrays;
}

export interface SubjectFamily {
  readonly family: string;
  readonly primitives: readonly {
    readonly name: string;
    readonly primitive: Primitive;
    readonly subjects: readonly Subject[];
  }[];
}

/** Every primitive, with its samples in 64 bits where they have floats: call it where `enableX64` is on. */
export function subjectFamilies(): readonly SubjectFamily[] {
  return Object.entries(samples).map(([family, list]) => ({
    family,
    primitives: list.map(({ name, primitive, samples: own }) => ({
      name,
      primitive,
      subjects: [...own, ...(smooth[name] ?? [])].map(({ inputs, params }, i) =>
        subject({ name, number: i }, family, primitive, inputs, params),
      ),
    })),
  }));
}

function subject(
  { name: own, number }: { readonly name: string; readonly number: number },
  family: string,
  primitive: Primitive,
  inputs: readonly Draw[],
  narrow: Params,
): Subject {
  const name = `${own} ${number}`;
  const floating = inputs.some(({ dtype }) => isInexact(dtype));
  const params = floating ? widerParams(primitive, narrow) : narrow;
  const draws = floating ? inputs.map((draw) => ({ ...draw, dtype: widerDtype(draw.dtype) })) : inputs;
  const through = exceptions[own]?.through ?? ((xs: readonly NDArray[]) => xs);
  const determined = exceptions[own]?.determined ?? ((outs: readonly NDArray[]) => outs);
  const f: FlatArrays = (xs) => determined(bind(primitive, through(xs, params), params));
  if (family !== "collective") return { name, primitive, draws, params, f, spread: (member) => member };
  const { name: axisName, size } = memberAxis;
  const members = draws.map((draw) => ({ ...draw, shape: [size, ...draw.shape] }));
  const spread = (member: FlatArrays) => (xs: readonly NDArray[]) =>
    vmap((...own: NDArray[]) => member(own), { axisName, axisSize: size })(...xs);
  return { name, primitive, draws: members, params, f, spread };
}

/** One array for each input. */
export function drawInputs(draws: readonly Draw[], random: Random): readonly NDArray[] {
  return draws.map((draw) => drawBatch(draw, 1, random).elements[0] as NDArray);
}

/** A function of those of its inputs that have derivatives, at a point, and of its results the same. */
export interface Differentiable {
  readonly f: FlatArrays;
  readonly xs: readonly NDArray[];
  readonly spread: Subject["spread"];
}

/** Whether finite differences are possible: fewer bits are not enough. */
const isWide = ({ dtype }: NDArray) => dtype === "float64" || dtype === "complex128";

/** The function by its inexact inputs, but for those at `fixed`; the others keep their values. */
export function differentiable(
  { f, spread }: Subject,
  inputs: readonly NDArray[],
  fixed: readonly number[] = [],
): Differentiable {
  const free = inputs.flatMap((x, i) => (isWide(x) && !fixed.includes(i) ? [i] : []));
  return {
    spread,
    xs: free.map((i) => inputs[i] as NDArray),
    f: (xs) => f(inputs.map((x, i) => (free.includes(i) ? (xs[free.indexOf(i)] as NDArray) : x))).filter(isWide),
  };
}
