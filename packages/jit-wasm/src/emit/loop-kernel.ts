import type { BufferId } from "@hyrax/jit";
import { type Expr, type FunctionRef, i32, type Local, memory, select } from "../assembler/index.js";
import type { Body, CallKernel, Carry, CondKernel, ScanKernel, WhileKernel } from "../engine/loop-plan.js";
import { storedBytes } from "../memory/wasm-storage.js";
import type { KernelContext } from "./kernel-context.js";
import { plus } from "./loop-nest.js";

type Scalar = Expr<"i32">;

/** Runs the kernels of a program; it takes the address of their table. */
export type Program = FunctionRef<{ table: "i32" }, "none">;

/** A body in the function that is being written: where its table is, and what runs it. */
class Inner {
  readonly table: Local<"i32">;

  constructor(
    readonly context: KernelContext,
    readonly body: Body,
    readonly program: Program,
  ) {
    const { f } = context;
    this.table = f.let(context.address(body.table));
    const scratch = f.let(context.address(body.scratch));
    for (const [id, offset] of body.offsets) this.put(id, plus(scratch, offset));
  }

  /** Has the body find a buffer at an address. */
  put(id: BufferId, address: Scalar): void {
    this.context.f.do(i32.store(this.table, address, { offset: id * 4 }));
  }

  addressOf(id: BufferId): Scalar {
    return i32.load(this.table, { offset: id * 4 });
  }

  /** Hands over inputs of the body as they lie in the program around. */
  pass(inputs: readonly BufferId[], first = 0): void {
    inputs.forEach((id, i) => {
      this.put(this.body.plan.inputs[first + i]!, this.context.address(id));
    });
  }

  run(): void {
    this.context.f.call(this.program, { table: this.table });
  }

  copyIn(id: BufferId, source: Scalar, bytes: number): void {
    this.context.f.do(memory.copy(this.addressOf(id), source, i32.const(bytes)));
  }

  copyOut(target: Scalar, id: BufferId, bytes: number): void {
    this.context.f.do(memory.copy(target, this.addressOf(id), i32.const(bytes)));
  }

  /** What the step wrote is what the next one reads, and the other way round. */
  swap({ input, out }: Carry): void {
    const read = this.context.f.let(this.addressOf(input));
    this.put(input, this.addressOf(out));
    this.put(out, read);
  }
}

/** Writes a loop over rows. */
export function emitScan(context: KernelContext, kernel: ScanKernel, [program]: readonly Program[]): void {
  const { f } = context;
  const { params, carry, stacked, inputs, outs, bodies } = kernel;
  const { numConsts, numCarry, length, reverse } = params;
  const inner = new Inner(context, bodies[0]!, program!);
  const { plan } = inner.body;
  inner.pass(inputs.slice(0, numConsts));
  carry.forEach(({ input, bytes }, i) => {
    inner.copyIn(input, context.address(inputs[numConsts + i]!), bytes);
  });

  /** The address of a row, in a variable that goes from row to row. */
  const rows = (buffer: BufferId, bytes: number): { at: Local<"i32">; step: number } => {
    const first = reverse ? (length - 1) * bytes : 0;
    return { at: f.let(plus(context.address(buffer), first)), step: reverse ? -bytes : bytes };
  };
  const xs = inputs.slice(numConsts + numCarry).map((buffer, i) => {
    const id = plan.inputs[numConsts + numCarry + i]!;
    return { id, ...rows(buffer, bytesOf(inner.body, id)) };
  });
  const ys = stacked.map(({ out, bytes, direct }, i) => ({ out, bytes, direct, ...rows(outs[numCarry + i]!, bytes) }));
  f.for({ from: i32.const(0), to: i32.const(length) }, () => {
    for (const { id, at } of xs) inner.put(id, at);
    for (const { out, at, direct } of ys) if (direct) inner.put(out, at);
    inner.run();
    for (const { out, at, bytes, direct } of ys) if (!direct) inner.copyOut(at, out, bytes);
    for (const value of carry) inner.swap(value);
    for (const { at, step } of [...xs, ...ys]) f.set(at, i32.add(at, i32.const(step)));
  });

  carry.forEach(({ input, bytes }, i) => {
    inner.copyOut(context.address(outs[i]!), input, bytes);
  });
}

/** The bytes of a buffer of a body. */
function bytesOf({ plan }: Body, id: BufferId): number {
  const { dtype, size } = plan.buffers[id]!;
  return storedBytes(dtype, size);
}

/** Writes a loop that runs as long as a condition holds. */
export function emitWhile(context: KernelContext, kernel: WhileKernel, programs: readonly Program[]): void {
  const { f } = context;
  const { params, carry, inputs, outs, bodies } = kernel;
  const { condNumConsts, bodyNumConsts } = params;
  const [test, step] = bodies.map((body, i) => new Inner(context, body, programs[i]!)) as [Inner, Inner];
  const start = condNumConsts + bodyNumConsts;
  test.pass(inputs.slice(0, condNumConsts));
  step.pass(inputs.slice(condNumConsts, start));
  carry.forEach(({ input, bytes }, i) => {
    step.copyIn(input, context.address(inputs[start + i]!), bytes);
  });
  f.while(
    () => {
      carry.forEach(({ input }, i) => {
        test.put(test.body.plan.inputs[condNumConsts + i]!, step.addressOf(input));
      });
      test.run();
      return i32.load8U(test.addressOf(test.body.plan.outs[0]!));
    },
    () => {
      step.run();
      for (const value of carry) step.swap(value);
    },
  );
  carry.forEach(({ input, bytes }, i) => {
    step.copyOut(context.address(outs[i]!), input, bytes);
  });
}

/** Writes a choice: of the branches, only the one that the index numbers runs. */
export function emitCond(context: KernelContext, kernel: CondKernel, programs: readonly Program[]): void {
  const { f } = context;
  const { inputs, outs, bodies } = kernel;
  const given = f.let(i32.load(context.address(inputs[0]!)));
  const index = f.let(select(i32.ltS(given, i32.const(0)), i32.const(0), given));
  f.switch(
    index,
    bodies.map((body, i) => () => runOnce(context, body, programs[i]!, inputs.slice(1), outs)),
  );
}

/** Writes a program as a whole of its own. */
export function emitCall(context: KernelContext, kernel: CallKernel, [program]: readonly Program[]): void {
  runOnce(context, kernel.bodies[0]!, program!, kernel.inputs, kernel.outs);
}

function runOnce(
  context: KernelContext,
  body: Body,
  program: Program,
  inputs: readonly BufferId[],
  outs: readonly BufferId[],
): void {
  const inner = new Inner(context, body, program);
  inner.pass(inputs);
  inner.run();
  outs.forEach((out, i) => {
    const id = body.plan.outs[i]!;
    inner.copyOut(context.address(out), id, bytesOf(body, id));
  });
}
