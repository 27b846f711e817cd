import { DeviceError, type TypedArray } from "@hyrax/core";

/** Blocks are multiples of this, and end in at least `SLACK` bytes that nobody uses: four elements at a time may reach past the end. */
const GRAIN = 64;
const SLACK = 48;
const PAGE = 65536;

/** The address space of a WebAssembly memory. */
const LARGEST = 65536 * PAGE;

/** A piece of the memory that is taken. */
export interface Place {
  /** In bytes. */
  readonly offset: number;
  /** In bytes, rounded up. */
  readonly size: number;
}

/**
 * The elements of an array: at a place of the memory, until they are spilled into a typed array. Only whoever holds the
 * array holds a spilled block, so the collector takes it with the array; the pool and its finalizers know places alone.
 */
export class Block {
  #spilled: TypedArray | undefined;

  constructor(
    readonly pool: MemoryPool,
    readonly place: Place,
    readonly viewOf: (memory: ArrayBufferLike, offset: number) => TypedArray,
  ) {}

  get inMemory(): boolean {
    return this.#spilled === undefined;
  }

  /** The elements as a typed array on the memory as it is now, or as they were spilled. */
  view(): TypedArray {
    return this.#spilled ?? this.viewOf(this.pool.memory.buffer, this.place.offset);
  }

  /** Moves the elements out of the memory. */
  spill(): void {
    this.#spilled = this.view().slice();
  }
}

/**
 * The memory that compiled programs run in. Results stay in it until it holds more than its budget; then the oldest
 * move out to ordinary typed arrays, which the garbage collector owns. So a loop that never lets finalizers run stays
 * within bounds, and a loop over few arrays never copies.
 */
export class MemoryPool {
  readonly memory: WebAssembly.Memory;
  /** Blocks that may be spilled, by their places, oldest first. */
  readonly #resident = new Map<Place, Block>();
  /** Blocks that a running program uses: they stay where they are until it is through. */
  readonly #pinned = new Set<Place>();
  readonly #free = new Map<number, number[]>();
  #top = GRAIN;

  constructor(
    /** Bytes of results to hold before the oldest move out. */
    readonly budget = 128 * 2 ** 20,
    initialPages = 256,
  ) {
    this.memory = new WebAssembly.Memory({ initial: initialPages, maximum: LARGEST / PAGE });
  }

  /** A block for results or inputs, which may be spilled later. `viewOf` makes the typed array of its elements. */
  allocate(bytes: number, viewOf: Block["viewOf"]): Block {
    const size = blockSize(bytes);
    const block = new Block(this, { offset: this.#take(size), size }, viewOf);
    this.#resident.set(block.place, block);
    return block;
  }

  /** Memory for the duration of one call: an address to hand back with `release`. */
  reserve(bytes: number): number {
    return this.#take(blockSize(bytes));
  }

  release(offset: number, bytes: number): void {
    this.#recycle(offset, blockSize(bytes));
  }

  /** Gives a place back; its block may have been spilled or freed before. */
  free(place: Place): void {
    if (this.#resident.delete(place)) this.#recycle(place.offset, place.size);
  }

  /** Keeps a block where it is until `unpin`. */
  pin({ place }: Block): void {
    this.#pinned.add(place);
  }

  unpin(blocks: Iterable<Block>): void {
    for (const { place } of blocks) this.#pinned.delete(place);
  }

  /** Bytes of results that are held in the memory now. */
  get residentBytes(): number {
    let bytes = 0;
    for (const { size } of this.#resident.keys()) bytes += size;
    return bytes;
  }

  #recycle(offset: number, size: number): void {
    const list = this.#free.get(size);
    if (list === undefined) this.#free.set(size, [offset]);
    else list.push(offset);
  }

  #take(size: number): number {
    const reused = this.#free.get(size)?.pop();
    if (reused !== undefined) return reused;
    if (this.#top + size > this.budget && this.#spillFor(size)) {
      const freed = this.#free.get(size)?.pop();
      if (freed !== undefined) return freed;
    }
    const offset = this.#top;
    const end = offset + size;
    this.#grow(end);
    this.#top = end;
    return offset;
  }

  /** Moves the oldest blocks of this size out until one is free. Returns whether there was one. */
  #spillFor(size: number): boolean {
    for (const [place, block] of this.#resident) {
      if (place.size !== size || this.#pinned.has(place)) continue;
      block.spill();
      this.free(place);
      return true;
    }
    return false;
  }

  #grow(end: number): void {
    const have = this.memory.buffer.byteLength;
    if (end <= have) return;
    const pages = Math.ceil(Math.max(end - have, have / 4) / PAGE);
    try {
      this.memory.grow(Math.min(pages, (LARGEST - have) / PAGE));
    } catch {
      throw this.#exhausted(end);
    }
    if (end > this.memory.buffer.byteLength) throw this.#exhausted(end);
  }

  #exhausted(end: number): DeviceError {
    const megabytes = (bytes: number) => `${(bytes / 2 ** 20).toFixed(0)} MiB`;
    return new DeviceError(
      `the WebAssembly memory would have to grow to ${megabytes(end)}, which the host refuses; it holds ` +
        `${megabytes(this.residentBytes)} of results. Delete arrays that are no longer needed, or work on smaller ones.`,
    );
  }
}

/** Sizes go up in eighths of powers of two, so that blocks of nearly equal size can take each other's place. */
function blockSize(bytes: number): number {
  const wanted = bytes + SLACK;
  const step = Math.max(GRAIN, 2 ** (Math.floor(Math.log2(wanted)) - 3));
  return Math.ceil(wanted / step) * step;
}
