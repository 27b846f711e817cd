import type { TypedArray } from "@hyrax/core";
import type { Rendezvous } from "./rendezvous.js";

/** What a member needs to communicate: its number, and the others' arrays. */
export interface Member {
  readonly index: number;
  readonly size: number;
  /** Shows an array to the other members and returns the arrays of all, in their order. */
  exchange(mine: TypedArray): readonly TypedArray[];
}

/** The shared memory through which members pass arrays: one slot for each. Grown by whoever calls, never by members. */
export class Exchange implements Member {
  constructor(
    readonly index: number,
    readonly size: number,
    readonly rendezvous: Rendezvous,
    /** One block of equal size for each member. */
    readonly slots: SharedArrayBuffer,
  ) {}

  exchange(mine: TypedArray): readonly TypedArray[] {
    const capacity = this.slots.byteLength / this.size;
    if (mine.byteLength > capacity) {
      throw new RangeError(`a collective exchanges ${mine.byteLength} bytes, but ${capacity} were planned`);
    }
    // Typed arrays of one class all take (buffer, offset, length).
    const TypedArrayClass = mine.constructor as new (
      buffer: ArrayBufferLike,
      offset: number,
      length: number,
    ) => TypedArray;
    const slot = (member: number) => new TypedArrayClass(this.slots, member * capacity, mine.length);
    slot(this.index).set(mine as never);
    this.rendezvous.barrier();
    const all = Array.from({ length: this.size }, (_, member) => slot(member).slice());
    // Nobody may write the next array before all have read this one.
    this.rendezvous.barrier();
    return all;
  }
}
