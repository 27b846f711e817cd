import type { Primitive, Var } from "@hyrax/core";
import * as core from "@hyrax/core";
import * as library from "@hyrax/core/library";
import { literal } from "../builder.js";
import type { Chooser } from "../chooser.js";
import { isAny, isReal, type Operation, ofKind } from "./operation.js";

type Table = Readonly<Record<string, readonly Primitive[]>>;

/** By the kinds of dtypes that they take. Those of floats come to their limits, poles and domains by themselves. */
const unaries: Table = {
  iufc: [core.neg, core.abs, core.sign, core.square],
  f: [core.floor, core.ceil, core.isFinite, core.cbrt, library.erf, library.erfc, library.erfInv],
  fc: [core.sqrt, core.rsqrt, core.exp, core.exp2, core.expm1, core.log, core.log1p, core.logistic],
  // Those of few poles once more, since most programs are made of them.
  fc2: [core.sin, core.cos, core.tan, core.asin, core.acos, core.atan, core.sinh, core.cosh, core.tanh, core.tanh],
  fc3: [core.asinh, core.acosh, core.atanh, core.exp, core.tanh, core.sin],
  biu: [core.not],
  iu: [core.populationCount, core.clz],
  biufc: [core.stopGradient, core.copy],
  c: [core.real, core.imag],
};

const binaries: Table = {
  iufc: [core.add, core.sub, core.mul, core.addAny],
  iufc2: [core.add, core.mul, core.div],
  biufc: [core.max, core.min, core.eq, core.ne],
  iuf: [core.rem],
  fc: [core.atan2, core.pow],
  f: [core.nextafter],
  biu: [core.and, core.or, core.xor],
  iu: [core.shiftLeft, core.shiftRightLogical, core.shiftRightArithmetic],
  biuf: [core.lt, core.le, core.gt, core.ge],
};

function pick(choose: Chooser, table: Table): readonly [kinds: string, primitive: Primitive] {
  const kinds = choose.of(Object.keys(table));
  return [kinds.replace(/\d/, ""), choose.of(table[kinds] as readonly Primitive[])];
}

const unary: Operation = (choose, builder) => {
  const [kinds, primitive] = pick(choose, unaries);
  const x = choose.array(ofKind(kinds));
  if (x === undefined) return false;
  builder.apply(primitive, [x]);
  return true;
};

/** A second operand: of the same shape, or a scalar that goes with every shape. */
function second(choose: Chooser, x: Var): core.Atom {
  if (!choose.chance(0.2)) return choose.companion(x);
  const { dtype } = x.aval;
  if (core.dtypeKind(dtype) === "b") return literal(choose.chance(0.5), dtype);
  return literal(choose.of(core.isInexact(dtype) ? [2, 0.5, 1, 0, 3.25] : [2, 1, 0, 7]), dtype);
}

const binary: Operation = (choose, builder) => {
  const [kinds, primitive] = pick(choose, binaries);
  const x = choose.array(ofKind(kinds));
  if (x === undefined) return false;
  const y = second(choose, x);
  builder.apply(primitive, choose.chance(0.2) ? [y, x] : [x, y]);
  return true;
};

/** A comparison, and a choice by it: most selections of programs. */
const selection: Operation = (choose, builder) => {
  const x = choose.array(isReal);
  if (x === undefined) return false;
  const which = builder.one(choose.of([core.lt, core.gt, core.ge, core.ne]), [x, second(choose, x)]);
  builder.apply(core.selectN, [which, x, choose.companion(x)]);
  return true;
};

/** A choice among several by numbers, or by one bool for all elements. */
const choice: Operation = (choose, builder) => {
  const x = choose.array(isAny);
  if (x === undefined) return false;
  const { shape } = x.aval;
  const scalar = choose.chance(0.3);
  const which = builder.fresh(scalar ? [] : shape, "int32", { kind: "exact", seed: choose.below(2 ** 20) });
  const clamped = builder.one(core.clamp, [literal(0, "int32"), which, literal(2, "int32")]);
  builder.apply(core.selectN, [clamped, x, choose.companion(x), choose.companion(x)]);
  return true;
};

const clamping: Operation = (choose, builder) => {
  const x = choose.array(ofKind("iuf"));
  if (x === undefined) return false;
  const { dtype } = x.aval;
  const bounds = choose.chance(0.5)
    ? [literal(0, dtype), literal(2, dtype)]
    : [choose.companion(x), choose.companion(x)];
  builder.apply(core.clamp, [bounds[0] as core.Atom, x, bounds[1] as core.Atom]);
  return true;
};

const powers: Operation = (choose, builder) => {
  const x = choose.array(ofKind("iufc"));
  if (x === undefined) return false;
  const exponents = core.isInexact(x.aval.dtype) ? [2, 3, -1, -2, 0, 1, 5, 8] : [2, 3, 0, 1, 5];
  builder.apply(core.integerPow, [x], { y: choose.of(exponents) });
  return true;
};

const rounding: Operation = (choose, builder) => {
  const x = choose.array(ofKind("f"));
  if (x === undefined) return false;
  if (choose.chance(0.5)) builder.apply(core.round, [x], { roundingMethod: choose.below(2) });
  else {
    const [exponentBits, mantissaBits] = choose.of([
      [5, 10],
      [8, 7],
      [4, 3],
      [8, 23],
    ] as const);
    builder.apply(core.reducePrecision, [x], { exponentBits, mantissaBits });
  }
  return true;
};

const complexNumbers: Operation = (choose, builder) => {
  const x = choose.array((dtype) => dtype === "float32" || dtype === "float64");
  if (x === undefined) return false;
  if (choose.chance(0.3)) builder.apply(core.conj, [x], { inputDtype: x.aval.dtype });
  else builder.apply(core.complex, [x, choose.companion(x)]);
  return true;
};

const specials = [
  library.lgamma,
  library.digamma,
  library.besselI0e,
  library.besselI1e,
  library.igamma,
  library.igammac,
  library.zeta,
  library.polygamma,
  library.regularizedIncompleteBeta,
] as const;

/** Functions that are costly are not asked of many elements. */
const special: Operation = (choose, builder) => {
  const primitive = choose.of(specials);
  const arity = [library.lgamma, library.digamma, library.besselI0e, library.besselI1e].some((f) => f === primitive)
    ? 1
    : primitive === library.regularizedIncompleteBeta
      ? 3
      : 2;
  const dtype = choose.of(["float32", "float32", "float64", "float16", "bfloat16"] as const);
  const shape = [choose.size(33)];
  const inputs = Array.from({ length: arity }, () =>
    builder.fresh(shape, dtype, { kind: choose.chance(0.9) ? "positive" : "odd", seed: choose.below(2 ** 20) }),
  );
  builder.apply(primitive, inputs);
  return true;
};

export const elementwise: readonly Operation[] = [
  unary,
  unary,
  unary,
  binary,
  binary,
  binary,
  selection,
  choice,
  clamping,
  powers,
  rounding,
  complexNumbers,
];
export const specialFunctions: readonly Operation[] = [special];
