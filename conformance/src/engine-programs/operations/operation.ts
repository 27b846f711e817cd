import { type DType, dtypeKind } from "@hyrax/core";
import type { Builder } from "../builder.js";
import type { Chooser } from "../chooser.js";

/** Adds equations to a jaxpr; says whether the values at hand and the limits allowed for it. */
export type Operation = (choose: Chooser, builder: Builder) => boolean;

/** Whether a dtype is of one of the kinds, one letter each as in core's declarations. */
export const ofKind =
  (kinds: string) =>
  (dtype: DType): boolean =>
    kinds.includes(dtypeKind(dtype));

export const isNumber = ofKind("iufc");
export const isReal = ofKind("biuf");
export const isAny = ofKind("biufc");
