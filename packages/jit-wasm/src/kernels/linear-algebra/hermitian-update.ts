import {
  call,
  type Expr,
  type FunctionBuilder,
  f64,
  f64x2,
  i32,
  type Local,
  type SharedFunctions,
  v128,
} from "../../assembler/index.js";
import { type Field, fieldOf, type Numeral } from "./field.js";
import { type Address, type Index, index } from "./places.js";

/** Arithmetic on numbers, or on pairs of real ones. */
type Lanes = Pick<Field, "load" | "store" | "add" | "product" | "conjugate">;

const real = fieldOf("float64");

type Pair = Expr<"v128">;

// A pair is a vector: the casts from `Numeral` say so.
const pairs: Lanes = {
  load: (at) => v128.load(at, { align: 8 }),
  store: (at, x) => v128.store(at, x as Pair, { align: 8 }),
  add: (x, y) => f64x2.add(x as Pair, y as Pair),
  product: (x, y) => f64x2.mul(x as Pair, y as Pair),
  conjugate: (x) => x,
};

/** Goes through numbers side by side, real ones two at a time; `body` gets the factors as what it multiplies them with. */
function eachNumber(
  f: FunctionBuilder,
  field: Field,
  n: Expr<"i32">,
  addresses: readonly Local<"i32">[],
  factors: readonly Numeral[],
  body: (lanes: Lanes, factors: readonly Numeral[]) => void,
): void {
  const one = field.lanes === 2;
  const lanes = one ? field : pairs;
  const spread = one ? factors : factors.map((x) => f.let(f64x2.splat(field.re(x))));
  f.for({ from: i32.const(0), to: one ? n : i32.and(n, i32.const(-2)), step: one ? 1 : 2 }, () => {
    body(lanes, spread);
    for (const at of addresses) f.set(at, i32.add(at, i32.const(16)));
  });
  if (!one) f.if(i32.and(n, i32.const(1)), () => body(field, factors));
}

/** Σ xᵢyᵢ; and z += αx̄ on the way. */
export function dotAndAdd(
  functions: SharedFunctions,
  field: Field,
  n: Index,
  x: Address,
  y: Address,
  alpha: Numeral,
  z: Address,
): Numeral {
  const parameters = { n: "i32", x: "i32", y: "i32", alpha: field.type, z: "i32" } as const;
  const ref = functions.get(`${field.name}.dotAndAdd`, parameters, field.type, (f, p) => {
    const sums = f.let(f64x2.const(0, 0));
    const last = f.let(field.real(f64.const(0)));
    eachNumber(f, field, p.n, [p.x, p.y, p.z], [p.alpha], (own, [factor]) => {
      const value = f.let(own.load(p.x));
      const sum = own === real ? last : sums;
      f.set(sum, own.add(sum, own.product(value, f.let(own.load(p.y)))));
      f.do(own.store(p.z, own.add(own.load(p.z), own.product(factor!, f.let(own.conjugate(value))))));
    });
    if (field.lanes === 2) return sums;
    return field.add(last, f64.add(f64x2.extractLane(sums, 0), f64x2.extractLane(sums, 1)));
  });
  return call(ref, { n: index(n), x, y, alpha, z });
}

/** z += αx̄ + βȳ. */
export function addBothConjugates(
  functions: SharedFunctions,
  field: Field,
  n: Index,
  [alpha, x]: readonly [Numeral, Address],
  [beta, y]: readonly [Numeral, Address],
  z: Address,
): Expr<"none"> {
  const parameters = { n: "i32", alpha: field.type, x: "i32", beta: field.type, y: "i32", z: "i32" } as const;
  const ref = functions.get(`${field.name}.addBoth`, parameters, "none", (f, p) => {
    eachNumber(f, field, p.n, [p.x, p.y, p.z], [p.alpha, p.beta], (own, [a, b]) => {
      const product = (factor: Numeral, at: Address) => own.product(factor, f.let(own.conjugate(f.let(own.load(at)))));
      f.do(own.store(p.z, own.add(own.load(p.z), own.add(product(a!, p.x), product(b!, p.y)))));
    });
  });
  return call(ref, { n: index(n), alpha, x, beta, y, z });
}
