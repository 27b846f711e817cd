import type { BufferId } from "@hyrax/jit";
import type { DeviceBuffer } from "../device/buffer-pool.js";
import type { GpuContext } from "../device/gpu-context.js";
import { deviceBytes } from "../device/transfer.js";
import type { BufferType, DispatchStep, LoopStep, Program } from "./program.js";

/** Records programs into one command buffer, and hands it to the queue at the end. */
export class Recorder {
  #encoder: GPUCommandEncoder | undefined;
  #pass: GPUComputePassEncoder | undefined;

  constructor(readonly context: GpuContext) {}

  /**
   * Records a program. It keeps its hold on none of the inputs; the caller gets one on each result, of which some may be
   * inputs or equal.
   */
  record(program: Program, inputs: readonly DeviceBuffer[]): readonly DeviceBuffer[] {
    const values = new Array<DeviceBuffer | undefined>(program.buffers.length);
    program.inputs.forEach((id, i) => {
      values[id] = inputs[i]?.retain();
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
        values[id]?.release();
        values[id] = undefined;
      }
    });
    const outs = program.outs.map((id) => this.#begin(id, program, values).retain());
    for (const value of values) value?.release();
    return outs;
  }

  /** Hands what has been recorded to the device. */
  submit(): void {
    if (this.#encoder === undefined) return;
    this.#endPass();
    this.context.submit(this.#encoder.finish());
    this.#encoder = undefined;
  }

  /** The buffer with this number, allocated now if nothing has been written to it. */
  #begin(id: BufferId, program: Program, values: (DeviceBuffer | undefined)[]): DeviceBuffer {
    const known = values[id];
    if (known !== undefined) return known;
    return (values[id] = this.#allocate(program.buffers[id] as BufferType));
  }

  #allocate(type: BufferType): DeviceBuffer {
    const { pool } = this.context;
    const bytes = bytesOf(type);
    // Idle buffers may be in use by what is recorded: only after it has been submitted can they be let go.
    if (!pool.fits(bytes)) this.submit();
    return pool.acquire(bytes, `an array of ${type.size} ${type.dtype} elements`);
  }

  #dispatch(
    { shader, reads, writes, workgroups }: DispatchStep,
    program: Program,
    values: (DeviceBuffer | undefined)[],
  ): void {
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

  #endPass(): void {
    this.#pass?.end();
    this.#pass = undefined;
  }

  #loop(step: LoopStep, program: Program, values: (DeviceBuffer | undefined)[]): void {
    const { body, length, reverse } = step;
    const held = (ids: readonly BufferId[]) => ids.map((id) => (values[id] as DeviceBuffer).retain());
    const consts = held(step.consts);
    let carry: readonly DeviceBuffer[] = held(step.carry);
    const fixed = consts.length + carry.length;
    const rowTypes = body.inputs.slice(fixed).map((id) => body.buffers[id] as BufferType);
    const resultTypes = body.outs.slice(carry.length).map((id) => body.buffers[id] as BufferType);
    const stacks = step.ys.map((id) => this.#begin(id, program, values));
    for (let k = 0; k < length; k++) {
      const i = reverse ? length - 1 - k : k;
      const rows = rowTypes.map((type, x) => {
        const row = this.#allocate(type);
        const bytes = bytesOf(type);
        this.#copy(values[step.xs[x] as BufferId] as DeviceBuffer, i * bytes, row, 0, bytes);
        return row;
      });
      const outs = this.record(body, [...consts, ...carry, ...rows]);
      for (const buffer of [...carry, ...rows]) buffer.release();
      carry = outs.slice(0, carry.length);
      outs.slice(carry.length).forEach((y, n) => {
        const bytes = bytesOf(resultTypes[n] as BufferType);
        this.#copy(y, 0, stacks[n] as DeviceBuffer, i * bytes, bytes);
        y.release();
      });
    }
    for (const buffer of consts) buffer.release();
    step.carryOuts.forEach((id, c) => {
      values[id] = carry[c] as DeviceBuffer;
    });
  }
}

function bytesOf({ dtype, size }: BufferType): number {
  return deviceBytes(dtype, size);
}
