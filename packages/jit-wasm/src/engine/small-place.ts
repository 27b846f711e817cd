import { lanes, type ShapedArray, type TypedArray, typedArrayClass } from "@hyrax/core";
import type { MemoryPool } from "../memory/pool.js";

/** Up to here a loop over elements is faster than the host's own copying. */
const FEW = 32;

/** A place for a small array in the working memory of a call, to which elements are copied, or from which. */
export class SmallPlace {
  readonly #length: number;
  readonly #TypedArrayClass: ReturnType<typeof typedArrayClass>;
  /** All of the memory, as elements of this dtype: a view of each place in turn would take longer than to copy. */
  #elements: TypedArray | undefined;
  #buffer: ArrayBufferLike | undefined;

  constructor(
    { dtype, size }: ShapedArray,
    /** In bytes from the start of the working memory. */
    readonly offset: number,
  ) {
    this.#TypedArrayClass = typedArrayClass(dtype);
    this.#length = size * lanes(dtype);
  }

  write(pool: MemoryPool, base: number, source: TypedArray): void {
    const elements = this.#elementsOf(pool);
    const first = this.#first(base);
    if (this.#length > FEW) elements.set(source as never, first);
    else for (let i = 0; i < this.#length; i++) elements[first + i] = source[i]!;
  }

  read(pool: MemoryPool, base: number): TypedArray {
    const elements = this.#elementsOf(pool);
    const first = this.#first(base);
    if (this.#length > FEW) return elements.slice(first, first + this.#length);
    const copy = new this.#TypedArrayClass(this.#length);
    for (let i = 0; i < this.#length; i++) copy[i] = elements[first + i]!;
    return copy;
  }

  #first(base: number): number {
    return (base + this.offset) / this.#TypedArrayClass.BYTES_PER_ELEMENT;
  }

  #elementsOf({ buffer }: MemoryPool): TypedArray {
    if (this.#elements === undefined || this.#buffer !== buffer) {
      this.#elements = new this.#TypedArrayClass(buffer);
      this.#buffer = buffer;
    }
    return this.#elements;
  }
}
