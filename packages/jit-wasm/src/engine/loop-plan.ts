import {
  type CheckpointParams,
  type CondParams,
  checkpoint,
  cond,
  type Eqn,
  type Jaxpr,
  type Primitive,
  type ScanParams,
  scan,
  shapedArray,
  type WhileParams,
  whileLoop,
} from "@hyrax/core";
import { type BufferId, contiguous, type EquationKernel } from "@hyrax/jit";
import { LANES } from "../emit/vector-types.js";
import { storedBytes } from "../memory/wasm-storage.js";
import { type Arena, arenaBytes, planArena } from "./arena.js";
import type { ProgramPlan, WasmKernel } from "./program-plan.js";
import type { RuleKernel } from "./rule-kernel.js";
import { planScalarLoop } from "./scalar-loop-plan.js";
import { inputBuffers, type Surroundings } from "./surroundings.js";
import { updatesInPlace } from "./taken-over.js";

/** A program within a program: the body of a loop, its condition, or a branch. It has a table of addresses of its own. */
export interface Body {
  readonly plan: ProgramPlan;
  /** The buffer of the outer program that holds the table. */
  readonly table: BufferId;
  /** The buffer of the outer program in which the body's own buffers lie. */
  readonly scratch: BufferId;
  /** Where they lie in it. */
  readonly offsets: ReadonlyMap<BufferId, number>;
}

/** A value that goes from step to step. It has two places, which a step reads from and writes to in turn. */
export interface Carry {
  readonly input: BufferId;
  readonly out: BufferId;
  readonly bytes: number;
}

/** What a step stacks: the body's buffer, and whether the body may write it where it belongs, rather than be copied there. */
export interface Stacked {
  readonly out: BufferId;
  readonly bytes: number;
  readonly direct: boolean;
}

interface Nested {
  /** The equation, as reports show it. */
  readonly equation: EquationKernel;
  readonly inputs: readonly BufferId[];
  readonly outs: readonly BufferId[];
  readonly bodies: readonly Body[];
}

export interface ScanKernel extends Nested {
  readonly kind: "scan";
  readonly params: ScanParams;
  readonly carry: readonly Carry[];
  readonly stacked: readonly Stacked[];
}

/** Its bodies are the condition and the step. */
export interface WhileKernel extends Nested {
  readonly kind: "while";
  readonly params: WhileParams;
  readonly carry: readonly Carry[];
}

/** Its bodies are the branches. */
export interface CondKernel extends Nested {
  readonly kind: "cond";
}

/** A program that is kept apart: what it computes is not to be shared with what is around, as under `checkpoint`. */
export interface CallKernel extends Nested {
  readonly kind: "call";
}

/** A loop, a branch or a call of which everything within is compiled. */
export type LoopKernel = ScanKernel | WhileKernel | CondKernel | CallKernel;

const programsOf = new Map<Primitive, (params: never) => readonly Jaxpr[]>([
  [scan, ({ jaxpr }: ScanParams) => [jaxpr]],
  [whileLoop, ({ condJaxpr, bodyJaxpr }: WhileParams) => [condJaxpr, bodyJaxpr]],
  [cond, ({ branches }: CondParams) => branches],
  [checkpoint, ({ jaxpr }: CheckpointParams) => [jaxpr]],
]);

/** The programs within an equation that this engine makes loops and branches of; undefined for every other equation. */
function bodiesOf({ primitive, params }: Eqn): readonly Jaxpr[] | undefined {
  // An equation's params are those of its primitive.
  return programsOf.get(primitive)?.(params as never);
}

/** An equation as a native loop or branch; undefined where it is none, and the reason where something within is not compiled. */
export function planLoop(equation: EquationKernel, around: Surroundings): LoopKernel | RuleKernel | string | undefined {
  const scalar = planScalarLoop(equation, around);
  if (scalar !== undefined) return scalar;
  const programs = bodiesOf(equation.eqn)?.map((jaxpr) => around.plan(jaxpr));
  if (programs === undefined) return undefined;
  for (const { gaps } of programs) for (const gap of gaps.values()) return `within it, ${gap}`;
  const [inputs, fills] = inputBuffers(equation, around);
  for (const fill of fills) around.before(fill);
  const nested = { equation, inputs, outs: equation.outs };
  const { primitive, params } = equation.eqn;
  // The params are those of the primitive.
  if (primitive === scan) return planScan(nested, params as ScanParams, programs[0]!, around);
  if (primitive === whileLoop) return planWhile(nested, params as WhileParams, programs, around);
  const kind = primitive === cond ? "cond" : "call";
  return { ...nested, kind, bodies: programs.map((plan) => placeBody(plan, [], around)) };
}

function planScan(
  nested: Omit<Nested, "bodies">,
  params: ScanParams,
  step: ProgramPlan,
  around: Surroundings,
): ScanKernel {
  const { numConsts, numCarry } = params;
  const plan = withOwnOuts(step, numCarry);
  const carry = carriesOf(plan, numConsts, numCarry);
  const ys = plan.outs.slice(numCarry);
  const stacked = ys.map((out, i): Stacked => {
    const bytes = bytesOf(plan, out);
    const own = !plan.inputs.includes(out) && !plan.outs.slice(0, numCarry + i).includes(out);
    // A vector may reach beyond the end of what a kernel computes: into what another step has stacked already.
    return { out, bytes, direct: own && bytes % 16 === 0 && hasWholeVectors(plan, out) };
  });
  const elsewhere = stacked.filter(({ direct }) => direct).map(({ out }) => out);
  return { ...nested, kind: "scan", params, carry, stacked, bodies: [placeBody(plan, elsewhere, around, carry)] };
}

/** Whether the rows that kernels write to a buffer are whole vectors, so that none reaches beyond its end. */
function hasWholeVectors({ kernels }: ProgramPlan, out: BufferId): boolean {
  return kernels.every((kernel) => {
    if ((kernel.kind !== "elementwise" && kernel.kind !== "reduce") || kernel.out !== out) return true;
    const row = kernel.space.filter((size) => size > 1).at(-1) ?? 1;
    return row % LANES === 0;
  });
}

function planWhile(
  nested: Omit<Nested, "bodies">,
  params: WhileParams,
  [condition, step]: readonly ProgramPlan[],
  around: Surroundings,
): WhileKernel {
  const plan = withOwnOuts(step!, step!.outs.length);
  const carry = carriesOf(plan, params.bodyNumConsts, plan.outs.length);
  const bodies = [placeBody(condition!, [], around), placeBody(plan, [], around, carry)];
  return { ...nested, kind: "while", params, carry, bodies };
}

function carriesOf(plan: ProgramPlan, start: number, count: number): readonly Carry[] {
  return plan.outs
    .slice(0, count)
    .map((out, i) => ({ input: plan.inputs[start + i]!, out, bytes: bytesOf(plan, out) }));
}

/** The bytes of a buffer's elements, without the room behind them. */
function bytesOf({ buffers }: ProgramPlan, id: BufferId): number {
  const { dtype, size } = buffers[id]!;
  return storedBytes(dtype, size);
}

/** The same plan with a buffer for each of the first outs alone: copies of inputs, and of what is there twice. */
function withOwnOuts(plan: ProgramPlan, count: number): ProgramPlan {
  const buffers = [...plan.buffers];
  const kernels: WasmKernel[] = [...plan.kernels];
  const taken = new Set(plan.inputs);
  const outs = plan.outs.map((id, i) => {
    const isOwn = !taken.has(id);
    taken.add(id);
    if (i >= count || isOwn) return id;
    const aval = plan.buffers[id]!;
    const out = buffers.push(aval) - 1;
    const expr = { kind: "load", buffer: id, dtype: aval.dtype, access: contiguous(aval.shape) } as const;
    kernels.push({ kind: "elementwise", space: aval.shape, expr, out });
    return out;
  });
  return { ...plan, buffers, kernels, outs };
}

/** Gives the buffers of a body places: results first, each for itself, since they outlive the kernels; then the temporaries. */
function placeBody(
  plan: ProgramPlan,
  elsewhere: readonly BufferId[],
  around: Surroundings,
  carry: readonly Carry[] = [],
): Body {
  const offsets = new Map<BufferId, number>();
  let top = 0;
  const place = (id: BufferId): void => {
    if (offsets.has(id)) return;
    offsets.set(id, top);
    top += arenaBytes(plan.buffers[id]!);
  };
  for (const { input, out } of carry) {
    place(input);
    for (const id of updatesInPlace(plan, input, out)) offsets.set(id, offsets.get(input)!);
  }
  for (const id of plan.outs) if (!plan.inputs.includes(id) && !elsewhere.includes(id)) place(id);
  const outside = new Set([...plan.inputs, ...plan.outs]);
  const temporaries = new Set(plan.buffers.map((_, id) => id).filter((id) => !outside.has(id) && !offsets.has(id)));
  const arena: Arena = planArena(plan.kernels, plan.buffers, temporaries);
  for (const [id, offset] of arena.offsets) offsets.set(id, top + offset);
  return {
    plan,
    table: around.newBuffer(shapedArray([plan.buffers.length], "int32")),
    scratch: around.newBuffer(shapedArray([top + arena.bytes], "uint8")),
    offsets,
  };
}
