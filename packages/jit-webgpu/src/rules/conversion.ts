import { conversion, type DType } from "@hyrax/core";
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
  bitcastConvertType: ([x], _, out) =>
    deviceType(x.dtype).value === deviceType(out).value ? x : wgsl`bitcast<${deviceType(out).value}>(${x})`,
  reducePrecision: ([x], { exponentBits, mantissaBits }) => wgsl`${reducePrecision(exponentBits, mantissaBits)}(${x})`,
  copy: ([x]) => x,
});
