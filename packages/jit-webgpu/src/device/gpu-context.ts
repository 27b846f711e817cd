import { DeviceError, type DType, type TypedArray } from "@hyrax/core";
import { BufferPool, type DeviceBuffer } from "./buffer-pool.js";
import { BufferUsage, mapModeRead } from "./constants.js";
import { Pipelines } from "./pipelines.js";

/** What kernels have to respect of an adapter. */
export interface KernelLimits {
  /** The most buffers that one shader may bind. */
  readonly buffers: number;
  /** The most workgroups along one dimension of a dispatch. */
  readonly workgroups: number;
  /** The most bytes of a buffer that a shader sees. */
  readonly bindingBytes: number;
}

/** What the engine knows of its device. */
export interface DeviceState {
  /** Throws a `DeviceError` while the device is lost. */
  readonly context: GpuContext;
  readonly supportedDtypes: ReadonlySet<DType>;
}

/** A `GPUDevice` in use: its buffers, pipelines and queue. When the device is lost, a new one takes its place. */
export class GpuContext {
  readonly pool: BufferPool;
  readonly pipelines: Pipelines;
  readonly limits: KernelLimits;
  /** How many times work has been handed to the queue. */
  submits = 0;
  /** How many shaders have been run. */
  dispatches = 0;
  #failure: DeviceError | undefined;
  #lost: string | undefined;

  constructor(
    readonly device: GPUDevice,
    memoryBudget: number,
  ) {
    const { limits } = device;
    this.limits = {
      buffers: limits.maxStorageBuffersPerShaderStage,
      workgroups: limits.maxComputeWorkgroupsPerDimension,
      bindingBytes: limits.maxStorageBufferBindingSize,
    };
    this.pool = new BufferPool(device, memoryBudget);
    this.pipelines = new Pipelines(device, (shader, message) => {
      // What became of the commands that use the shader is no news then.
      this.#failure = undefined;
      this.#fail(`the shader of ${shader.label} was rejected: ${message}\n${shader.code}`);
    });
    device.onuncapturederror = ({ error }) => this.#fail(this.#describe(error));
    void device.lost.then(({ reason, message }) => {
      this.#lost ??= `${reason === "destroyed" ? "destroyed" : "lost"}${message ? `: ${message}` : ""}`;
    });
  }

  get lost(): boolean {
    return this.#lost !== undefined;
  }

  /** Throws a `DeviceError` if the device is gone, or if work handed to it before has failed since. */
  check(): void {
    if (this.#lost !== undefined) {
      throw new DeviceError(
        `webgpu: the device was ${this.#lost}. Await init() of "@hyrax/jit-webgpu" to get a new one; ` +
          "arrays that came from the host are uploaded again, those that were computed must be computed again",
      );
    }
    const failure = this.#failure;
    if (failure === undefined) return;
    // Told once: the next call is to work.
    this.#failure = undefined;
    throw failure;
  }

  /** A new buffer with these elements, which must be whole words; the caller holds it. */
  upload(data: TypedArray, what: string): DeviceBuffer {
    const buffer = this.pool.acquire(data.byteLength, what);
    // Elements in the memory that threads share are copied first: WebGPU refuses that memory.
    const elements = data.buffer instanceof ArrayBuffer ? data : data.slice();
    if (data.byteLength > 0) this.device.queue.writeBuffer(buffer.gpu, 0, elements);
    return buffer;
  }

  submit(commands: GPUCommandBuffer): void {
    this.device.queue.submit([commands]);
    this.submits++;
    this.pool.trim();
  }

  /** The first bytes of a buffer, copied to the host. */
  async read(buffer: DeviceBuffer, bytes: number): Promise<ArrayBuffer> {
    this.check();
    if (bytes === 0) return new ArrayBuffer(0);
    const { device } = this;
    const staging = device.createBuffer({ size: bytes, usage: BufferUsage.mapRead | BufferUsage.copyDst });
    const encoder = device.createCommandEncoder();
    encoder.copyBufferToBuffer(buffer.gpu, 0, staging, 0, bytes);
    this.submit(encoder.finish());
    try {
      await staging.mapAsync(mapModeRead);
      await this.pipelines.checked();
    } catch (error) {
      this.check();
      throw new DeviceError(`webgpu: ${bytes} bytes could not be read: ${(error as Error).message}`);
    }
    this.check();
    const copy = staging.getMappedRange().slice(0);
    staging.destroy();
    return copy;
  }

  /** Resolves when all submitted work has been done; rejects if some of it failed. */
  async synchronize(): Promise<void> {
    this.check();
    await this.device.queue.onSubmittedWorkDone();
    await this.pipelines.checked();
    this.check();
  }

  /** Ends the device at once; what is computed on it is lost. */
  destroy(): void {
    this.#lost ??= "destroyed";
    this.device.destroy();
  }

  #fail(message: string): void {
    this.#failure ??= new DeviceError(`webgpu: ${message}`);
  }

  #describe(error: GPUError): string {
    if (error.constructor.name !== "GPUOutOfMemoryError") return error.message;
    return (
      `out of memory: ${this.pool.heldCount} buffers hold ${this.pool.heldBytes} bytes, ${this.pool.idleBytes} more are kept ` +
      `for reuse; delete arrays, or lower init({ memoryBudget }) so that the error comes earlier (${error.message})`
    );
  }
}
