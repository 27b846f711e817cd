import { exprNodes, type IndexExpr, type Expr as KernelExpr, type LoadExpr } from "@hyrax/jit";
import { type Expr, type FunctionBuilder, i32, type Local } from "../assembler/index.js";
import { LANES } from "./vector-types.js";

type Scalar = Expr<"i32">;

/** Part of an axis: elements from `from` on, until before `to`; `length` is that of the whole axis. */
export interface Range {
  readonly from: Scalar;
  readonly to: Scalar;
  readonly length: number;
}

export function wholeAxis(length: number): Range {
  return { from: i32.const(0), to: i32.const(length), length };
}

/** Where pointers stand for one vector: an offset in bytes, or units, that all of them add. */
export interface Stand {
  /** By the number of the pointer. */
  readonly at: readonly Scalar[];
  /** The number of the vector, of those that are computed side by side. */
  readonly vector: number;
  /** How many elements are left, where they are fewer than four. */
  readonly remaining?: number;
}

/**
 * Writes a walk along an axis: `body` is written for `unroll` vectors side by side, for one, and for the last elements
 * where they are no whole vector. `starts` are where the pointers stand at `from`, `steps` how far an element takes them.
 * `block` is called after every `blockLength` times `body`.
 */
export function walk(
  f: FunctionBuilder,
  { from, to, length }: Range,
  starts: readonly Scalar[],
  steps: readonly number[],
  unroll: number,
  body: (stands: readonly Stand[]) => void,
  blocks?: { readonly length: number; readonly end: () => void },
): void {
  const rest = length % LANES;
  const isWhole = from.kind === "number" && to.kind === "number";
  if (isWhole && length <= LANES) {
    if (length > 0) body([{ at: starts, vector: 0, ...(rest !== 0 && { remaining: rest }) }]);
    return;
  }
  const at = starts.map((start, k): Scalar => (steps[k] === 0 ? start : f.let(start)));
  const advance = (elements: number): void => {
    steps.forEach((step, k) => {
      // Pointers that move were just made variables.
      if (step !== 0) f.set(at[k] as Local<"i32">, i32.add(at[k]!, i32.const(step * elements)));
    });
  };
  const i = f.let(from, "i");
  const last = f.let(i32.sub(to, i32.const(LANES - 1)));
  const run = (vectors: number): void => {
    const width = vectors * LANES;
    const stands = Array.from({ length: vectors }, (_, vector) => ({ at, vector }));
    const limit = f.let(vectors === 1 ? last : i32.sub(to, i32.const(width - 1)));
    const step = (): void => {
      body(stands);
      advance(width);
      f.set(i, i32.add(i, i32.const(width)));
    };
    const loop = (end: Scalar): void => {
      f.loop((again) => {
        step();
        f.brIf(again, i32.ltS(i, end));
      });
    };
    f.if(i32.ltS(i, limit), () => {
      if (blocks === undefined) loop(limit);
      else {
        f.loop((again) => {
          const end = f.let(i32.add(i, i32.const(blocks.length * width)));
          f.if(i32.gtS(end, limit), () => f.set(end, limit));
          loop(end);
          blocks.end();
          f.brIf(again, i32.ltS(i, limit));
        });
      }
    });
  };
  const vectors = Math.floor(length / LANES);
  // A short walk is over soon; it is not worth the code.
  const isShort = unroll === 1 || vectors < 2 * unroll;
  if (!isShort) run(unroll);
  if (isShort || vectors % unroll !== 0 || !isWhole) run(1);
  if (rest === 0) return;
  const tail = (): void => body([{ at, vector: 0, remaining: rest }]);
  if (isWhole) tail();
  else f.if(i32.eq(to, i32.const(length)), tail);
}

/** What an expression walks. */
export type Leaf = LoadExpr | IndexExpr;

/** The nodes of expressions that are the same wherever those loads and indices are for which `isStill` holds. */
export function constantNodes(exprs: readonly KernelExpr[], isStill: (leaf: Leaf) => boolean): readonly KernelExpr[] {
  const still = new Set<KernelExpr>();
  for (const node of exprNodes(...exprs)) {
    const same =
      node.kind === "apply"
        ? node.inputs.every((input) => still.has(input))
        : node.kind === "literal" || node.kind === "result" || isStill(node);
    if (same) still.add(node);
  }
  return [...still];
}
