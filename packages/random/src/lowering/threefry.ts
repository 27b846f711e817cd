import {
  add,
  and,
  broadcastInDim,
  concatenate,
  config,
  type DType,
  dtypeBytes,
  eq,
  iota,
  type Array as NDArray,
  or,
  reshape,
  type Shape,
  shiftLeft,
  shiftRightLogical,
  sizeOf,
  xor,
} from "@hyrax/core";
import { threefry2x32 } from "@hyrax/core/library";
import { convertTo, where } from "../arithmetic.js";
import { sliceLast, spread, stackLast, uint32, word } from "./words.js";

/*
 * JAX's generator: Threefry-2x32 (Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", 2011) in
 * counter mode. A key is two words. What differs between the two modes is which counters make which element:
 *
 *   older (threefryPartitionable off): the counters 0 … n−1, padded with a 0 to an even number, are cut into halves;
 *     block i enciphers (counter i, counter i + n/2), and the results are all first words, then all second ones.
 *   newer: block i enciphers the two words of the 64-bit counter i, and gives element i by itself.
 */

type Pair = readonly [first: NDArray, second: NDArray];

/** Enciphers blocks of counters, each a scalar or all of one shape, by every key of `[...keys, 2]`: `[...keys, ...counters]`. */
function encipher(keys: NDArray, first: NDArray, second: NDArray): Pair {
  const lead = keys.shape.slice(0, -1);
  const shape = [...lead, ...second.shape];
  const inputs = [
    spread(word(keys, 0), shape, 0),
    spread(word(keys, 1), shape, 0),
    spread(first, shape, lead.length),
    spread(second, shape, lead.length),
  ];
  return threefry2x32(inputs) as Pair;
}

function count(n: number): NDArray {
  return iota({ dtype: "uint32", shape: [n], dimension: 0 });
}

/** The blocks of the older layout for `n` words: `[...keys, ceil(n / 2)]`, first and second words. */
function halves(keys: NDArray, n: number): Pair {
  const half = Math.ceil(n / 2);
  const first = count(half);
  const second = add(first, uint32(half));
  if (n % 2 === 0) return encipher(keys, first, second);
  return encipher(keys, first, where(eq(first, uint32(half - 1)), uint32(0), second));
}

/** `n` words for each key in the older layout: `[...keys, n]`. */
function words(keys: NDArray, n: number): NDArray {
  const all = concatenate([...halves(keys, n)], { dimension: keys.ndim - 1 });
  return n % 2 === 0 ? all : sliceLast(all, 0, n);
}

/** The blocks of the newer layout for `n` elements: `[...keys, n]`. An array has fewer than 2³² elements. */
function elements(keys: NDArray, n: number): Pair {
  return encipher(keys, uint32(0), count(n));
}

/** New keys for each of `[...keys, 2]`: `[...keys, ...shape, 2]`. */
export function split(keys: NDArray, shape: Shape): NDArray {
  const n = sizeOf(shape);
  const newSizes = [...keys.shape.slice(0, -1), ...shape, 2];
  if (n === 0) return broadcastInDim(uint32(0), { shape: newSizes, broadcastDimensions: [] });
  const flat = config.values.threefryPartitionable ? stackLast(...elements(keys, n)) : words(keys, 2 * n);
  return reshape(flat, { newSizes });
}

/** Each key of `[...keys, 2]` and a number as a new key. Both modes agree. */
export function foldIn(keys: NDArray, data: NDArray): NDArray {
  const blocks = threefry2x32([word(keys, 0), word(keys, 1), uint32(0), convertTo(data, "uint32")]);
  return stackLast(...(blocks as Pair));
}

/** Keys from integer seeds: the high and the low 32 bits. Seeds of fewer than 64 bits have no high ones. */
export function seed(seeds: NDArray): NDArray {
  if (dtypeBytes(seeds.dtype) < 8) {
    const high = broadcastInDim(uint32(0), { shape: seeds.shape, broadcastDimensions: [] });
    return stackLast(high, convertTo(seeds, "uint32"));
  }
  const high = convertTo(shiftRightLogical(seeds, 32n), "uint32");
  return stackLast(high, convertTo(and(seeds, 0xffff_ffffn), "uint32"));
}

/** Random unsigned integers of 8, 16, 32 or 64 bits for each key of `[...keys, 2]`: `[...keys, ...shape]`. */
export function bits(keys: NDArray, bitWidth: 8 | 16 | 32 | 64, shape: Shape): NDArray {
  const n = sizeOf(shape);
  const dtype: DType = `uint${bitWidth}`;
  const newSizes = [...keys.shape.slice(0, -1), ...shape];
  if (n === 0) return broadcastInDim(convertTo(uint32(0), dtype), { shape: newSizes, broadcastDimensions: [] });
  const flat = config.values.threefryPartitionable ? elementBits(keys, bitWidth, n) : wordBits(keys, bitWidth, n);
  return reshape(flat, { newSizes });
}

/** The newer layout: an element is the exclusive or of its block's words, cut to its width, or both words of it. */
function elementBits(keys: NDArray, bitWidth: 8 | 16 | 32 | 64, n: number): NDArray {
  const [first, second] = elements(keys, n);
  return bitWidth === 64 ? joined(first, second) : convertTo(xor(first, second), `uint${bitWidth}`);
}

/** The older layout: words in order, cut into narrow elements from their low bits up, or joined to wide ones by halves. */
function wordBits(keys: NDArray, bitWidth: 8 | 16 | 32 | 64, n: number): NDArray {
  if (bitWidth === 64) return joined(...halves(keys, 2 * n));
  if (bitWidth === 32) return words(keys, n);
  const perWord = 32 / bitWidth;
  const all = words(keys, Math.ceil(n / perWord));
  const shape = [...all.shape, perWord];
  const shift = iota({ dtype: "uint32", shape, dimension: all.ndim });
  const shifted = shiftRightLogical(spread(all, shape, 0), shiftLeft(shift, uint32(Math.log2(bitWidth))));
  const parts = convertTo(and(shifted, uint32(2 ** bitWidth - 1)), `uint${bitWidth}`);
  const flat = reshape(parts, { newSizes: [...all.shape.slice(0, -1), sizeOf(all.shape.slice(-1)) * perWord] });
  return sliceLast(flat, 0, n);
}

function joined(high: NDArray, low: NDArray): NDArray {
  return or(shiftLeft(convertTo(high, "uint64"), 32n), convertTo(low, "uint64"));
}
