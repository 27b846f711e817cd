/** Working memory that is given out piece by piece. */
export class Layout {
  #bytes = 0;

  /** All that has been given out. */
  get bytes(): number {
    return this.#bytes;
  }

  /** The offset of so many bytes more, behind which there is room for a vector. */
  take(bytes: number): number {
    const offset = this.#bytes;
    this.#bytes += Math.ceil((bytes + 16) / 64) * 64;
    return offset;
  }
}
