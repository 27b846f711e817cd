import { conversion, type DType, MissingRuleError } from "@hyrax/core";
import { deviceType } from "../device/device-types.js";
import { type Code, wgsl } from "../wgsl/code.js";
import { reducePrecision, toInt32, toUint32 } from "../wgsl/library/index.js";
import { elementFamily, type Operand } from "./element-rule.js";

/** A value in the type of another dtype; rounding to halves is left to whoever stores it. */
export function convert(x: Operand, to: DType): Code {
  const [from, target] = [deviceType(x.dtype).value, deviceType(to).value];
  if (from === target) return x;
  if (target === "bool") {
    // NaN is true as well, which a comparison of floats might miss.
    return from === "f32"
      ? wgsl`(bitcast<u32>(${x}) & 0x7fffffffu) != 0u`
      : wgsl`${x} != 0${from === "i32" ? "i" : "u"}`;
  }
  if (from === "f32") return wgsl`${target === "i32" ? toInt32 : toUint32}(${x})`;
  return wgsl`${target}(${x})`;
}

export const conversionElements = elementFamily(conversion, {
  convertElementType: ([x], _, out) => convert(x, out),
  bitcastConvertType: ([x], _, out) => {
    const [from, to] = [deviceType(x.dtype), deviceType(out)];
    if (from.bytes !== to.bytes)
      throw new MissingRuleError(`there is no WGSL to read the bits of ${x.dtype} as ${out}`);
    return from.value === to.value ? x : wgsl`bitcast<${to.value}>(${x})`;
  },
  reducePrecision: ([x], { exponentBits, mantissaBits }) => wgsl`${reducePrecision(exponentBits, mantissaBits)}(${x})`,
  copy: ([x]) => x,
});
