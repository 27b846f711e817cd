import {
  allocate,
  DeletedArrayError,
  type DType,
  HostStorage,
  lanes,
  type TypedArray,
  typedArrayClass,
} from "@hyrax/core";
import type { Block, MemoryPool, Place } from "./pool.js";

/**
 * Gives places back whose arrays nobody holds any more; runs between tasks of the event loop. Until it has run it holds
 * the place, and so must not hold the block: a loop without tasks would keep all spilled elements.
 */
const finalizers = new WeakMap<MemoryPool, FinalizationRegistry<Place>>();

function finalizerOf(pool: MemoryPool): FinalizationRegistry<Place> {
  let registry = finalizers.get(pool);
  if (registry === undefined) {
    registry = new FinalizationRegistry((place) => pool.freeCollected(place));
    finalizers.set(pool, registry);
  }
  return registry;
}

/** Elements in the memory of compiled programs, or spilled from it. The pool holds the block, never this handle. */
export class WasmStorage extends HostStorage {
  #block: Block | undefined;

  constructor(
    readonly pool: MemoryPool,
    block: Block,
    override readonly nbytes: number,
  ) {
    super();
    this.#block = block;
    finalizerOf(pool).register(this, block.place, this);
  }

  /** The block, for programs that run in the same memory. */
  get block(): Block {
    if (this.#block === undefined) throw new DeletedArrayError("the array has been deleted or donated");
    return this.#block;
  }

  override get data(): TypedArray {
    return this.block.view();
  }

  override get deleted(): boolean {
    return this.#block === undefined;
  }

  override delete(): void {
    if (this.#block === undefined) return;
    finalizerOf(this.pool).unregister(this);
    this.pool.free(this.#block.place);
    this.#block = undefined;
  }
}

/** Bytes of `size` elements of a dtype as the host stores them. */
export function storedBytes(dtype: DType, size: number): number {
  return size * lanes(dtype) * typedArrayClass(dtype).BYTES_PER_ELEMENT;
}

/** A block for `size` elements of a dtype. */
export function allocateBlock(pool: MemoryPool, dtype: DType, size: number): Block {
  return pool.allocate(storedBytes(dtype, size), viewer(dtype, size));
}

/** The place of a block that nobody needs any more, for `size` elements of a dtype; undefined if it is no place for them. */
export function takeOver(pool: MemoryPool, block: Block, dtype: DType, size: number): Block | undefined {
  return pool.takeOver(block, storedBytes(dtype, size), viewer(dtype, size));
}

function viewer(dtype: DType, size: number): Block["viewOf"] {
  const TypedArrayClass = typedArrayClass(dtype);
  const length = size * lanes(dtype);
  return (memory, offset) => (length === 0 ? allocate(dtype, 0) : new TypedArrayClass(memory, offset, length));
}
