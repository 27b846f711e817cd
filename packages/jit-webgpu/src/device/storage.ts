import { allocate, DeletedArrayError, DeviceError, type DType, type Storage, type TypedArray } from "@hyrax/core";
import type { DeviceBuffer } from "./buffer-pool.js";
import type { GpuContext } from "./gpu-context.js";
import { deviceBytes, toDevice } from "./transfer.js";

/** Gives the buffers of storages that nobody can reach any more back to their pools. */
const abandoned = new FinalizationRegistry<DeviceBuffer>((buffer) => buffer.release());

/**
 * The elements of one array: in a buffer of the device, on the host until they are first used on the device, or both.
 * A storage that has host elements survives the loss of the device.
 */
export class WebGpuStorage implements Storage {
  #buffer: DeviceBuffer | undefined;
  #host: TypedArray | undefined;
  /** As large as the buffer, and untouched: through it the garbage collector feels how much the storage holds. */
  // biome-ignore lint/correctness/noUnusedPrivateClassMembers: to be held is its use
  #ballast: ArrayBuffer | undefined;
  #deleted = false;

  private constructor(
    readonly dtype: DType,
    readonly size: number,
    buffer: DeviceBuffer | undefined,
    host: TypedArray | undefined,
  ) {
    this.#host = host;
    if (buffer !== undefined) this.#hold(buffer);
  }

  /** The storage of elements that wait on the host to be uploaded. They are not copied, and must not change. */
  static ofHost(data: TypedArray, dtype: DType, size: number): WebGpuStorage {
    return new WebGpuStorage(dtype, size, undefined, data);
  }

  /** The storage of what a program computed; it takes over one hold on the buffer. */
  static ofBuffer(buffer: DeviceBuffer, dtype: DType, size: number): WebGpuStorage {
    // Of no elements, the host knows all.
    return new WebGpuStorage(dtype, size, buffer, size === 0 ? allocate(dtype, 0) : undefined);
  }

  get nbytes(): number {
    return this.#deleted ? 0 : deviceBytes(this.dtype, this.size);
  }

  get deleted(): boolean {
    return this.#deleted;
  }

  /** The elements on the host, if they are there. */
  get host(): TypedArray | undefined {
    return this.#host;
  }

  /** Takes over elements that have been read from the device: from now on the host has them as well. */
  remember(elements: TypedArray): void {
    if (this.#deleted) return;
    this.#host = elements;
    this.#ballast = undefined;
  }

  /** Gives the memory back at once, for the next program to use. */
  delete(): void {
    if (this.#buffer !== undefined) this.#letGo();
    this.#host = undefined;
    this.#deleted = true;
  }

  /** The buffer with the elements, uploaded now if need be. Throws a `DeviceError` if they were lost with a device. */
  bufferOn(context: GpuContext): DeviceBuffer {
    if (this.#deleted) throw new DeletedArrayError("the array has been deleted, or donated to a jitted function");
    if (this.#buffer !== undefined) {
      if (this.#buffer.pool === context.pool) return this.#buffer;
      this.#letGo();
    }
    if (this.#host === undefined) {
      throw new DeviceError(
        `webgpu: an array of ${this.size} ${this.dtype} elements was lost with the device that held its only copy; compute it again`,
      );
    }
    this.#hold(context.upload(toDevice(this.#host, this.dtype), `an array of ${this.size} ${this.dtype} elements`));
    return this.#buffer as unknown as DeviceBuffer; // #hold has just set it, which flow analysis does not see.
  }

  #hold(buffer: DeviceBuffer): void {
    this.#buffer = buffer;
    abandoned.register(this, buffer, this);
    this.#ballast = this.#host === undefined ? ballastOf(buffer.capacity) : undefined;
  }

  #letGo(): void {
    abandoned.unregister(this);
    this.#buffer?.release();
    this.#buffer = undefined;
    this.#ballast = undefined;
  }
}

function ballastOf(bytes: number): ArrayBuffer | undefined {
  try {
    return new ArrayBuffer(bytes);
  } catch {
    // The host may refuse what the device has granted; then only deletion frees it.
    return undefined;
  }
}
