import { type ScanParams, type ShapedArray, shapedArray, type WhileParams } from "@hyrax/core";
import type { BufferId } from "@hyrax/jit";
import { call, type Expr, type FunctionBuilder, i32, type Local, memory, select } from "../../assembler/index.js";
import { withInlinedMath } from "../inline-math.js";
import type { KernelContext } from "../kernel-context.js";
import { bytesOf } from "../vector-memory.js";
import type { LaneDType } from "../vector-types.js";
import { ScalarCarry } from "./carry.js";
import { type Elements, emitScalarCondition, emitScalarProgram, type Held, inMemory } from "./program.js";
import { loadScalar, type Scalar, storeScalar } from "./types.js";

/** An input or a result of a loop: a buffer. */
export interface LoopValue {
  readonly buffer: BufferId;
  readonly aval: ShapedArray;
}

/** A loop over elements in variables, with what it is given and what it returns. */
export interface ScalarLoop {
  readonly inputs: readonly LoopValue[];
  readonly outs: readonly LoopValue[];
  /** For each input of a step, whether it lies in memory: a window of it is read or changed in place. */
  readonly inMemory: readonly boolean[];
}

/**
 * Hosts compile a function that runs for long anew, and better, but enter the better code with the next call only. So a
 * loop is a function that takes so many steps, called until all are done.
 */
const STEPS = 1000;

/** Each element, or address of an array, takes so many bytes of the state of a loop. */
const SLOT = 8;

/** Bytes of the state of a loop, at most. */
export function scalarLoopBytes({ inputs, outs, inMemory }: ScalarLoop): number {
  const slots = inputs.map(({ aval }, i) => (inMemory[i] ? 1 : Math.max(1, aval.size)));
  return SLOT * slots.reduce((sum, count) => sum + count, outs.length);
}

/** Where the values of a loop lie between the calls of its function: elements, or the address of an array. */
class State {
  #slots = 0;

  constructor(
    readonly f: FunctionBuilder,
    readonly address: Expr<"i32">,
  ) {}

  /** The next place for so many elements, in bytes. */
  place(count: number): number {
    const offset = this.#slots * SLOT;
    this.#slots += count;
    return offset;
  }

  loadElements(offset: number, { dtype, size }: ShapedArray): readonly Scalar[] {
    return Array.from({ length: size }, (_, i) =>
      this.f.let(loadScalar(this.f, dtype as LaneDType, this.address, offset + i * SLOT)),
    );
  }

  storeElements(offset: number, { dtype }: ShapedArray, elements: readonly Scalar[]): void {
    elements.forEach((x, i) => storeScalar(this.f, dtype as LaneDType, this.address, x, offset + i * SLOT));
  }

  loadAddress(offset: number): Local<"i32"> {
    return this.f.let(i32.load(this.address, { offset }));
  }

  storeAddress(offset: number, address: Expr<"i32">): void {
    this.f.do(i32.store(this.address, address, { offset }));
  }
}

/** Elements that follow each other in memory. */
function loadArray(f: FunctionBuilder, { dtype, size }: ShapedArray, address: Expr<"i32">): readonly Scalar[] {
  const bytes = bytesOf(dtype as LaneDType);
  return Array.from({ length: size }, (_, i) => f.let(loadScalar(f, dtype as LaneDType, address, i * bytes)));
}

function storeArray(
  f: FunctionBuilder,
  { dtype }: ShapedArray,
  address: Expr<"i32">,
  elements: readonly Scalar[],
): void {
  const bytes = bytesOf(dtype as LaneDType);
  elements.forEach((x, i) => storeScalar(f, dtype as LaneDType, address, x, i * bytes));
}

/** Constants and carried values of a loop: how its function finds them, and how they get there. */
class Values {
  readonly #places: readonly number[];

  constructor(
    readonly list: readonly LoopValue[],
    readonly inMemory: readonly boolean[],
    readonly numConsts: number,
    state: State,
  ) {
    this.#places = list.map(({ aval }, i) => state.place(inMemory[i] ? 1 : aval.size));
  }

  /** The values as a step finds them. */
  load(state: State): readonly Held[] {
    return this.list.map(({ aval }, i) => {
      const place = this.#places[i]!;
      return this.inMemory[i] ? { aval, address: state.loadAddress(place) } : state.loadElements(place, aval);
    });
  }

  /** Puts carried values where the next call finds them. */
  store(state: State, carry: readonly Held[]): void {
    carry.forEach((value, i) => {
      const k = this.numConsts + i;
      if (!inMemory(value)) state.storeElements(this.#places[k]!, this.list[k]!.aval, value);
    });
  }

  /** Hands the values over, before the first step; arrays that change do so in the results. */
  begin(context: KernelContext, state: State, outs: readonly LoopValue[]): void {
    const { f } = context;
    this.list.forEach(({ aval, buffer }, i) => {
      const place = this.#places[i]!;
      const address = f.let(context.address(buffer));
      const target = outs[i - this.numConsts];
      if (!this.inMemory[i]) return state.storeElements(place, aval, loadArray(f, aval, address));
      if (target === undefined) return state.storeAddress(place, address);
      const own = f.let(context.address(target.buffer));
      f.if(i32.ne(own, address), () =>
        f.do(memory.copy(own, address, i32.const(aval.size * bytesOf(aval.dtype as LaneDType)))),
      );
      state.storeAddress(place, own);
    });
  }

  /** Takes the results, after the last step. */
  end(context: KernelContext, state: State, outs: readonly LoopValue[]): void {
    outs.forEach(({ aval, buffer }, i) => {
      const k = this.numConsts + i;
      if (this.inMemory[k]) return;
      storeArray(context.f, aval, context.f.let(context.address(buffer)), state.loadElements(this.#places[k]!, aval));
    });
  }
}

/** The context of a function that takes steps. */
function stepsContext(context: KernelContext, f: FunctionBuilder): KernelContext {
  return withInlinedMath({ ...context, f });
}

/** Writes a loop over rows of arrays. */
export function emitScalarScan(context: KernelContext, loop: ScalarLoop, params: ScanParams, buffer: BufferId): void {
  const { f, functions } = context;
  const { jaxpr, numConsts, numCarry, length, reverse } = params;
  const { inputs, outs } = loop;
  const start = numConsts + numCarry;
  const [carried, stacked] = [outs.slice(0, numCarry), outs.slice(numCarry)];
  const state = new State(f, f.let(context.address(buffer)));
  const values = new Values(inputs.slice(0, start), loop.inMemory, numConsts, state);
  const rows = [...inputs.slice(start), ...stacked].map((value) => {
    const aval = rowOf(value.aval);
    return { value, aval, bytes: aval.size * bytesOf(aval.dtype as LaneDType), place: state.place(1) };
  });
  const [xs, ys] = [rows.slice(0, inputs.length - start), rows.slice(inputs.length - start)];

  const parameters = { state: "i32", from: "i32", to: "i32" } as const;
  const steps = functions.module.function(`steps${buffer}`, parameters, "none", (g, p) => {
    const within = stepsContext(context, g);
    const slots = new State(g, p.state);
    const given = values.load(slots);
    const consts = given.slice(0, numConsts);
    const carry = new ScalarCarry(within, given.slice(numConsts));
    const [from, to] = [xs, ys].map((list) => list.map((row) => ({ ...row, address: slots.loadAddress(row.place) })));
    g.for({ from: p.from, to: p.to }, (i) => {
      const index = reverse ? g.let(i32.sub(i32.const(length - 1), i)) : i;
      const at = (address: Expr<"i32">, bytes: number) => g.let(i32.add(address, i32.mul(index, i32.const(bytes))));
      const elements = from!.map(({ aval, address, bytes }) => loadArray(g, aval, at(address, bytes)));
      const results = emitScalarProgram(within, jaxpr, [...consts, ...carry.values, ...elements]);
      to!.forEach(({ aval, address, bytes }, k) => {
        storeArray(g, aval, at(address, bytes), results[numCarry + k] as Elements);
      });
      carry.replace(results.slice(0, numCarry));
    });
    values.store(slots, carry.values);
  });

  values.begin(context, state, carried);
  for (const { value, place } of rows) state.storeAddress(place, context.address(value.buffer));
  f.for({ from: i32.const(0), to: i32.const(length), step: STEPS }, (from) => {
    const end = f.let(i32.add(from, i32.const(STEPS)));
    const to = select(i32.ltS(end, i32.const(length)), end, i32.const(length));
    f.call(steps, { state: state.address, from, to });
  });
  values.end(context, state, carried);
}

const rowOf = ({ shape, dtype }: ShapedArray): ShapedArray => shapedArray(shape.slice(1), dtype);

/** Writes a loop that runs as long as a condition holds. */
export function emitScalarWhile(context: KernelContext, loop: ScalarLoop, params: WhileParams, buffer: BufferId): void {
  const { f, functions } = context;
  const { condJaxpr, condNumConsts, bodyJaxpr, bodyNumConsts } = params;
  const start = condNumConsts + bodyNumConsts;
  const state = new State(f, f.let(context.address(buffer)));
  const values = new Values(loop.inputs, loop.inMemory, start, state);

  // Returns whether there are steps left to take.
  const steps = functions.module.function(`steps${buffer}`, { state: "i32" }, "i32", (g, p) => {
    const within = stepsContext(context, g);
    const slots = new State(g, p.state);
    const given = values.load(slots);
    const consts = given.slice(0, start);
    const carry = new ScalarCarry(within, given.slice(start));
    const left = g.let(i32.const(STEPS));
    g.block((end) => {
      g.loop((again) => {
        const goesOn = emitScalarCondition(within, condJaxpr, [...consts.slice(0, condNumConsts), ...carry.values]);
        g.brIf(end, i32.eqz(goesOn));
        carry.replace(emitScalarProgram(within, bodyJaxpr, [...consts.slice(condNumConsts), ...carry.values]));
        g.brIf(again, g.tee(left, i32.sub(left, i32.const(1))));
      });
    });
    values.store(slots, carry.values);
    return i32.eqz(left);
  });

  values.begin(context, state, loop.outs);
  f.loop((again) => f.brIf(again, call(steps, { state: state.address })));
  values.end(context, state, loop.outs);
}
