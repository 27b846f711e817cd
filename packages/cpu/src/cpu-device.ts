import {
  Device,
  type DType,
  type Engine,
  type HostStorage,
  type Storage,
  type TypedArray,
  TypedArrayStorage,
} from "@hyrax/core";
import { cpuEngine } from "./cpu-engines.js";

/** A processor of the host. All of them share the host's memory and the engine that is chosen. */
export class CpuDevice extends Device {
  constructor(id: number) {
    super("cpu", id);
  }

  override get engine(): Engine {
    return cpuEngine();
  }

  override put(data: TypedArray, _: DType): Storage {
    return new TypedArrayStorage(data);
  }

  override async read(storage: Storage): Promise<TypedArray> {
    return this.readSync(storage);
  }

  override readSync(storage: Storage): TypedArray {
    // Storages of this device are the host's.
    return (storage as HostStorage).data;
  }

  override async synchronize(): Promise<void> {
    await this.engine.synchronize?.();
  }
}
