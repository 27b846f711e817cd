import { Device, DeviceError, type DType, type Engine, lanes, type Storage, type TypedArray } from "@hyrax/core";
import { checkRead } from "@hyrax/cpu";
import { WebGpuEngine } from "../engine/engine.js";
import { supportedDtypes } from "./device-types.js";
import type { GpuContext } from "./gpu-context.js";
import { WebGpuStorage } from "./storage.js";
import { deviceBytes, fromDevice, requireDtype } from "./transfer.js";

/** A GPU, or another adapter of WebGPU. It stays the same object when a lost device is replaced by `init()`. */
export class WebGpuDevice extends Device {
  override readonly engine: Engine;
  override supportedDtypes: ReadonlySet<DType>;
  #context: GpuContext;

  constructor(id: number, context: GpuContext) {
    super("webgpu", id);
    this.#context = context;
    this.supportedDtypes = dtypesOf(context);
    this.engine = new WebGpuEngine(this);
  }

  /** The device of WebGPU, for programs that draw or compute with it themselves. */
  get gpu(): GPUDevice {
    return this.#context.device;
  }

  /** Whether the device was lost; `init()` gets a new one. */
  get lost(): boolean {
    return this.#context.lost;
  }

  /** What the device is working with. Throws a `DeviceError` if it was lost, or if work done before has failed. */
  get context(): GpuContext {
    this.#context.check();
    return this.#context;
  }

  /** Bytes in buffers of arrays, and in buffers that wait to be used again. */
  get memory(): { readonly held: number; readonly idle: number; readonly budget: number } {
    const { heldBytes, idleBytes, budget } = this.#context.pool;
    return { held: heldBytes, idle: idleBytes, budget };
  }

  /** How often work has been handed to the device, and how many shaders that ran. */
  get counters(): { readonly submits: number; readonly dispatches: number } {
    const { submits, dispatches } = this.#context;
    return { submits, dispatches };
  }

  /** Goes on with another device of WebGPU. */
  replace(context: GpuContext): void {
    this.#context = context;
    this.supportedDtypes = dtypesOf(context);
  }

  /** Ends the device and frees its memory at once. Arrays that were computed on it are lost. */
  destroy(): void {
    this.#context.destroy();
  }

  /** The elements stay on the host until they are first used on the device, and as long as the storage lives. */
  override put(data: TypedArray, dtype: DType): Storage {
    requireDtype(dtype, this.supportedDtypes, "the dtype of an array");
    // A view may lie in memory that its owner reuses.
    const own = data.byteLength === data.buffer.byteLength ? data : data.slice();
    return WebGpuStorage.ofHost(own, dtype, data.length / lanes(dtype));
  }

  /** Elements that have been read stay on the host as well: what needs them there finds them at once from then on. */
  override async read(storage: Storage): Promise<TypedArray> {
    const own = storage as WebGpuStorage; // Storages of this device are its own.
    if (own.host !== undefined) return this.readSync(storage);
    const { context } = this;
    const bytes = await context.read(own.bufferOn(context), deviceBytes(own.dtype, own.size));
    const elements = fromDevice(bytes, own.dtype, own.size);
    own.remember(elements);
    checkRead(storage, elements);
    return elements;
  }

  override readSync(storage: Storage): TypedArray {
    const { host, dtype, size } = storage as WebGpuStorage;
    if (host !== undefined) {
      checkRead(storage, host);
      return host;
    }
    throw new DeviceError(
      `webgpu: ${size} ${dtype} elements are on the GPU, which a program cannot wait for synchronously; read them with await x.data()`,
    );
  }

  override synchronize(): Promise<void> {
    return this.#context.synchronize();
  }
}

function dtypesOf({ device }: GpuContext): ReadonlySet<DType> {
  return supportedDtypes(device.features.has("shader-f16"));
}
