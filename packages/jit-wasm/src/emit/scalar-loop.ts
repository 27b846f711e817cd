import type { ScanParams, ShapedArray, WhileParams } from "@hyrax/core";
import type { BufferId } from "@hyrax/jit";
import { call, type Expr, type FunctionBuilder, i32, type Local, select } from "../assembler/index.js";
import { type F32Function, type F64Function, MathLibrary } from "../math/index.js";
import type { KernelContext } from "./kernel-context.js";
import { emitScalarCondition, emitScalarProgram, ScalarCarry } from "./scalar-program.js";
import { loadScalar, type Scalar, storeScalar } from "./scalar-types.js";
import { bytesOf } from "./vector-memory.js";
import type { LaneDType, Vector } from "./vector-types.js";

/** An input or a result of a loop: a buffer. */
export interface LoopValue {
  readonly buffer: BufferId;
  readonly aval: ShapedArray;
}

/** A loop over single elements, with what it is given and what it returns. */
export interface ScalarLoop {
  readonly inputs: readonly LoopValue[];
  readonly outs: readonly LoopValue[];
}

/**
 * Hosts compile a function that runs for long anew, and better, but enter the better code with the next call only. So a
 * loop is a function that takes so many steps, called until all are done.
 */
const STEPS = 1000;

/** Elements, and addresses of arrays of them, lie so many bytes apart in the state of a loop. */
const SLOT = 8;

/** Bytes of the state of a loop of so many values. */
export function scalarLoopBytes(values: number): number {
  return Math.max(values, 1) * SLOT;
}

/** The state of a loop between the calls of its function: an element or an address in each slot. */
class State {
  constructor(
    readonly f: FunctionBuilder,
    readonly address: Expr<"i32">,
  ) {}

  load(slot: number, { aval }: LoopValue): Scalar {
    return this.f.let(loadScalar(this.f, dtypeOf(aval), this.address, slot * SLOT));
  }

  store(slot: number, { aval }: LoopValue, value: Scalar): void {
    storeScalar(this.f, dtypeOf(aval), this.address, value, slot * SLOT);
  }

  loadAddress(slot: number): Local<"i32"> {
    return this.f.let(i32.load(this.address, { offset: slot * SLOT }));
  }

  storeAddress(slot: number, address: Expr<"i32">): void {
    this.f.do(i32.store(this.address, address, { offset: slot * SLOT }));
  }

  /** Takes an element from its buffer. */
  copyIn(context: KernelContext, slot: number, value: LoopValue): void {
    this.store(slot, value, loadScalar(this.f, dtypeOf(value.aval), context.address(value.buffer)));
  }

  copyOut(context: KernelContext, slot: number, value: LoopValue): void {
    storeScalar(this.f, dtypeOf(value.aval), context.address(value.buffer), this.load(slot, value));
  }
}

/** The dtype of an element that `isScalarProgram` has seen. */
const dtypeOf = (aval: ShapedArray): LaneDType => aval.dtype as LaneDType;

/** Up to so many elementary functions are written out where one function uses them. */
const INLINED = 12;

/** Elementary functions of one function of a module, written out: a call would cost some nanoseconds of each step. */
class InlineMath extends MathLibrary {
  #left = INLINED;

  constructor(
    readonly f: FunctionBuilder,
    { functions }: MathLibrary,
  ) {
    super(functions);
  }

  override callF32(name: F32Function, ...operands: Vector[]): Vector {
    return this.#left-- > 0 ? this.inlineF32(this.f, name, ...operands) : super.callF32(name, ...operands);
  }

  override callF64(name: F64Function, ...operands: Vector[]): Vector {
    return this.#left-- > 0 ? this.inlineF64(this.f, name, ...operands) : super.callF64(name, ...operands);
  }
}

/** The context of a function that takes steps. */
function stepsContext(context: KernelContext, f: FunctionBuilder): KernelContext {
  return { ...context, f, math: new InlineMath(f, context.math) };
}

/** Writes a loop over elements of arrays. `state` has a slot for each input and for each result that it stacks. */
export function emitScalarScan(context: KernelContext, loop: ScalarLoop, params: ScanParams, state: BufferId): void {
  const { f, functions } = context;
  const { jaxpr, numConsts, numCarry, length, reverse } = params;
  const { inputs, outs } = loop;
  const start = numConsts + numCarry;
  const [carryOuts, stacked] = [outs.slice(0, numCarry), outs.slice(numCarry)];

  const parameters = { state: "i32", from: "i32", to: "i32" } as const;
  const steps = functions.module.function(`steps${state}`, parameters, "none", (g, p) => {
    const within = stepsContext(context, g);
    const slots = new State(g, p.state);
    const consts = inputs.slice(0, numConsts).map((value, i) => slots.load(i, value));
    const carry = new ScalarCarry(
      within,
      inputs.slice(numConsts, start).map((value, i) => slots.load(numConsts + i, value)),
    );
    const rows = (values: readonly LoopValue[], first: number) =>
      values.map((value, i) => {
        const bytes = bytesOf(dtypeOf(value.aval));
        return { value, bytes, address: slots.loadAddress(first + i) };
      });
    const xs = rows(inputs.slice(start), start);
    const ys = rows(stacked, inputs.length);
    g.for({ from: p.from, to: p.to }, (i) => {
      const row = reverse ? g.let(i32.sub(i32.const(length - 1), i)) : i;
      const at = (address: Expr<"i32">, bytes: number) => i32.add(address, i32.mul(row, i32.const(bytes)));
      const elements = xs.map(({ value, bytes, address }) =>
        g.let(loadScalar(g, dtypeOf(value.aval), at(address, bytes))),
      );
      const results = emitScalarProgram(within, jaxpr, [...consts, ...carry.locals, ...elements]);
      ys.forEach(({ value, bytes, address }, k) => {
        storeScalar(g, dtypeOf(value.aval), g.let(at(address, bytes)), results[numCarry + k]!);
      });
      carry.replace(results.slice(0, numCarry));
    });
    carry.locals.forEach((x, i) => slots.store(numConsts + i, inputs[numConsts + i]!, x));
  });

  const slots = new State(f, f.let(context.address(state)));
  inputs.forEach((value, i) => {
    if (i < start) slots.copyIn(context, i, value);
    else slots.storeAddress(i, context.address(value.buffer));
  });
  stacked.forEach(({ buffer }, i) => slots.storeAddress(inputs.length + i, context.address(buffer)));
  f.for({ from: i32.const(0), to: i32.const(length), step: STEPS }, (from) => {
    const end = f.let(i32.add(from, i32.const(STEPS)));
    const to = select(i32.ltS(end, i32.const(length)), end, i32.const(length));
    f.call(steps, { state: slots.address, from, to });
  });
  carryOuts.forEach((value, i) => slots.copyOut(context, numConsts + i, value));
}

/** Writes a loop over elements that runs as long as a condition holds. `state` has a slot for each input. */
export function emitScalarWhile(context: KernelContext, loop: ScalarLoop, params: WhileParams, state: BufferId): void {
  const { f, functions } = context;
  const { condJaxpr, condNumConsts, bodyJaxpr, bodyNumConsts } = params;
  const { inputs, outs } = loop;
  const start = condNumConsts + bodyNumConsts;

  // Returns whether there are steps left to take.
  const steps = functions.module.function(`steps${state}`, { state: "i32" }, "i32", (g, p) => {
    const within = stepsContext(context, g);
    const slots = new State(g, p.state);
    const consts = inputs.slice(0, start).map((value, i) => slots.load(i, value));
    const carry = new ScalarCarry(
      within,
      inputs.slice(start).map((value, i) => slots.load(start + i, value)),
    );
    const left = g.let(i32.const(STEPS));
    g.block((end) => {
      g.loop((again) => {
        const goesOn = emitScalarCondition(within, condJaxpr, [...consts.slice(0, condNumConsts), ...carry.locals]);
        g.brIf(end, i32.eqz(goesOn));
        carry.replace(emitScalarProgram(within, bodyJaxpr, [...consts.slice(condNumConsts), ...carry.locals]));
        g.brIf(again, g.tee(left, i32.sub(left, i32.const(1))));
      });
    });
    carry.locals.forEach((x, i) => slots.store(start + i, inputs[start + i]!, x));
    return i32.eqz(left);
  });

  const slots = new State(f, f.let(context.address(state)));
  inputs.forEach((value, i) => slots.copyIn(context, i, value));
  f.loop((again) => f.brIf(again, call(steps, { state: slots.address })));
  outs.forEach((value, i) => slots.copyOut(context, start + i, value));
}
