import { call, type Expr, f64, i32, type SharedFunctions } from "../../assembler/index.js";
import type { Double } from "./field.js";
import { type Address, type Index, index } from "./places.js";

/** Where the numbers lie that are reflected three (or two) at a time: bytes between them, and between the groups. */
export interface Groups {
  readonly count: Index;
  readonly start: Address;
  readonly across: number;
  readonly step: number;
}

/**
 * x := x − τ (v · x) v with v = (1, v₁, v₂), for groups of three doubles. Where `isThree` is 0 there are two, and v₂ must
 * be 0: the second number stands for the third, which leaves it as it is.
 */
export function reflectThree(
  functions: SharedFunctions,
  { count, start, across, step }: Groups,
  isThree: Expr<"i32">,
  tau: Double,
  v1: Double,
  v2: Double,
): Expr<"none"> {
  const parameters = { n: "i32", x: "i32", across: "i32", two: "i32", step: "i32" } as const;
  const reflector = { tau: "f64", v1: "f64", v2: "f64" } as const;
  const ref = functions.get("doubles.reflectThree", { ...parameters, ...reflector }, "none", (f, p) => {
    const [y, z] = [f.let(i32.add(p.x, p.across)), f.let(i32.add(p.x, p.two))];
    f.for({ from: i32.const(0), to: p.n }, () => {
      const [a, b, c] = [f.let(f64.load(p.x)), f.let(f64.load(y)), f.let(f64.load(z))];
      const sum = f.let(f64.mul(p.tau, f64.add(f64.add(a, f64.mul(p.v1, b)), f64.mul(p.v2, c))));
      f.do(f64.store(p.x, f64.sub(a, sum)));
      f.do(f64.store(y, f64.sub(b, f64.mul(sum, p.v1))));
      f.do(f64.store(z, f64.sub(f64.load(z), f64.mul(sum, p.v2))));
      for (const at of [p.x, y, z]) f.set(at, i32.add(at, p.step));
    });
  });
  const two = i32.mul(i32.add(isThree, i32.const(1)), i32.const(across));
  const places = { n: index(count), x: start, across: i32.const(across), two, step: i32.const(step) };
  return call(ref, { ...places, tau, v1, v2 });
}
