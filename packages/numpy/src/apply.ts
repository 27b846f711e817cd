import { type ArrayLike, type Array as NDArray, requireOptions, sizeOf } from "@hyrax/core";
import { canonicalAxis } from "./axes.js";
import { broadcastArray, broadcastShapes } from "./broadcast.js";
import { convertTo, toArray } from "./convert.js";
import { mapRows } from "./rows.js";
import { expandDims, moveaxis, reshape } from "./shape.js";
import { where } from "./where.js";

/**
 * A function of vectors applied along an axis of x; the axes of its result take the place of that axis.
 * @param f takes a vector and returns an array, of the same shape for every vector
 */
export function applyAlongAxis(f: (x: NDArray) => ArrayLike, axis: number, x: ArrayLike): NDArray {
  const array = toArray(x, "applyAlongAxis");
  const position = canonicalAxis("applyAlongAxis", axis, array.ndim);
  const last = moveaxis(array, position, -1);
  const rest = last.shape.slice(0, -1);
  const vectors = reshape(last, [sizeOf(rest), last.shape.at(-1) as number]);
  const [rows] = mapRows([vectors], (vector) => [toArray(f(vector), "applyAlongAxis")]) as [NDArray];
  const results = rows.shape.slice(1);
  const unfolded = reshape(rows, [...rest, ...results]);
  const from = results.map((_, i) => rest.length + i);
  return moveaxis(
    unfolded,
    from,
    results.map((_, i) => position + i),
  );
}

/**
 * A reduction applied along several axes, one after the other; the axes stay with size 1.
 * @param f takes an array and an option `axis`
 */
export function applyOverAxes(
  f: (x: NDArray, options: { readonly axis: number }) => NDArray,
  x: ArrayLike,
  axes: number | readonly number[],
): NDArray {
  const list = typeof axes === "number" ? [axes] : axes;
  return list.reduce(
    (array, given) => {
      const axis = canonicalAxis("applyOverAxes", given, array.ndim);
      const reduced = f(array, { axis });
      return reduced.ndim === array.ndim ? reduced : expandDims(reduced, axis);
    },
    toArray(x, "applyOverAxes"),
  );
}

/**
 * For each element the value of the last condition that holds there: a function of x, or a number. One value more than conditions
 * stands for where none holds; without it, 0.
 */
export function piecewise(
  x: ArrayLike,
  conditions: readonly ArrayLike[],
  values: readonly (ArrayLike | ((x: NDArray) => ArrayLike))[],
): NDArray {
  const array = toArray(x, "piecewise");
  if (values.length !== conditions.length && values.length !== conditions.length + 1) {
    throw new TypeError(
      `piecewise: ${conditions.length} conditions need as many values, or one more, found ${values.length}`,
    );
  }
  const evaluate = (value: ArrayLike | ((x: NDArray) => ArrayLike) | undefined): NDArray => {
    const found = typeof value === "function" ? value(array) : (value ?? 0);
    return convertTo(toArray(found, "piecewise"), array.dtype);
  };
  const otherwise = broadcastArray(evaluate(values[conditions.length]), array.shape);
  return conditions.reduce<NDArray>((result, condition, i) => where(condition, evaluate(values[i]), result), otherwise);
}

export interface VectorizeOptions {
  /** The axes that the function itself takes and returns, as in `"(i,j),(j)->(i)"`; scalars if not given. */
  readonly signature?: string;
}

/**
 * Makes a function of scalars, or of arrays with the axes of the signature, one of arrays with further leading axes, over which it
 * is applied with broadcasting: one call after the other. `vmap` does the calls together.
 */
export function vectorize(
  f: (...xs: NDArray[]) => ArrayLike | readonly ArrayLike[],
  options: VectorizeOptions = {},
): (...xs: readonly ArrayLike[]) => NDArray | NDArray[] {
  requireOptions("vectorize", options, ["signature"]);
  const inputRanks = options.signature === undefined ? undefined : signatureRanks(options.signature);
  return (...xs) => {
    const arrays = xs.map((x) => toArray(x, "vectorize"));
    const ranks = inputRanks ?? arrays.map(() => 0);
    if (ranks.length !== arrays.length) {
      throw new TypeError(
        `vectorize: the signature ${options.signature} takes ${ranks.length} arrays, found ${arrays.length}`,
      );
    }
    const own = arrays.map((x, i) => x.shape.slice(x.ndim - (ranks[i] as number)));
    const loop = broadcastShapes("vectorize", ...arrays.map((x, i) => x.shape.slice(0, x.ndim - (ranks[i] as number))));
    const rows = arrays.map((x, i) => {
      const shape = own[i] as readonly number[];
      return reshape(broadcastArray(x, [...loop, ...shape]), [sizeOf(loop), ...shape]);
    });
    let several = false;
    const results = mapRows(rows, (...row) => {
      const out = f(...row);
      several = Array.isArray(out);
      return (several ? (out as readonly ArrayLike[]) : [out as ArrayLike]).map((y) => toArray(y, "vectorize"));
    }).map((y) => reshape(y, [...loop, ...y.shape.slice(1)]));
    return several ? results : (results[0] as NDArray);
  };
}

/** How many axes of its own each input has: `"(i,j),(j)->(i)"` gives [2, 1]. */
function signatureRanks(signature: string): readonly number[] {
  const [inputs, outputs] = signature.replace(/\s/g, "").split("->");
  if (inputs === undefined || outputs === undefined || !/^(\([\w,]*\),?)*$/.test(inputs)) {
    throw new TypeError(`vectorize: ${JSON.stringify(signature)} is not a signature such as "(i,j),(j)->(i)"`);
  }
  return [...inputs.matchAll(/\(([\w,]*)\)/g)].map(([, axes]) =>
    axes === "" ? 0 : (axes as string).split(",").length,
  );
}
