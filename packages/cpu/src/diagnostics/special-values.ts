import { config, type DType, decode, isInexact, type ShapedArray, type TypedArray } from "@hyrax/core";

export type SpecialValue = "nan" | "inf";

/** The first element of these that the options `debugNans` and `debugInfs` forbid, if there is one. */
export function specialValue(elements: TypedArray, { dtype }: { readonly dtype: DType }): SpecialValue | undefined {
  if (!isInexact(dtype)) return undefined;
  const { debugNans, debugInfs } = config.values;
  for (const element of decode(elements, dtype)) {
    const value = Number(element);
    if (debugNans && Number.isNaN(value)) return "nan";
    if (debugInfs && Math.abs(value) === Number.POSITIVE_INFINITY) return "inf";
  }
  return undefined;
}

/** Whether any of them is looked for. */
export function forbidsSpecialValues(): boolean {
  return config.values.debugNans || config.values.debugInfs;
}

/** What is said of a result that has one. */
export function specialText(value: SpecialValue, operation: string, aval: ShapedArray): string {
  return `invalid value (${value}) encountered in ${operation}: its result ${aval} has one`;
}
