interface Range {
  offset: number;
  size: number;
}

/** The free ranges of an address space, from an address on that nobody has been given yet. */
export class Ranges {
  /** Ranges by their exact size, the last one that was freed first: most requests repeat. */
  readonly #bySize = new Map<number, number[]>();
  /** Ranges in the order of their addresses, of which no two touch. */
  readonly #holes: Range[] = [];
  #top: number;

  constructor(start: number) {
    this.#top = start;
  }

  /** The end of all ranges that have been given. */
  get top(): number {
    return this.#top;
  }

  /** A range that has been freed, of this size or cut from a larger one. */
  reuse(size: number): number | undefined {
    const same = this.#bySize.get(size)?.pop();
    if (same !== undefined) return same;
    const at = this.#holes.findIndex((hole) => hole.size >= size);
    if (at < 0) return undefined;
    const hole = this.#holes[at]!;
    const { offset } = hole;
    hole.offset += size;
    hole.size -= size;
    if (hole.size === 0) this.#holes.splice(at, 1);
    return offset;
  }

  /** A range at the end. */
  extend(size: number): number {
    const offset = this.#top;
    this.#top += size;
    return offset;
  }

  free(offset: number, size: number): void {
    const same = this.#bySize.get(size);
    if (same === undefined) this.#bySize.set(size, [offset]);
    else same.push(offset);
  }

  /** Joins free ranges that touch, so that they serve for other sizes. */
  join(): void {
    for (const [size, offsets] of this.#bySize) for (const offset of offsets) this.#holes.push({ offset, size });
    this.#bySize.clear();
    const sorted = this.#holes.splice(0).sort((a, b) => a.offset - b.offset);
    for (const range of sorted) {
      const last = this.#holes.at(-1);
      if (last !== undefined && last.offset + last.size === range.offset) last.size += range.size;
      else this.#holes.push(range);
    }
    const last = this.#holes.at(-1);
    if (last === undefined || last.offset + last.size !== this.#top) return;
    this.#top = last.offset;
    this.#holes.pop();
  }
}
