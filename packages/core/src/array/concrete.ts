import { type Shape, type ShapedArray, shapedArray, sizeOf } from "../aval.js";
import { describe } from "../describe.js";
import type { Device } from "../device/device.js";
import { defaultDevice } from "../device/registry.js";
import { HostStorage, type Storage, TypedArrayStorage } from "../device/storage.js";
import { canonicalDtype, type DType, isComplex, typedArrayClass } from "../dtypes/dtype.js";
import { decode, decodeScalar, encodeScalar } from "../dtypes/elements.js";
import { allocate, lanes, type TypedArray } from "../dtypes/typed-array.js";
import { DeletedArrayError } from "../errors.js";
import { type Element, formatArray, type ReprOptions, reprArray, reprKeys } from "../format/index.js";
import { isScalar, NDArray, type Nested, type Scalar } from "./array.js";
import { Complex, scalarParts } from "./complex.js";

/** An array with elements, on a device. */
export class ConcreteArray extends NDArray {
  readonly #device: Device | undefined;

  constructor(
    override readonly aval: ShapedArray,
    readonly storage: Storage,
    /** Undefined while the elements are on the host only: then the array follows the others of an operation. */
    device?: Device,
    /** Whether the user put the array on its device: then an operation with arrays of another device is an error. */
    readonly committed = false,
  ) {
    super();
    this.#device = device;
  }

  override get device(): Device {
    return this.#device ?? defaultDevice();
  }

  override async data(): Promise<TypedArray> {
    this.checkAlive();
    return decode(await this.#read(), this.dtype);
  }

  override dataSync(): TypedArray {
    this.checkAlive();
    return decode(this.#readSync(), this.dtype);
  }

  override async blockUntilReady(): Promise<this> {
    this.checkAlive();
    await this.device.synchronize();
    return this;
  }

  override tolist(): Nested {
    return nest(this.#elements(), this.shape);
  }

  override item(): Scalar {
    if (this.size !== 1) {
      throw new TypeError(`item() reads the only element, but the array is ${this.aval}; use tolist() or get(…)`);
    }
    return this.#elements()[0] as Scalar;
  }

  override delete(): void {
    this.storage.delete();
  }

  override toString(): string {
    return this.#text(formatArray);
  }

  override inspect(): string {
    return this.#text(reprArray);
  }

  override [Symbol.toPrimitive](hint: "default" | "number" | "string"): Scalar | string {
    if (hint === "string") return this.toString();
    // A complex element says that it is no number.
    if (this.size === 1) return this.item().valueOf() as Scalar;
    throw new TypeError(
      `${this.aval} was compared or converted by JavaScript (as in x > 0, or x + 1); use methods (x.greater(0), x.add(1)) or String(x)`,
    );
  }

  /** Throws if the elements are gone. */
  checkAlive(): void {
    if (!this.storage.deleted) return;
    throw new DeletedArrayError(
      `the array ${this.aval} was used after it had been deleted or donated to a jitted function`,
    );
  }

  #text(format: (data: readonly Element[], shape: Shape, dtype: DType, options: ReprOptions) => string): string {
    const { storage, shape, dtype, weakType } = this;
    if (storage.deleted || !(storage instanceof HostStorage)) {
      const where = storage.deleted ? "deleted" : `device=${this.device}; await data() to read it`;
      return `Array(shape=[${shape.join(", ")}], dtype=${dtype}, ${where})`;
    }
    if (dtype === "key<fry>") return reprKeys(this.dataSync() as Uint32Array, shape);
    return format(this.#elements().flatMap(scalarParts), shape, dtype, { weakType });
  }

  #read(): Promise<TypedArray> | TypedArray {
    return this.storage instanceof HostStorage ? this.storage.data : this.device.read(this.storage);
  }

  #readSync(): TypedArray {
    return this.storage instanceof HostStorage ? this.storage.data : this.device.readSync(this.storage);
  }

  /** The elements as JavaScript has them: booleans, numbers, bigints or complex numbers. */
  #elements(): readonly Scalar[] {
    if (this.dtype === "key<fry>") {
      throw new TypeError(`${this.aval} are not numbers; random.keyData(keys) gives their words`);
    }
    const flat = this.dataSync();
    const { dtype, size } = this;
    if (isComplex(dtype)) return Array.from({ length: size }, (_, i) => decodeScalar(flat, i, dtype));
    if (dtype === "bool") return Array.from({ length: size }, (_, i) => flat[i] !== 0);
    return Array.from(flat as ArrayLike<number | bigint>);
  }
}

/** The elements of an array, flat in row-major order, as nested lists. */
function nest(flat: readonly Scalar[], [length, ...rest]: Shape): Nested {
  if (length === undefined) return flat[0] as Scalar;
  const stride = sizeOf(rest);
  return Array.from({ length }, (_, i) => nest(flat.slice(i * stride, (i + 1) * stride), rest));
}

/** An array on the host from elements that are laid out as `TypedArray` says; they are not copied. */
export function hostArray(data: TypedArray, shape: Shape, dtype: DType, weakType = false): ConcreteArray {
  const aval = shapedArray(shape, dtype, weakType);
  const wanted = typedArrayClass(dtype);
  const length = aval.size * lanes(dtype);
  if (!(data instanceof wanted) || data.length !== length) {
    throw new TypeError(
      `hostArray: ${aval} needs a ${wanted.name} of ${length} elements, found ${describe(data)} of ${data.length}`,
    );
  }
  return new ConcreteArray(aval, new TypedArrayStorage(data));
}

/** An array without axes. The dtype narrows if 64-bit types are off. */
export function scalarArray(value: Scalar, dtype: DType, weakType = false): ConcreteArray {
  const canonical = canonicalDtype(dtype);
  const data = allocate(canonical, 1);
  encodeScalar(data, 0, value, canonical);
  return new ConcreteArray(shapedArray([], canonical, weakType), new TypedArrayStorage(data));
}

/** The dtype that a bare value has where it meets no array: float32, bool, complex64 or (for a bigint) an integer. */
export function scalarDtype(value: Scalar): DType {
  if (typeof value === "boolean") return "bool";
  return canonicalDtype(typeof value === "bigint" ? "int64" : value instanceof Complex ? "complex128" : "float64");
}

/** A bare value or an array, as an array. Throws a `TypeError` for everything else. */
export function asArray(value: NDArray | Scalar): NDArray {
  if (value instanceof NDArray) return value;
  if (!isScalar(value)) throw new TypeError(`expected an array or a number, found ${describe(value)}`);
  return scalarArray(value, scalarDtype(value), typeof value !== "boolean");
}
