import { type DType, type Shape, sizeOf, type Var } from "@hyrax/core";
import { type Random, randomFrom } from "../../../packages/vmap/test-support/draw.js";
import type { Builder } from "./builder.js";
import { type Fill, fillKinds } from "./inputs.js";

const sizes = [1, 2, 3, 5, 7, 8, 15, 16, 17, 31, 33, 64, 100, 257] as const;

/** More of what is used more. */
const dtypes: readonly DType[] = [
  ...(Array(10).fill("float32") as DType[]),
  ...(["float64", "float64", "float16", "bfloat16", "int32", "int32", "bool", "complex64", "uint32"] as const),
  ...(["int8", "int16", "int64", "uint8", "uint16", "uint64", "complex128"] as const),
];

/** The choices of one operation, all from one number. */
export class Chooser {
  readonly #random: Random;

  constructor(
    seed: number,
    readonly builder: Builder,
  ) {
    this.#random = randomFrom(seed);
  }

  /** A number from 0 up to, and without, `n`. */
  below(n: number): number {
    return Math.floor(n * this.#random());
  }

  chance(probability: number): boolean {
    return this.#random() < probability;
  }

  of<T>(list: readonly T[]): T {
    return list[this.below(list.length)] as T;
  }

  /** Some of a list, in its order. */
  some<T>(list: readonly T[], probability = 0.5): readonly T[] {
    return list.filter(() => this.chance(probability));
  }

  shuffled<T>(list: readonly T[]): readonly T[] {
    const rest = [...list];
    return list.map(() => rest.splice(this.below(rest.length), 1)[0] as T);
  }

  dtype(): DType {
    return this.of(dtypes);
  }

  size(most = Number.POSITIVE_INFINITY): number {
    if (most < 1 || this.chance(0.02)) return 0;
    return this.of(sizes.filter((n) => n <= most));
  }

  shape(rank = this.of([0, 1, 1, 2, 2, 2, 3, 3, 4])): Shape {
    const { elements } = this.builder.limit;
    if (elements > 10_000) return this.#largeShape();
    let room = elements;
    const shape = Array.from({ length: rank }, () => {
      const n = this.size(room);
      room = Math.floor(room / Math.max(1, n));
      return n;
    });
    return this.shuffled(shape);
  }

  #largeShape(): Shape {
    const list = [
      [100_003],
      [257, 400],
      [64, 33, 100],
      [1000, 100],
      [31, 3331],
      [16, 8, 31, 33],
      [250_007],
      [3, 70_001],
    ];
    return this.of(list);
  }

  /** An array to start from; every fourth one has odd elements. */
  fill(): Fill {
    return { kind: this.of(fillKinds), seed: this.below(2 ** 30) };
  }

  /** A value that fits, the latest ones most of all; a new array where there is none. */
  value(fits: (x: Var) => boolean, otherwise: () => Var | undefined): Var | undefined {
    const found = this.builder.values.filter(fits);
    if (found.length === 0 || this.chance(0.08)) return otherwise() ?? found[0];
    const from = this.chance(0.6) ? Math.max(0, found.length - 3) : 0;
    return found[from + this.below(found.length - from)];
  }

  /** An array of one of these kinds, and of so many axes. */
  array(dtypeFits: (dtype: DType) => boolean, rank: readonly [least: number, most: number] = [0, 8]): Var | undefined {
    const [least, most] = rank;
    return this.value(
      ({ aval }) => dtypeFits(aval.dtype) && aval.shape.length >= least && aval.shape.length <= most,
      () => {
        let dtype = this.dtype();
        for (let i = 0; i < 40 && !dtypeFits(dtype); i++) dtype = this.dtype();
        if (!dtypeFits(dtype)) return undefined;
        const shape = this.shape(Math.max(least, 1) + this.below(Math.min(most, 4) - Math.max(least, 1) + 1));
        return shape.length < least || shape.length > most ? undefined : this.builder.fresh(shape, dtype, this.fill());
      },
    );
  }

  /** Another array of the same type as one. */
  companion({ aval }: Var): Var {
    const { shape, dtype } = aval;
    return this.value(
      (y) => y.aval.dtype === dtype && y.aval.shape.join() === shape.join(),
      () => this.builder.fresh(shape, dtype, this.fill()),
    ) as Var;
  }

  permutation(rank: number): readonly number[] {
    return this.shuffled(Array.from({ length: rank }, (_, i) => i));
  }

  /** A factor of `n`. */
  factor(n: number): number {
    const factors = Array.from({ length: Math.min(n, 300) }, (_, i) => i + 1).filter((k) => n % k === 0);
    return factors.length === 0 ? 1 : this.of(factors);
  }
}

export const elementsOf = ({ aval }: Var): number => sizeOf(aval.shape);
