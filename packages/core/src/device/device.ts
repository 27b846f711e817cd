import type { DType } from "../dtypes/dtype.js";
import type { TypedArray } from "../dtypes/typed-array.js";
import type { Engine } from "./engine.js";
import type { Storage } from "./storage.js";

/** Where arrays live and programs run. A package of an engine registers its devices with `registerDevices`. */
export abstract class Device {
  constructor(
    /** The kind of the device: "cpu", "webgpu". */
    readonly platform: string,
    /** The number of the device among those of its kind. */
    readonly id: number,
  ) {}

  /** The engine that compiles for this device now. */
  abstract readonly engine: Engine;

  /** Copies or wraps elements of the host, laid out as `TypedArray` says for the dtype. */
  abstract put(data: TypedArray, dtype: DType): Storage;

  /** Copies elements to the host. */
  abstract read(storage: Storage): Promise<TypedArray>;

  /** As `read`, at once. A device that cannot throws, and says what to await instead. */
  abstract readSync(storage: Storage): TypedArray;

  /** Resolves when all work handed to the device has been done. */
  abstract synchronize(): Promise<void>;

  /** The dtypes that the device can hold; `undefined` means all of them. */
  readonly supportedDtypes: ReadonlySet<DType> | undefined = undefined;

  toString(): string {
    return `${this.platform}:${this.id}`;
  }
}
