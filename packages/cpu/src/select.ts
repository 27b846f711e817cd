import { allocate, type DType, type ShapedArray } from "@hyrax/core";
import type { Kernel } from "./kernel.js";
import { asWords, wordsPerElement } from "./strided.js";

/** `selectN`: elements are moved as they are, whatever their dtype. */
export function select(inputs: readonly ShapedArray[], _: object, outs: readonly ShapedArray[]): Kernel {
  const [{ dtype, size }] = outs as [ShapedArray];
  const [which, ...cases] = inputs as [ShapedArray, ...ShapedArray[]];
  const words = wordsPerElement(dtype);
  const whichStep = which.size === size ? 1 : 0;
  const steps = cases.map((x) => (x.size === size ? 1 : 0));
  const last = cases.length - 1;
  if (last === 1 && words === 1) return selectOfTwo(dtype, size, whichStep, steps as [number, number]);
  return ([selector, ...values]) => {
    const result = allocate(dtype, size);
    const to = asWords(result, dtype);
    const from = values.map((x) => asWords(x, dtype));
    // A selector is bool or int32: its elements are numbers.
    const chosen = selector as Uint8Array | Int32Array;
    for (let i = 0; i < size; i++) {
      // As XLA does, what is out of range chooses the first or the last case.
      const k = Math.max(0, Math.min(last, chosen[i * whichStep]!));
      const source = from[k]!;
      const at = i * steps[k]! * words;
      for (let w = 0; w < words; w++) to[i * words + w] = source[at + w]!;
    }
    return [result];
  };
}

/** The usual case: `which` is false for the first and true for the second. */
function selectOfTwo(dtype: DType, size: number, whichStep: number, [step0, step1]: readonly [number, number]): Kernel {
  return ([selector, case0, case1]) => {
    const result = allocate(dtype, size);
    const to = asWords(result, dtype);
    const from0 = asWords(case0!, dtype);
    const from1 = asWords(case1!, dtype);
    const chosen = selector as Uint8Array | Int32Array;
    for (let i = 0; i < size; i++) to[i] = chosen[i * whichStep]! > 0 ? from1[i * step1]! : from0[i * step0]!;
    return [result];
  };
}
