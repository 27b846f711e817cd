import { type ArrayLike, canonicalDtype, iota, isInteger, Array as NDArray, requireOptions, sort } from "@hyrax/core";
import { randomBits } from "@hyrax/core/library";
import { checkedAxis } from "./axis-argument.js";
import { type Key, typedKey } from "./key-argument.js";
import { operand } from "./operand.js";
import { program } from "./program.js";
import { splitTwo } from "./split-key.js";
import { take } from "./take.js";

/**
 * Sorts by random words. Words may collide, so it is repeated with fresh ones as often as makes it likely that each
 * pair of elements was told apart once: three times the rounds that as many words as elements would need.
 */
const shuffle = program("_shuffle", ([key, x]: readonly [NDArray, NDArray], { axis }: { readonly axis: number }) => {
  const rounds = Math.ceil((3 * Math.log(Math.max(1, x.size))) / Math.log(2 ** 32 - 1));
  let rest = key;
  let shuffled = x;
  for (let round = 0; round < rounds; round++) {
    const [next, subkey] = splitTwo(rest);
    rest = next;
    const words = randomBits(subkey, { bitWidth: 32, shape: x.shape });
    shuffled = sort([words, shuffled], { dimension: axis, isStable: true, numKeys: 1 })[1] as NDArray;
  }
  return shuffled;
});

/** 0 … n−1 in random order. */
export function shuffledRange(key: NDArray, n: number): NDArray {
  return shuffle([key, iota({ dtype: canonicalDtype("int64"), shape: [n], dimension: 0 })], { axis: 0 });
}

/** An array with its slices along an axis in random order. */
export function shuffledArray(key: NDArray, x: NDArray, axis: number, independent: boolean): NDArray {
  // Keys cannot travel through a sort, so they are taken in a random order, as slices are.
  if ((independent || x.ndim === 1) && x.dtype !== "key<fry>") return shuffle([key, x], { axis });
  return take(x, shuffledRange(key, x.shape[axis] as number), axis);
}

export interface PermutationOptions {
  /** The axis along which to shuffle; the first one by default. */
  readonly axis?: number;
  /** Shuffle each vector along the axis by itself, instead of whole slices. */
  readonly independent?: boolean;
}

/** An array in random order along an axis; for an integer n, the integers 0 … n−1 in random order. */
export function permutation(key: Key, x: ArrayLike, options: PermutationOptions = {}): NDArray {
  requireOptions("permutation", options, ["axis", "independent"]);
  const { axis = 0, independent = false } = options;
  const single = typedKey("permutation", key);
  const array = operand("permutation", "x", x);
  const along = checkedAxis("permutation", axis, array.ndim || 1);
  if (array.ndim === 0) return shuffledRange(single, Math.max(0, integerArgument("permutation", "x", x)));
  return shuffledArray(single, array, along, independent);
}

/** An argument that stands for a range: a bare integer, or an integer scalar whose value is known. */
export function integerArgument(name: string, argument: string, x: ArrayLike): number {
  const value = x instanceof NDArray && isInteger(x.dtype) ? x.item() : x;
  if ((typeof value === "number" || typeof value === "bigint") && Number.isSafeInteger(Number(value))) {
    return Number(value);
  }
  throw new TypeError(
    `${name}: ${argument} must be an integer or an array with axes, found ${x instanceof NDArray ? x.aval : String(x)}`,
  );
}
