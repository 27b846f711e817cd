import { complexParts, isComplex, type ShapedArray } from "@hyrax/core";
import { conjugate } from "../complex/arithmetic.js";
import { complex1, each1 } from "../complex/loops.js";
import { fromParts, fromReal, takePart } from "../complex/parts.js";
import { cpuFamily } from "../kernel.js";

type Outs = readonly ShapedArray[];

export const complexPartsCpu = cpuFamily(complexParts, {
  complex: (inputs, _, [out]: Outs) => fromParts(inputs, out!),
  real: (_, __, [out]: Outs) => takePart(0, out!),
  imag: (_, __, [out]: Outs) => takePart(1, out!),
  conj: ([x], _, [out]: Outs) => (isComplex(x.dtype) ? complex1(each1(conjugate), out!) : fromReal(out!)),
});
