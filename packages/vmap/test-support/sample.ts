import type { Family, ParamsOf, PerInput, Primitive } from "@hyrax/core";
import type { Draw } from "./draw.js";

/** An application of a primitive that shows something about it: types and elements of the inputs, and params. */
export interface Sample<P extends Primitive> {
  readonly inputs: PerInput<P, Draw>;
  readonly params: ParamsOf<P>;
  /** How far results may be apart where sums are taken in another order; 0 if not given. */
  readonly rtol?: number;
}

/** Samples for every primitive of a family: a new primitive cannot be declared without any. */
export type Samples<F extends Family> = { readonly [N in keyof F]: readonly Sample<F[N]>[] };
