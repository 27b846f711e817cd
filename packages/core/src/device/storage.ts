import type { TypedArray } from "../dtypes/typed-array.js";
import { DeletedArrayError } from "../errors.js";

/** The memory of one array on one device. */
export interface Storage {
  /** Bytes that the device holds for it. */
  readonly nbytes: number;
  readonly deleted: boolean;
  delete(): void;
}

/** Elements in memory that the host reads directly: a typed array, or the view of an engine's own memory. */
export abstract class HostStorage implements Storage {
  /** The elements; valid until the next operation, since an engine may move its memory. */
  abstract readonly data: TypedArray;
  abstract readonly nbytes: number;
  abstract readonly deleted: boolean;
  abstract delete(): void;
}

/** Elements in an ordinary typed array, which the garbage collector owns. */
export class TypedArrayStorage extends HostStorage {
  #data: TypedArray | undefined;

  constructor(data: TypedArray) {
    super();
    this.#data = data;
  }

  override get data(): TypedArray {
    if (this.#data === undefined)
      throw new DeletedArrayError("an array was used after it had been deleted or donated to a jitted function");
    return this.#data;
  }

  override get nbytes(): number {
    return this.#data?.byteLength ?? 0;
  }

  override get deleted(): boolean {
    return this.#data === undefined;
  }

  override delete(): void {
    this.#data = undefined;
  }
}
