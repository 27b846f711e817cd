import { type DType, dtypeBytes } from "@hyrax/core";
import { type Expr, f32, f64, i32, i64 } from "../assembler/index.js";
import type { KernelContext } from "../emit/kernel-context.js";

type Address = Expr<"i32">;

/** How one double of a dtype is read and written. */
interface Access {
  readonly load: (at: Address) => Expr<"f64">;
  readonly store: (at: Address, x: Expr<"f64">) => Expr<"none">;
}

const signed: Access["store"] = (at, x) => i32.store(at, i32.truncSatF64S(x));

const accesses: Partial<Record<DType, Access>> = {
  float32: { load: (at) => f64.promoteF32(f32.load(at)), store: (at, x) => f32.store(at, f32.demoteF64(x)) },
  float64: { load: (at) => f64.load(at), store: (at, x) => f64.store(at, x) },
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
      g.do(store(p.target, load(p.source)));
      g.set(p.source, i32.add(p.source, i32.const(dtypeBytes(from))));
      g.set(p.target, i32.add(p.target, i32.const(dtypeBytes(to))));
    });
  });
  f.call(ref, { count: i32.const(count), source, target });
}
