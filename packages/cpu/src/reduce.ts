import { type AxesParams, allocate, isComplex, type ShapedArray, type TypedArray } from "@hyrax/core";
import { type Around, reductionPasses } from "./axes.js";
import { type Combination, narrow } from "./combinations.js";
import { reduceComplex } from "./complex/reduce.js";
import { bigints, doublesReader, encodeDoubles, isWide, type ReadDoubles } from "./doubles.js";
import { type Fold, foldOf } from "./folds.js";
import type { UnaryKernel } from "./loops.js";

const BLOCK = 2048;
const block = new Float64Array(BLOCK);

/** A reduction over any axes, rounded once at the end. */
export function reduce(combination: Combination) {
  return ([x]: readonly [ShapedArray], { axes }: AxesParams, [out]: readonly ShapedArray[]): UnaryKernel => {
    const { dtype } = x;
    const [first, ...rest] = reductionPasses(x.shape, axes);
    if (first === undefined) return (inputs) => [inputs[0]];
    if (isWide(dtype)) return reduceWide(combination, dtype, [first, ...rest]);
    if (isComplex(dtype)) return reduceComplex(combination.complex!, dtype, [first, ...rest]);
    const fold = foldOf(narrow(combination, dtype));
    const identity = combination.identity(dtype);
    const read = doublesReader(dtype);
    const readAgain = doublesReader("float64");
    return ([input]) => {
      let values = reduceAxis(fold, identity, input, read, first);
      for (const pass of rest) values = reduceAxis(fold, identity, values, readAgain, pass);
      return [encodeDoubles(values, out!.dtype)];
    };
  };
}

/** Reduces the middle one of three axes, reading a block of elements at a time. */
function reduceAxis(
  fold: Fold,
  identity: number,
  x: TypedArray,
  read: ReadDoubles,
  { outer, n, inner }: Around,
): Float64Array {
  const out = new Float64Array(outer * inner).fill(identity);
  // The reduced axis and what lies inside it are rows of n · inner elements, of which a block may hold a part.
  for (let o = 0; o < outer; o++) {
    const end = (o + 1) * n * inner;
    for (let start = o * n * inner; start < end; ) {
      // A block ends where a run along the inner axes does, or lies within one.
      const column = (start - o * n * inner) % inner;
      const runs = Math.floor(BLOCK / inner);
      const count = Math.min(
        end - start,
        inner === 1 ? BLOCK : runs > 0 ? runs * inner : Math.min(BLOCK, inner - column),
      );
      read(x, start, count, block, 0);
      if (inner === 1) out[o] = fold.row(out[o]!, block, 0, count);
      else {
        const length = Math.min(count, inner - column);
        for (let at = 0; at < count; at += length) fold.column(out, o * inner + column, block, at, length);
      }
      start += count;
    }
  }
  return out;
}

function reduceWide(
  { wide, wideIdentity }: Combination,
  dtype: "int64" | "uint64",
  passes: readonly Around[],
): UnaryKernel {
  return ([input]) => {
    let values = bigints(input);
    for (const { outer, n, inner } of passes) {
      const reduced = bigints(allocate(dtype, outer * inner)).fill(wideIdentity(dtype));
      for (let i = 0; i < outer * n * inner; i++) {
        const at = Math.floor(i / (n * inner)) * inner + (i % inner);
        reduced[at] = wide(reduced[at]!, values[i]!);
      }
      values = reduced;
    }
    return [values];
  };
}
