import type { DType } from "@hyrax/core";
import type { Reducer } from "@hyrax/jit";
import { deviceType } from "../device/device-types.js";
import { type Code, wgsl } from "../wgsl/code.js";
import { max, min } from "../wgsl/library/index.js";
import { f32, i32, infinity, literal, negativeInfinity, u32 } from "../wgsl/literal.js";

/** How a reduction combines two values, and what combines with anything to that. */
export interface Combination {
  readonly combine: (x: Code, y: Code) => Code;
  readonly identity: Code;
}

/** The combination of a reducer for values of a dtype. */
export function combinationOf(reducer: Reducer, dtype: DType): Combination {
  const type = deviceType(dtype).value;
  const number = (value: number) => (type === "bool" ? literal(value, dtype) : { f32, i32, u32 }[type](value));
  switch (reducer) {
    case "sum":
      return { combine: infix(type === "bool" ? "||" : "+"), identity: number(0) };
    case "prod":
      return { combine: infix(type === "bool" ? "&&" : "*"), identity: number(1) };
    case "max":
      if (type === "bool") return { combine: infix("||"), identity: number(0) };
      return type === "f32"
        ? { combine: (x, y) => wgsl`${max}(${x}, ${y})`, identity: negativeInfinity }
        : { combine: (x, y) => wgsl`max(${x}, ${y})`, identity: type === "i32" ? i32(-(2 ** 31)) : u32(0) };
    case "min":
      if (type === "bool") return { combine: infix("&&"), identity: number(1) };
      return type === "f32"
        ? { combine: (x, y) => wgsl`${min}(${x}, ${y})`, identity: infinity }
        : { combine: (x, y) => wgsl`min(${x}, ${y})`, identity: type === "i32" ? i32(2 ** 31 - 1) : u32(2 ** 32 - 1) };
    case "and":
      return { combine: infix(type === "bool" ? "&&" : "&"), identity: number(type === "bool" ? 1 : -1) };
    case "or":
      return { combine: infix(type === "bool" ? "||" : "|"), identity: number(0) };
    case "xor":
      return { combine: infix(type === "bool" ? "!=" : "^"), identity: number(0) };
  }
}

function infix(operator: string): Combination["combine"] {
  return (x, y) => wgsl`${x} ${operator} ${y}`;
}
