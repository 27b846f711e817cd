import { type Code, plain } from "../code.js";
import { f32 } from "../literal.js";

/** c₀ + c₁x + c₂x² + … by Horner's rule. */
export function polynomial(x: string, coefficients: readonly number[]): Code {
  const [first, ...rest] = [...coefficients].reverse().map((c) => f32(c).text);
  return plain(rest.reduce<string>((sum, c, i) => `${i === 0 ? sum : `(${sum})`} * ${x} + ${c}`, first ?? "0f"));
}
