import {
  type Atom,
  type AxesParams,
  type DotGeneralParams,
  type Eqn,
  type IotaParams,
  type Jaxpr,
  Literal,
  type Primitive,
  type Shape,
  type ShapedArray,
  Var,
} from "@hyrax/core";
import { contiguous, isContiguous, permutedView, type View } from "./access.js";
import { classify, type EqnClass, reducers } from "./classify.js";
import { fuseKernels } from "./fusion/fuse.js";
import { shareMaxima } from "./fusion/share-maxima.js";
import type { BufferId, Expr, Kernel, KernelPlan, LiteralExpr, LoadExpr, Reducer } from "./kernel.js";
import { loadsOf } from "./kernel.js";
import { valuesToStore } from "./materialize.js";
import { viewOf } from "./view-of.js";

export interface PlanOptions {
  /** Whether the engine compiles an equation; what it does not is left to it as an equation kernel. */
  readonly supports: (eqn: Eqn) => boolean;
  /** Whether a primitive that core does not declare computes each element by itself. */
  readonly isElementwise?: (primitive: Primitive) => boolean;
  /** The most buffers that one kernel may read. */
  readonly maxInputs?: number;
  /** Whether contractions and reductions may compute elementwise on what they have accumulated, before they store it. */
  readonly epilogues?: boolean;
  /** Whether maps over the same space become one kernel, and reductions over the same rows with what depends on them. */
  readonly rows?: boolean;
}

/** Plans the kernels of a simplified jaxpr without constvars: what is fused with what, and what is stored. */
export function planKernels(jaxpr: Jaxpr, options: PlanOptions): KernelPlan {
  const plan = new Planner(options.epilogues ? shareMaxima(jaxpr) : jaxpr, options).plan();
  return options.rows || options.epilogues ? fuseKernels(plan, options) : plan;
}

/** A value on its way: how to compute an element, for every index of its shape. */
interface Value {
  readonly aval: ShapedArray;
  readonly expr: Expr;
}

class Planner {
  readonly #buffers: ShapedArray[] = [];
  readonly #kernels: Kernel[] = [];
  readonly #values = new Map<Var, Value>();
  readonly #classes: ReadonlyMap<Eqn, EqnClass>;

  constructor(
    readonly jaxpr: Jaxpr,
    readonly options: PlanOptions,
  ) {
    this.#classes = new Map(jaxpr.eqns.map((eqn) => [eqn, classify(eqn, options.supports, options.isElementwise)]));
  }

  plan(): KernelPlan {
    const { jaxpr } = this;
    const stored = valuesToStore(jaxpr, this.#classes, this.options.rows);
    const inputs = jaxpr.invars.map((v) => this.#bindBuffer(v));
    for (const eqn of jaxpr.eqns) {
      this.#process(eqn);
      for (const v of eqn.outs) if (stored.has(v)) this.#store(v);
    }
    const outs = jaxpr.outs.map((atom) => this.#store(atom));
    return { buffers: this.#buffers, inputs, outs, kernels: this.#kernels };
  }

  #process(eqn: Eqn): void {
    const out = eqn.outs[0] as Var;
    switch (this.#classes.get(eqn)) {
      case "elementwise":
        return this.#bind(out, this.#apply(eqn));
      case "view":
        return this.#bind(out, this.#view(eqn));
      case "index": {
        const { dimension } = eqn.params as IotaParams;
        const strides = out.aval.shape.map((_, axis) => (axis === dimension ? 1 : 0));
        return this.#bind(out, { kind: "index", dtype: out.aval.dtype, access: { offset: 0, strides } });
      }
      case "reduce":
        return this.#reduce(eqn);
      case "contraction":
        return this.#contract(eqn);
      default:
        return this.#equation(eqn);
    }
  }

  #bind(v: Var, expr: Expr): void {
    this.#values.set(v, { aval: v.aval, expr });
  }

  #newBuffer(aval: ShapedArray): BufferId {
    return this.#buffers.push(aval) - 1;
  }

  #bindBuffer(v: Var): BufferId {
    const buffer = this.#newBuffer(v.aval);
    this.#bind(v, { kind: "load", buffer, dtype: v.aval.dtype, access: contiguous(v.aval.shape) });
    return buffer;
  }

  #value(atom: Atom): Value {
    if (atom instanceof Literal) {
      return { aval: atom.aval, expr: { kind: "literal", dtype: atom.aval.dtype, value: atom.value } };
    }
    return this.#values.get(atom) as Value;
  }

  /** The buffer that holds a value in row-major order; a kernel computes it now if there is none yet. */
  #store(atom: Atom): BufferId {
    const { aval, expr } = this.#value(atom);
    if (
      expr.kind === "load" &&
      isContiguous(expr.access, aval.shape) &&
      this.#buffers[expr.buffer]?.size === aval.size
    ) {
      return expr.buffer;
    }
    const out = this.#newBuffer(aval);
    this.#kernels.push({ kind: "elementwise", space: aval.shape, expr, out });
    if (atom instanceof Var)
      this.#bind(atom, { kind: "load", buffer: out, dtype: aval.dtype, access: contiguous(aval.shape) });
    return out;
  }

  #apply(eqn: Eqn): Expr {
    const { primitive, params, outs } = eqn;
    const { shape, dtype } = (outs[0] as Var).aval;
    const build = (): Expr => ({
      kind: "apply",
      primitive,
      params,
      dtype,
      inputs: eqn.inputs.map((atom) => this.#spread(this.#value(atom), shape)),
    });
    const { maxInputs = Number.POSITIVE_INFINITY } = this.options;
    let expr = build();
    while (distinctBuffers(expr) > maxInputs) {
      const widest = this.#widestInput(eqn);
      if (widest === undefined) break;
      this.#store(widest);
      expr = build();
    }
    return expr;
  }

  /** The input that reads the most buffers, if storing it would help. */
  #widestInput(eqn: Eqn): Var | undefined {
    let widest: Var | undefined;
    let most = 1;
    for (const atom of eqn.inputs) {
      const count = distinctBuffers(this.#value(atom).expr);
      if (atom instanceof Var && count > most) [widest, most] = [atom, count];
    }
    return widest;
  }

  /** A scalar among arrays stands for an array of equal elements. */
  #spread({ aval, expr }: Value, shape: Shape): Expr {
    if (aval.shape.length === shape.length) return expr;
    return viewed(expr, permutedView(shape.map(() => null))) as Expr;
  }

  #view(eqn: Eqn): Expr {
    const view = viewOf(eqn);
    const input = eqn.inputs[0] as Atom;
    const direct = viewed(this.#value(input).expr, view);
    if (direct !== undefined) return direct;
    // Strides cannot express the view of what is there; they always can for a row-major buffer.
    this.#store(input);
    return viewed(this.#value(input).expr, view) as Expr;
  }

  #reduce(eqn: Eqn): void {
    const out = eqn.outs[0] as Var;
    const { aval, expr } = this.#value(eqn.inputs[0] as Atom);
    const { axes } = eqn.params as AxesParams;
    const kept = aval.shape.map((_, axis) => axis).filter((axis) => !axes.includes(axis));
    const sizes = (list: readonly number[]) => list.map((axis) => aval.shape[axis] as number);
    this.#kernels.push({
      kind: "reduce",
      space: sizes(kept),
      reduced: sizes(axes),
      reducer: reducers.get(eqn.primitive) as Reducer,
      expr: viewed(expr, permutedView([...kept, ...axes])) as Expr,
      out: this.#bindBuffer(out),
    });
  }

  #contract(eqn: Eqn): void {
    const { lhsContract, rhsContract, lhsBatch, rhsBatch } = (eqn.params as DotGeneralParams).dimensionNumbers;
    const side = (atom: Atom, batch: readonly number[], contract: readonly number[]) => {
      const load = this.#loadOf(atom);
      const { shape } = atom.aval;
      const free = shape.map((_, axis) => axis).filter((axis) => !batch.includes(axis) && !contract.includes(axis));
      const sizes = (axes: readonly number[]) => axes.map((axis) => shape[axis] as number);
      const walked = viewed(load, permutedView([...batch, ...free, ...contract])) as LoadExpr;
      return { load: walked, batch: sizes(batch), free: sizes(free), contract: sizes(contract) };
    };
    const lhs = side(eqn.inputs[0] as Atom, lhsBatch, lhsContract);
    const rhs = side(eqn.inputs[1] as Atom, rhsBatch, rhsContract);
    this.#kernels.push({
      kind: "contraction",
      batch: lhs.batch,
      m: lhs.free,
      n: rhs.free,
      k: lhs.contract,
      lhs: lhs.load,
      rhs: rhs.load,
      out: this.#bindBuffer(eqn.outs[0] as Var),
    });
  }

  /** A value as a strided load, stored first if it is more than that. */
  #loadOf(atom: Atom): LoadExpr {
    const { expr, aval } = this.#value(atom);
    if (expr.kind === "load") return expr;
    return { kind: "load", buffer: this.#store(atom), dtype: aval.dtype, access: contiguous(aval.shape) };
  }

  #equation(eqn: Eqn): void {
    const inputs = eqn.inputs.map((atom): BufferId | LiteralExpr => {
      const { expr } = this.#value(atom);
      return expr.kind === "literal" && atom.aval.shape.length === 0 ? expr : this.#store(atom);
    });
    this.#kernels.push({ kind: "equation", eqn, inputs, outs: eqn.outs.map((v) => this.#bindBuffer(v)) });
  }
}

function distinctBuffers(expr: Expr): number {
  return new Set(loadsOf(expr).map((load) => load.buffer)).size;
}

/** An expression seen through a view; undefined if the view cannot be expressed for one of its accesses. */
function viewed(expr: Expr, view: View, done = new Map<Expr, Expr>()): Expr | undefined {
  const known = done.get(expr);
  if (known !== undefined) return known;
  let result: Expr | undefined;
  switch (expr.kind) {
    case "literal":
    case "result":
      result = expr;
      break;
    case "apply": {
      const inputs: Expr[] = [];
      for (const input of expr.inputs) {
        const moved = viewed(input, view, done);
        if (moved === undefined) return undefined;
        inputs.push(moved);
      }
      result = { ...expr, inputs };
      break;
    }
    default: {
      const access = view(expr.access);
      result = access && { ...expr, access };
    }
  }
  if (result !== undefined) done.set(expr, result);
  return result;
}
