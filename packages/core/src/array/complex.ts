import { scalarText } from "../format/element-text.js";

/**
 * A complex number, of which JavaScript has no kind of its own: a bare value like a number, which takes part in operations as a weak
 * complex scalar, stands in nested lists, and is what `item()` and `tolist()` give of complex arrays. It never changes, and has no
 * arithmetic: JavaScript's operators throw.
 *
 * @example x.mul(new Complex(0, 1)); // x times i
 */
export class Complex {
  constructor(
    readonly re: number,
    readonly im = 0,
  ) {}

  /** As Python writes it: `(1+2j)`. */
  toString(): string {
    return scalarText((i) => (i === 0 ? this.re : this.im), 0, "complex128");
  }

  /** What JavaScript's operators call. */
  valueOf(): never {
    throw new TypeError(`${this} is no JavaScript number; take .re or .im, or compute with arrays`);
  }
}

/** What stores a bare value: the parts of a complex one. */
export function scalarParts<T extends number | bigint | boolean>(x: T | Complex): readonly (T | number)[] {
  return x instanceof Complex ? [x.re, x.im] : [x];
}
