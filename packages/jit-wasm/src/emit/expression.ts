import type { DType } from "@hyrax/core";
import type { ApplyExpr, IndexExpr, Expr as KernelExpr, LoadExpr } from "@hyrax/jit";
import { exprNodes } from "@hyrax/jit";
import { type Expr, i32, i32x4 } from "../assembler/index.js";
import { convertValue } from "./convert.js";
import { emitElementwise } from "./elementwise.js";
import { plus } from "./loop-nest.js";
import type { VectorContext } from "./vector-context.js";
import { bytesOf, loadLanes, loadSplat, loadVector } from "./vector-memory.js";
import { isLaneDType, type LaneDType, splatNumber, type Value } from "./vector-types.js";

type Scalar = Expr<"i32">;

/** What an expression walks: a load of a buffer, or an index that counts. */
export type Walker = LoadExpr | IndexExpr;

/** The walkers of an expression, each distinct access once, in a fixed order. */
export function walkersOf(expr: KernelExpr): readonly Walker[] {
  return [...exprNodes(expr)].filter((node) => node.kind === "load" || node.kind === "index");
}

/** What a walker's position is counted in: bytes of a load, units of an index. */
export function unitOf(walker: Walker): number {
  return walker.kind === "load" ? bytesOf(laneDType(walker.dtype)) : 1;
}

/** The dtype of a node, as one that has elements. */
export function laneDType(dtype: DType): LaneDType {
  if (!isLaneDType(dtype)) throw new TypeError(`jit-wasm: ${dtype} cannot be compiled`);
  return dtype;
}

/** Where a walker stands for the four lanes of a vector. */
export interface Position {
  /** Of the first lane: an address for a load, a number for an index. */
  readonly at: Scalar;
  /** How far the lanes are apart, in bytes or units; 0 for one element in all lanes. */
  readonly step: number;
  /** What is to be added to `at`. */
  readonly offset?: number;
  /** How many lanes there are from here on, if there may be fewer than four: no lane may reach beyond the last. */
  readonly remaining?: Scalar | number;
}

/**
 * Writes several expressions for four elements at once. Each node is computed once, into variables; `done` has those
 * that are known already, the results of a kernel among them, and gets the others.
 */
export function emitExpressions(
  context: VectorContext,
  exprs: readonly KernelExpr[],
  positions: ReadonlyMap<Walker, Position>,
  done = new Map<KernelExpr, Value>(),
): readonly Value[] {
  for (const node of exprNodes(...exprs)) {
    if (done.has(node)) continue;
    done.set(
      node,
      emitNode(context, node, positions, done).map((vector) => context.f.let(vector)),
    );
  }
  return exprs.map((expr) => done.get(expr)!);
}

function emitNode(
  context: VectorContext,
  node: KernelExpr,
  positions: ReadonlyMap<Walker, Position>,
  done: ReadonlyMap<KernelExpr, Value>,
): Value {
  switch (node.kind) {
    case "literal":
      return splatNumber(laneDType(node.dtype), node.value);
    case "load":
      return emitLoad(context, laneDType(node.dtype), positions.get(node)!);
    case "index":
      return emitIndex(context, laneDType(node.dtype), positions.get(node)!);
    case "result":
      throw new TypeError(`jit-wasm: the result ${node.index} of a kernel is not known where it is read`);
    case "apply":
      return emitApply(context, node, done);
  }
}

function emitApply(context: VectorContext, node: ApplyExpr, done: ReadonlyMap<KernelExpr, Value>): Value {
  const operands = node.inputs.map((input) => done.get(input)!);
  const dtypes = node.inputs.map((input) => laneDType(input.dtype));
  const literals = node.inputs.map((input) => (input.kind === "literal" ? input.value : undefined));
  return emitElementwise(context, node.primitive, node.params, operands, dtypes, laneDType(node.dtype), literals);
}

function emitLoad(context: VectorContext, dtype: LaneDType, position: Position): Value {
  const { f } = context;
  const { at, step, offset = 0, remaining } = position;
  // An offset of an address is not negative.
  if (offset < 0) return emitLoad(context, dtype, { ...position, at: plus(at, offset), offset: 0 });
  if (step === 0) return loadSplat(f, dtype, at, offset);
  // Vectors may read past the end of a buffer: blocks of the pool have room for that.
  if (step === bytesOf(dtype)) return loadVector(f, dtype, at, offset);
  const addresses = [0, 1, 2, 3].map((lane) => {
    if (remaining === undefined || lane === 0) return plus(at, offset + lane * step);
    // Lanes beyond the last one read it again: their own addresses could lie outside the memory.
    if (typeof remaining === "number") return plus(at, offset + Math.min(lane, remaining - 1) * step);
    const last = i32.sub(remaining, i32.const(1));
    const clamped = f.let(i32.const(lane));
    f.if(i32.gtS(clamped, last), () => f.set(clamped, last));
    return i32.add(plus(at, offset), i32.mul(clamped, i32.const(step)));
  });
  return loadLanes(f, dtype, addresses);
}

function emitIndex({ f }: VectorContext, dtype: LaneDType, { at, step, offset = 0 }: Position): Value {
  const counts = i32x4.add(i32x4.splat(plus(at, offset)), i32x4.const(0, step, 2 * step, 3 * step));
  return convertValue(f, [f.let(counts)], "int32", dtype);
}
