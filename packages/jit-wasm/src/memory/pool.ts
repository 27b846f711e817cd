import { DeviceError, type TypedArray } from "@hyrax/core";
import { type ThreadOptions, ThreadPool } from "../threads/thread-pool.js";
import { Ranges } from "./ranges.js";
import { createMemory, LARGEST, PAGE } from "./wasm-memory.js";

/** Blocks are multiples of this, and end in at least `SLACK` bytes that nobody uses: four elements at a time may reach past the end. */
const GRAIN = 64;
const SLACK = 48;

/** How many times its budget a pool may hold where the collector is seen to work. */
const AMPLE = 4;

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
    return this.#spilled ?? this.viewOf(this.pool.buffer, this.place.offset);
  }

  /** Moves the elements out of the memory. */
  spill(): void {
    const elements = this.view();
    // From elements, unlike `slice`: hosts zero what a slice is copied to first.
    this.#spilled = new (elements.constructor as new (elements: TypedArray) => TypedArray)(elements);
  }
}

export interface MemoryOptions extends ThreadOptions {
  /** Bytes to hold before the results that have not been used for longest move out; 64 MiB by default. It grows where they are needed again. */
  readonly budget?: number;
  /** Pages of 64 KiB to begin with. */
  readonly initialPages?: number;
  /** The most pages; the address space by default. */
  readonly maximumPages?: number;
}

/**
 * The memory that compiled programs run in. Results stay in it until it holds more than its budget; then those that
 * have not been used for longest move out to ordinary typed arrays, which the garbage collector owns. So a loop that
 * never lets finalizers run stays within bounds, and a loop over few arrays never copies.
 */
export class MemoryPool {
  readonly memory: WebAssembly.Memory;
  /** Whether other threads can have the memory too. */
  readonly isShared: boolean;
  /** What shares the work of programs in this memory. */
  readonly threads: ThreadPool;
  readonly #maximum: number;
  /** The budget where the collector is seen to work. */
  readonly #ample: number;
  /** Blocks that may be spilled, by their places: first those that have not been used for longest. */
  readonly #resident = new Map<Place, Block>();
  /** Blocks that a running program uses: they stay where they are until it is through. */
  readonly #pinned = new Set<Place>();
  readonly #ranges = new Ranges(GRAIN);
  #budget: number;
  #residentBytes = 0;
  /** The memory as it is now: asking a shared one for it takes longer than a small program. */
  #buffer: ArrayBufferLike;
  #words: Uint32Array;
  /** Bytes that have moved out since somebody asked. */
  #spilled = 0;
  /** Whether what the running call gives back may still be written to. */
  #abandoning = false;

  constructor({ budget = 64 * 2 ** 20, initialPages = 256, maximumPages = LARGEST, ...threads }: MemoryOptions = {}) {
    this.#budget = budget;
    this.#maximum = maximumPages * PAGE;
    this.#ample = Math.min(AMPLE * budget, this.#maximum / 2);
    this.memory = createMemory(Math.min(initialPages, maximumPages), maximumPages);
    this.#buffer = this.memory.buffer;
    this.#words = new Uint32Array(this.#buffer);
    this.isShared = !(this.#buffer instanceof ArrayBuffer);
    this.threads = new ThreadPool(this, threads);
  }

  /** The bytes of the memory, until it grows. */
  get buffer(): ArrayBufferLike {
    return this.#buffer;
  }

  /** All words of the memory, until it grows. */
  get words(): Uint32Array {
    return this.#words;
  }

  /** Bytes to hold before the oldest results move out. */
  get budget(): number {
    return this.#budget;
  }

  /** A block for results or inputs, which may be spilled later. `viewOf` makes the typed array of its elements. */
  allocate(bytes: number, viewOf: Block["viewOf"]): Block {
    const size = blockSize(bytes);
    return this.#hold({ offset: this.#take(size), size }, viewOf);
  }

  /** Memory for the duration of one call: an address to hand back with `release`. */
  reserve(bytes: number): number {
    this.#abandoning = false;
    return this.#take(blockSize(bytes));
  }

  /** Memory for good, also while a program runs: no array moves out for it. Throws a `DeviceError` where there is none. */
  reserveForGood(bytes: number): number {
    const size = blockSize(bytes);
    return this.#ranges.reuse(size) ?? this.#extend(size) ?? this.#refuse(size);
  }

  release(offset: number, bytes: number): void {
    this.#recycle(offset, blockSize(bytes));
  }

  /**
   * Gives back a place whose array the collector has found dead. Where it finds them there is room for more: a loop that
   * waits for its results, and lets finalizers run so, need not move any out until the collector comes by again.
   */
  freeCollected(place: Place): void {
    if (this.#resident.has(place))
      this.#budget = Math.max(this.#budget, Math.min(this.#budget + place.size, this.#ample));
    this.free(place);
  }

  /** Gives a place back; its block may have been spilled or freed before. */
  free(place: Place): void {
    if (this.#forget(place)) this.#recycle(place.offset, place.size);
  }

  /**
   * The place of a block, for other elements of as many bytes: those that it had are gone. Undefined where it cannot be
   * had, since the block was spilled or is of another size.
   */
  takeOver(block: Block, bytes: number, viewOf: Block["viewOf"]): Block | undefined {
    if (!block.inMemory || block.place.size !== blockSize(bytes) || !this.#forget(block.place)) return undefined;
    // A place of its own: who had the former one may still give it back.
    return this.#hold({ ...block.place }, viewOf);
  }

  /** Keeps a block where it is until `unpin`; from then on it counts as new: what is used again and again stays. */
  pin(block: Block): void {
    const { place } = block;
    this.#pinned.add(place);
    if (this.#resident.delete(place)) this.#resident.set(place, block);
  }

  unpin(blocks: Iterable<Block>): void {
    for (const { place } of blocks) this.#pinned.delete(place);
  }

  /** Hears that a block of so many bytes has been spilled too early: more of them are to stay from now on. */
  spilledTooEarly(bytes: number): void {
    this.#budget = Math.max(this.#budget, Math.min(this.#budget + blockSize(bytes), this.#maximum / 2));
  }

  /** Never hands out again what the running call gives back: a thread that was lost may still write to it. */
  abandonCall(): void {
    this.#abandoning = true;
  }

  /** Bytes of results that are held in the memory now. */
  get residentBytes(): number {
    return this.#residentBytes;
  }

  /** Bytes of results that have moved out of the memory since this was last asked. */
  takeSpilled(): number {
    const spilled = this.#spilled;
    this.#spilled = 0;
    return spilled;
  }

  #hold(place: Place, viewOf: Block["viewOf"]): Block {
    const block = new Block(this, place, viewOf);
    this.#resident.set(place, block);
    this.#residentBytes += place.size;
    return block;
  }

  #forget(place: Place): boolean {
    const found = this.#resident.delete(place);
    if (found) this.#residentBytes -= place.size;
    return found;
  }

  #recycle(offset: number, size: number): void {
    if (!this.#abandoning) this.#ranges.free(offset, size);
  }

  #take(size: number): number {
    const reused = this.#ranges.reuse(size);
    if (reused !== undefined) return reused;
    const fits = this.#ranges.top + size <= Math.min(this.#budget, this.#maximum);
    const made = fits ? undefined : this.#makeRoom(size, 2 * size);
    return made ?? this.#extend(size) ?? this.#makeRoom(size, Number.POSITIVE_INFINITY) ?? this.#refuse(size);
  }

  /** A range of the memory as it is, for which about `most` bytes of the blocks at rest longest move out, if it has to be. */
  #makeRoom(size: number, most: number): number | undefined {
    const limit = Math.min(most === Number.POSITIVE_INFINITY ? this.#maximum : this.#budget, this.#buffer.byteLength);
    let found = this.#find(size, limit);
    let moved = 0;
    for (const [place, block] of this.#resident) {
      if (found !== undefined || moved >= most) break;
      if (this.#pinned.has(place)) continue;
      block.spill();
      this.free(place);
      moved += place.size;
      this.#spilled += place.size;
      if (moved >= size) found = this.#find(size, limit);
    }
    return found;
  }

  /** A free range, or one at the end below an address. */
  #find(size: number, limit: number): number | undefined {
    this.#ranges.join();
    const found = this.#ranges.reuse(size);
    if (found !== undefined || this.#ranges.top + size > limit) return found;
    return this.#ranges.extend(size);
  }

  /** A range at the end of the memory, which grows where it must; undefined if it cannot. */
  #extend(size: number): number | undefined {
    const end = this.#ranges.top + size;
    const have = this.#buffer.byteLength;
    if (end > this.#maximum) return undefined;
    if (end > have) {
      const wanted = Math.ceil((end - have) / PAGE);
      const ample = Math.min(Math.max(wanted, Math.ceil(have / 4 / PAGE)), (this.#maximum - have) / PAGE);
      if (!this.#grow(ample) && !this.#grow(wanted)) return undefined;
    }
    return this.#ranges.extend(size);
  }

  #grow(pages: number): boolean {
    try {
      this.memory.grow(pages);
    } catch {
      return false;
    }
    this.#buffer = this.memory.buffer;
    this.#words = new Uint32Array(this.#buffer);
    return true;
  }

  #refuse(size: number): never {
    const megabytes = (bytes: number) => `${(bytes / 2 ** 20).toFixed(0)} MiB`;
    let pinned = 0;
    for (const place of this.#pinned) pinned += place.size;
    throw new DeviceError(
      `a program needs ${megabytes(size)} of WebAssembly memory in one piece, besides ${megabytes(pinned)} for its other ` +
        `arrays; of at most ${megabytes(this.#maximum)} the host gives ${megabytes(this.#buffer.byteLength)}. Arrays that no ` +
        "program is using have been moved out already: split the program, or work on smaller arrays",
    );
  }
}

/** Sizes go up in eighths of powers of two, so that blocks of nearly equal size can take each other's place. */
function blockSize(bytes: number): number {
  const wanted = bytes + SLACK;
  const step = Math.max(GRAIN, 2 ** (Math.floor(Math.log2(wanted)) - 3));
  return Math.ceil(wanted / step) * step;
}
