/** Lays out the working memory of an algorithm: each piece gets its offset in bytes. */
export class Workspace {
  #bytes = 0;

  /** Room for so many doubles. */
  doubles(count: number): number {
    const offset = this.#bytes;
    // Multiples of 16 bytes, so that vectors of two lie evenly.
    this.#bytes += Math.ceil(count / 2) * 16;
    return offset;
  }

  get bytes(): number {
    return this.#bytes;
  }
}
