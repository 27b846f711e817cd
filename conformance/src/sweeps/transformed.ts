import type { Array as NDArray } from "@hyrax/core";
import { jvpRules } from "@hyrax/grad";
import { vmap } from "@hyrax/vmap";
import { pulled, pushed } from "./derive.js";
import { exceptions } from "./exceptions.js";
import { directions, type FlatArrays } from "./finite-difference.js";
import { type Differentiable, differentiable, type Subject } from "./subjects.js";

/** A transformation of a subject, as a function of its inputs and whatever else it takes. */
export interface Transformed {
  readonly name: string;
  /** Of a single element. */
  readonly f: FlatArrays;
  /** Of a batch along axis 0, by transforming the function of the batch: jvp∘vmap. Without it there is only vmap of `f`. */
  readonly ofBatch?: FlatArrays;
  /** What comes after the inputs of the subject: tangents or cotangents. */
  readonly extra: (inputs: readonly NDArray[]) => readonly NDArray[];
}

export const mapped =
  (f: FlatArrays, inAxes: 0 | readonly (number | null)[] = 0, axisSize = 2): FlatArrays =>
  (xs) =>
    vmap((...elements: NDArray[]) => f(elements), { inAxes, axisSize })(...xs);

/** The function itself, and its derivatives in the modes that it has. */
export function transformations(name: string, subject: Subject): readonly Transformed[] {
  const { fixed, forward, reverse, second } = exceptions[name] ?? {};
  const whole = subject.spread(subject.f);
  const value: Transformed = { name: "vmap", f: whole, extra: () => [] };
  const held = fixed?.(subject.params);
  const at = (inputs: readonly NDArray[]) => differentiable(subject, inputs, held);
  // The function of all members is one without named axes, which is what is mapped before it is differentiated.
  const batchAt = (inputs: readonly NDArray[]) =>
    differentiable({ ...subject, f: mapped(whole), spread: (f) => f }, inputs, held);
  const split = (list: readonly NDArray[]) =>
    [list.slice(0, subject.draws.length), list.slice(subject.draws.length)] as const;
  const pushing =
    (of: (inputs: readonly NDArray[]) => Differentiable): FlatArrays =>
    (list) => {
      const [inputs, along] = split(list);
      const { outs, tangents } = pushed(of(inputs), along);
      return [...outs, ...tangents];
    };
  const pulling =
    (of: (inputs: readonly NDArray[]) => Differentiable): FlatArrays =>
    (list) => {
      const [inputs, cts] = split(list);
      return pulled(of(inputs), cts);
    };
  const jvp: Transformed = {
    name: "jvp",
    f: pushing(at),
    ofBatch: pushing(batchAt),
    extra: (inputs) => directions(at(inputs).xs, 1),
  };
  const cotangents = (inputs: readonly NDArray[]) => {
    const { f, spread, xs } = at(inputs);
    return directions(spread(f)(xs), 2);
  };
  const vjp: Transformed = { name: "vjp", f: pulling(at), ofBatch: pulling(batchAt), extra: cotangents };
  const grad2: Transformed = {
    name: "jvp of vjp",
    f: (list) => {
      const [inputs, cts] = split(list);
      const { xs } = at(inputs);
      const gradient: FlatArrays = (ys) => pulled({ ...at(inputs), xs: ys }, cts);
      const of: Differentiable = { f: gradient, xs, spread: (f) => f };
      return pushed(of, directions(xs, 3)).tangents;
    },
    extra: cotangents,
  };
  const refused = jvpRules.has(subject.primitive) === false;
  const backwards = !refused && reverse?.(subject.params) === undefined;
  return [
    value,
    ...(refused || forward !== undefined ? [] : [jvp]),
    ...(backwards ? [vjp] : []),
    ...(backwards && second === undefined ? [grad2] : []),
  ];
}
