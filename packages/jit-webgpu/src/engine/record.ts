import type { BufferId } from "@hyrax/jit";
import type { DeviceBuffer } from "../device/buffer-pool.js";
import type { GpuContext } from "../device/gpu-context.js";
import { deviceBytes } from "../device/transfer.js";
import type { BufferType, DispatchStep, LoopStep, Program } from "./program.js";

/** The buffers of a program that is being recorded, by number. */
type Values = (DeviceBuffer | undefined)[];

/** Records programs into one command buffer, and hands it to the queue at the end. */
export class Recorder {
  #encoder: GPUCommandEncoder | undefined;
  #pass: GPUComputePassEncoder | undefined;
  /** How often this recorder holds each buffer, so that it can let go of all if it fails. */
  readonly #holds = new Map<DeviceBuffer, number>();

  constructor(readonly context: GpuContext) {}

  /**
   * Records a program and hands it to the device; the caller gets a hold on each result, of which some may be inputs or
   * equal. If an allocation is refused, it throws, and holds nothing.
   */
  run(program: Program, inputs: readonly DeviceBuffer[]): readonly DeviceBuffer[] {
    try {
      const outs = this.#record(program, inputs);
      this.#submit();
      this.#holds.clear();
      return outs;
    } catch (error) {
      for (const [buffer, count] of this.#holds) for (let i = 0; i < count; i++) buffer.release();
      throw error;
    }
  }

  /** Records a program; the recorder holds its results. */
  #record(program: Program, inputs: readonly DeviceBuffer[]): readonly DeviceBuffer[] {
    const values: Values = new Array(program.buffers.length);
    program.inputs.forEach((id, i) => {
      values[id] = this.#hold(inputs[i] as DeviceBuffer);
    });
    program.steps.forEach((step, s) => {
      switch (step.kind) {
        case "dispatch":
          this.#dispatch(step, program, values);
          break;
        case "copy": {
          const to = this.#begin(step.to, program, values);
          this.#copy(values[step.from] as DeviceBuffer, 0, to, 0, bytesOf(program.buffers[step.to] as BufferType));
          break;
        }
        case "loop":
          this.#loop(step, program, values);
      }
      for (const id of program.lastUses[s] ?? []) {
        this.#drop(values[id] as DeviceBuffer);
        values[id] = undefined;
      }
    });
    const outs = program.outs.map((id) => this.#hold(this.#begin(id, program, values)));
    for (const value of values) if (value !== undefined) this.#drop(value);
    return outs;
  }

  #hold(buffer: DeviceBuffer): DeviceBuffer {
    return this.#counted(buffer.retain());
  }

  #counted(buffer: DeviceBuffer): DeviceBuffer {
    this.#holds.set(buffer, (this.#holds.get(buffer) ?? 0) + 1);
    return buffer;
  }

  #drop(buffer: DeviceBuffer): void {
    this.#holds.set(buffer, (this.#holds.get(buffer) as number) - 1);
    buffer.release();
  }

  /** The buffer with this number, allocated now if nothing has been written to it. */
  #begin(id: BufferId, program: Program, values: Values): DeviceBuffer {
    return (values[id] ??= this.#allocate(program.buffers[id] as BufferType));
  }

  #allocate(type: BufferType): DeviceBuffer {
    const { pool } = this.context;
    const bytes = bytesOf(type);
    // Idle buffers may be in use by what is recorded: only after it has been submitted can they be let go.
    if (!pool.fits(bytes)) this.#submit();
    return this.#counted(pool.acquire(bytes, `an array of ${type.size} ${type.dtype} elements`));
  }

  #dispatch({ shader, reads, writes, workgroups }: DispatchStep, program: Program, values: Values): void {
    const buffers = [
      ...reads.map((id) => values[id] as DeviceBuffer),
      ...writes.map((id) => this.#begin(id, program, values)),
    ];
    const pipeline = this.context.pipelines.get(shader);
    this.#encoder ??= this.context.device.createCommandEncoder();
    this.#pass ??= this.#encoder.beginComputePass();
    this.#pass.setPipeline(pipeline.gpu);
    this.#pass.setBindGroup(0, pipeline.bindGroup(buffers));
    this.#pass.dispatchWorkgroups(...workgroups);
    this.context.dispatches++;
  }

  #copy(from: DeviceBuffer, fromOffset: number, to: DeviceBuffer, toOffset: number, bytes: number): void {
    if (bytes === 0) return;
    this.#endPass();
    this.#encoder ??= this.context.device.createCommandEncoder();
    this.#encoder.copyBufferToBuffer(from.gpu, fromOffset, to.gpu, toOffset, bytes);
  }

  #loop(step: LoopStep, program: Program, values: Values): void {
    const { body, length, reverse } = step;
    const read = (ids: readonly BufferId[]) => ids.map((id) => values[id] as DeviceBuffer);
    const consts = read(step.consts);
    const xs = read(step.xs);
    let carry: readonly DeviceBuffer[] = read(step.carry).map((buffer) => this.#hold(buffer));
    const typeOf = (id: BufferId) => body.buffers[id] as BufferType;
    const rowTypes = body.inputs.slice(consts.length + carry.length).map(typeOf);
    const resultTypes = body.outs.slice(carry.length).map(typeOf);
    const stacks = step.ys.map((id) => this.#begin(id, program, values));
    for (let k = 0; k < length; k++) {
      const i = reverse ? length - 1 - k : k;
      const rows = rowTypes.map((type, x) => {
        const row = this.#allocate(type);
        this.#copy(xs[x] as DeviceBuffer, i * bytesOf(type), row, 0, bytesOf(type));
        return row;
      });
      const outs = this.#record(body, [...consts, ...carry, ...rows]);
      for (const buffer of [...carry, ...rows]) this.#drop(buffer);
      carry = outs.slice(0, carry.length);
      outs.slice(carry.length).forEach((y, n) => {
        const bytes = bytesOf(resultTypes[n] as BufferType);
        this.#copy(y, 0, stacks[n] as DeviceBuffer, i * bytes, bytes);
        this.#drop(y);
      });
    }
    step.carryOuts.forEach((id, c) => {
      values[id] = carry[c] as DeviceBuffer;
    });
  }

  #endPass(): void {
    this.#pass?.end();
    this.#pass = undefined;
  }

  #submit(): void {
    if (this.#encoder === undefined) return;
    this.#endPass();
    this.context.submit(this.#encoder.finish());
    this.#encoder = undefined;
  }
}

function bytesOf({ dtype, size }: BufferType): number {
  return deviceBytes(dtype, size);
}
