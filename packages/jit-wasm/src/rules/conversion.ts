import { conversion, dtypeBytes, isComplex, unsupported } from "@hyrax/core";
import { i32, memory } from "../assembler/index.js";
import { convertValue } from "../emit/convert.js";
import { storedBytes } from "../memory/wasm-storage.js";
import { reducedPrecision, sameBits } from "./bit-code.js";
import { elementFamily } from "./element-rule.js";
import { kernelFamily } from "./kernel-rule.js";

/** Conversions of elements. */
export const conversionElements = elementFamily(conversion, {
  convertElementType:
    ([from], _, to) =>
    ({ f }, [x]) =>
      convertValue(f, x!, from, to),
  bitcastConvertType: ([from], _, to) =>
    isComplex(to) || to === "bool" || dtypeBytes(from) !== dtypeBytes(to)
      ? "its lanes have other places: the bytes are copied"
      : sameBits(from, to),
  reducePrecision: ([x], params) => reducedPrecision(x, params),
  copy:
    () =>
    (_, [x]) =>
      x!,
});

const planned = unsupported("it is part of the kernels that read its result");

/** Elements of another size are the same bytes. */
export const conversionKernels = kernelFamily(conversion, {
  convertElementType: planned,
  bitcastConvertType: ([x], _, [out]) => {
    const bytes = storedBytes(x.aval.dtype, x.aval.size);
    return {
      work: bytes / 16,
      emit: ({ f, address }) => f.do(memory.copy(address(out!.buffer), address(x.buffer), i32.const(bytes))),
    };
  },
  reducePrecision: planned,
  copy: planned,
});
