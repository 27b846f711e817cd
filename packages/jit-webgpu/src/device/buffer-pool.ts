import { DeviceError } from "@hyrax/core";
import { BufferUsage } from "./constants.js";

/** A buffer of the pool. Whoever holds it counts as one; when nobody is left, it goes back to the pool. */
export class DeviceBuffer {
  #holders = 0;

  constructor(
    readonly pool: BufferPool,
    readonly gpu: GPUBuffer,
    readonly capacity: number,
    /** Tells buffers apart in the keys of bind groups. */
    readonly id: number,
  ) {}

  retain(): this {
    if (this.#holders++ === 0) this.pool.taken(this);
    return this;
  }

  release(): void {
    if (--this.#holders === 0) this.pool.returned(this);
  }
}

/**
 * Buffers of a device, by capacity. The queue runs commands in order, so a buffer may be written anew as soon as the
 * commands that read it have been recorded.
 */
export class BufferPool {
  readonly #idle = new Map<number, DeviceBuffer[]>();
  #nextId = 0;
  #heldBytes = 0;
  #heldCount = 0;
  #idleBytes = 0;

  constructor(
    readonly device: GPUDevice,
    /** The most bytes that buffers may take together. */
    readonly budget: number,
  ) {}

  /** Bytes of the buffers that somebody holds. */
  get heldBytes(): number {
    return this.#heldBytes;
  }

  /** The number of buffers that somebody holds. */
  get heldCount(): number {
    return this.#heldCount;
  }

  /** Bytes of the buffers that wait to be used again. */
  get idleBytes(): number {
    return this.#idleBytes;
  }

  /** Whether a buffer can be had without going beyond the budget, once idle ones have been let go. */
  fits(bytes: number): boolean {
    const capacity = this.#capacityFor(bytes);
    return (this.#idle.get(capacity)?.length ?? 0) > 0 || this.#heldBytes + this.#idleBytes + capacity <= this.budget;
  }

  /**
   * A buffer of at least so many bytes, which the caller holds. Throws a `DeviceError` beyond the budget. `what` names
   * its purpose in that text.
   */
  acquire(bytes: number, what: string): DeviceBuffer {
    const { maxBufferSize } = this.device.limits;
    if (bytes > maxBufferSize) {
      throw new DeviceError(
        `webgpu: ${what} takes ${bytes} bytes, but a buffer of this device holds ${maxBufferSize} at most; divide the array`,
      );
    }
    const capacity = this.#capacityFor(bytes);
    const found = this.#idle.get(capacity)?.pop();
    if (found !== undefined) {
      this.#idleBytes -= capacity;
      return found.retain();
    }
    if (this.#heldBytes + this.#idleBytes + capacity > this.budget) this.trim(0);
    if (this.#heldBytes + capacity > this.budget) throw this.#outOfMemory(bytes, what);
    const usage = BufferUsage.storage | BufferUsage.copySrc | BufferUsage.copyDst;
    const gpu = this.device.createBuffer({ size: capacity, usage });
    return new DeviceBuffer(this, gpu, capacity, this.#nextId++).retain();
  }

  /** Lets go of idle buffers until at most so many bytes are idle. No unsubmitted commands may use them. */
  trim(bytes: number = this.budget / 8): void {
    for (const [capacity, buffers] of this.#idle) {
      while (this.#idleBytes > bytes && buffers.length > 0) {
        (buffers.shift() as DeviceBuffer).gpu.destroy();
        this.#idleBytes -= capacity;
      }
    }
  }

  taken(buffer: DeviceBuffer): void {
    this.#heldBytes += buffer.capacity;
    this.#heldCount++;
  }

  returned(buffer: DeviceBuffer): void {
    this.#heldBytes -= buffer.capacity;
    this.#heldCount--;
    this.#idleBytes += buffer.capacity;
    const list = this.#idle.get(buffer.capacity);
    if (list === undefined) this.#idle.set(buffer.capacity, [buffer]);
    else list.push(buffer);
  }

  /** Powers of two in quarters: at most a fifth is wasted, and few sizes are apart. */
  #capacityFor(bytes: number): number {
    if (bytes <= 256) return 256;
    const step = 2 ** (Math.ceil(Math.log2(bytes)) - 3);
    return Math.min(Math.ceil(bytes / step) * step, Math.floor(this.device.limits.maxBufferSize / 4) * 4);
  }

  #outOfMemory(bytes: number, what: string): DeviceError {
    return new DeviceError(
      `webgpu: out of memory: ${what} takes ${bytes} bytes, but ${this.#heldCount} buffers hold ${this.#heldBytes} of the ` +
        `${this.budget} bytes allowed. Delete arrays (x.delete(), or declare them with using), await something between the ` +
        "steps of a loop so that unreachable arrays can be collected, or raise init({ memoryBudget })",
    );
  }
}
