import { type DType, dtypeBytes } from "@hyrax/core";
import { type Expr, type FunctionBuilder, f32, f32x4, f64, i32, i32x4, i64 } from "../assembler/index.js";
import { floatToHalf, type HalfDType, halfToFloat } from "../emit/half-precision.js";
import type { KernelContext } from "../emit/kernel-context.js";

type Address = Expr<"i32">;

/** How one double of a dtype is read and written. */
interface Access {
  readonly load: (at: Address, f: FunctionBuilder) => Expr<"f64">;
  readonly store: (at: Address, x: Expr<"f64">, f: FunctionBuilder) => Expr<"none">;
}

const signed: Access["store"] = (at, x) => i32.store(at, i32.truncSatF64S(x));

/** The bits of a double that float32 has no room for. */
const REST = i64.const((1n << 29n) - 1n);

/**
 * A double as float32, rounded to odd: where digits are lost the last one that is left becomes 1. Rounded once more, to
 * fewer digits, it is what the double is when rounded at once. Source: Boldo and Melquiond, Emulation of FMA and
 * correctly rounded sums: proved algorithms using rounding to odd, IEEE Trans. Comput. 57 (2008).
 */
function oddFloat(f: FunctionBuilder, x: Expr<"f64">): Expr<"f32"> {
  const bits = f.let(i64.reinterpretF64(x));
  const odd = i64.and(i64.add(i64.and(bits, REST), REST), i64.const(1n << 29n));
  return f32.demoteF64(f64.reinterpretI64(i64.and(i64.or(bits, odd), i64.const(-1n << 29n))));
}

const half = (dtype: HalfDType): Access => ({
  load: (at, f) => f64.promoteF32(f32x4.extractLane(halfToFloat(f, dtype, f.let(i32x4.splat(i32.load16U(at)))), 0)),
  store: (at, x, f) => i32.store16(at, i32x4.extractLane(floatToHalf(f, dtype, f32x4.splat(oddFloat(f, x))), 0)),
});

const accesses: Partial<Record<DType, Access>> = {
  float32: { load: (at) => f64.promoteF32(f32.load(at)), store: (at, x) => f32.store(at, f32.demoteF64(x)) },
  float64: { load: (at) => f64.load(at), store: (at, x) => f64.store(at, x) },
  float16: half("float16"),
  bfloat16: half("bfloat16"),
  int32: { load: (at) => f64.convertI32S(i32.load(at)), store: signed },
  uint32: { load: (at) => f64.convertI32U(i32.load(at)), store: signed },
  int64: { load: (at) => f64.convertI64S(i64.load(at)), store: (at, x) => i64.store(at, i64.truncSatF64S(x)) },
  uint64: { load: (at) => f64.convertI64U(i64.load(at)), store: (at, x) => i64.store(at, i64.truncSatF64S(x)) },
};

/** Whether numbers of a dtype, or the parts of complex ones, can be brought to doubles and back. */
export function canConvert(dtype: DType): boolean {
  return accesses[dtype] !== undefined;
}

/** Copies numbers from one dtype to another. */
export function convert(
  { f, functions }: Pick<KernelContext, "f" | "functions">,
  from: DType,
  to: DType,
  count: number,
  source: Address,
  target: Address,
): void {
  const [load, store] = [accesses[from]!.load, accesses[to]!.store];
  const parameters = { count: "i32", source: "i32", target: "i32" } as const;
  const ref = functions.get(`doubles.${from}.${to}`, parameters, "none", (g, p) => {
    g.for({ from: i32.const(0), to: p.count }, () => {
      g.do(store(p.target, load(p.source, g), g));
      g.set(p.source, i32.add(p.source, i32.const(dtypeBytes(from))));
      g.set(p.target, i32.add(p.target, i32.const(dtypeBytes(to))));
    });
  });
  f.call(ref, { count: i32.const(count), source, target });
}
