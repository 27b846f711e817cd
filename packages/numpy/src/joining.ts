import {
  type ArrayLike,
  concatenate as concatenateArrays,
  type DType,
  Array as NDArray,
  requireOptions,
} from "@hyrax/core";
import { canonicalAxis } from "./axes.js";
import { convertTo, toArray } from "./convert.js";
import { promoteDtypes } from "./promote.js";
import { atleast1d, atleast2d, atleast3d, expandDims, ravel, reshape } from "./shape.js";

export interface JoinOptions {
  /** 0 if not given; negative from the end; `null` joins the elements of all arrays along one axis. */
  readonly axis?: number | null;
  readonly dtype?: DType;
}

const joinOptionNames = ["axis", "dtype"] as const satisfies readonly (keyof JoinOptions)[];

/** Several arrays: a list of them, or one array, whose slices along axis 0 they are. */
export type ArrayList = readonly ArrayLike[] | NDArray;

function arraysOf(name: string, xs: ArrayList, options: JoinOptions): NDArray[] {
  requireOptions(name, options, ["axis", "dtype"]);
  const { dtype } = options;
  const list = xs instanceof NDArray && xs.ndim > 0 ? [...xs] : xs;
  if (!Array.isArray(list)) {
    const found = xs instanceof NDArray ? `the array ${xs.aval}` : String(xs);
    throw new TypeError(`${name}: takes a list of arrays, found ${found}; put a single one into a list`);
  }
  if (list.length === 0) throw new TypeError(`${name}: needs at least one array`);
  if (dtype === undefined) return promoteDtypes(name, ...list);
  return list.map((x) => convertTo(toArray(x, name), dtype));
}

/**
 * Arrays one after the other along an axis; along the others their sizes are equal. Dtypes are promoted.
 * @throws a `TypeError` that names the shapes if they do not fit
 */
export function concatenate(xs: ArrayList, options: JoinOptions = {}): NDArray {
  requireOptions("concatenate", options, joinOptionNames);
  const arrays = arraysOf("concatenate", xs, options);
  if (options.axis === null)
    return join(
      arrays.map((x) => ravel(x)),
      0,
    );
  return join(arrays, canonicalAxis("concatenate", options.axis ?? 0, (arrays[0] as NDArray).ndim));
}

/** As `concatenate`, by the name of the array API standard. */
export function concat(xs: ArrayList, options: JoinOptions = {}): NDArray {
  requireOptions("concat", options, joinOptionNames);
  return concatenate(xs, options);
}

function join(arrays: readonly NDArray[], dimension: number): NDArray {
  return arrays.length === 1 ? (arrays[0] as NDArray) : concatenateArrays(arrays, { dimension });
}

/** Arrays of one shape along a new axis. Throws a `TypeError` that names the shapes if they differ. */
export function stack(xs: ArrayList, options: JoinOptions = {}): NDArray {
  requireOptions("stack", options, joinOptionNames);
  const arrays = arraysOf("stack", xs, options);
  const [first] = arrays as [NDArray, ...NDArray[]];
  if (arrays.some((x) => x.shape.join() !== first.shape.join())) {
    throw new TypeError(`stack: the arrays must have the same shape, found ${arrays.map((x) => x.aval).join(", ")}`);
  }
  const axis = canonicalAxis("stack", options.axis ?? 0, first.ndim + 1);
  return join(
    arrays.map((x) => expandDims(x, axis)),
    axis,
  );
}

type DtypeOnly = Pick<JoinOptions, "dtype">;

const dtypeOnlyNames = ["dtype"] as const satisfies readonly (keyof DtypeOnly)[];

/** Arrays one below the other: along axis 0, vectors as rows. */
export function vstack(xs: ArrayList, options: DtypeOnly = {}): NDArray {
  requireOptions("vstack", options, dtypeOnlyNames);
  const arrays = arraysOf("vstack", xs, options);
  return concatenate(arrays.map((x) => atleast2d(x)));
}

/** Arrays side by side: along axis 1, vectors along their only axis. */
export function hstack(xs: ArrayList, options: DtypeOnly = {}): NDArray {
  requireOptions("hstack", options, dtypeOnlyNames);
  const arrays = arraysOf("hstack", xs, options).map((x) => atleast1d(x));
  return concatenate(arrays, { axis: (arrays[0] as NDArray).ndim === 1 ? 0 : 1 });
}

/** Arrays one behind the other: along axis 2, matrices as `[m, n, 1]` and vectors as `[1, n, 1]`. */
export function dstack(xs: ArrayList, options: DtypeOnly = {}): NDArray {
  requireOptions("dstack", options, dtypeOnlyNames);
  const arrays = arraysOf("dstack", xs, options);
  return concatenate(
    arrays.map((x) => atleast3d(x)),
    { axis: 2 },
  );
}

/** Arrays side by side as columns of a matrix: vectors become columns. */
export function columnStack(xs: ArrayList): NDArray {
  const arrays = arraysOf("columnStack", xs, {});
  return concatenate(
    arrays.map((x) => (x.ndim < 2 ? reshape(x, [-1, 1]) : x)),
    { axis: 1 },
  );
}

/** Blocks of an array: the innermost lists join along the last axis, those around along the one before, and so on. */
export function block(blocks: ArrayLike): NDArray {
  const depth = depthOf(blocks);
  const rank = Math.max(depth, ...ranks(blocks));
  return assemble(blocks, 1, depth, rank);
}

function depthOf(blocks: ArrayLike): number {
  if (!Array.isArray(blocks)) return 0;
  const list = blocks as readonly ArrayLike[];
  const depths = list.map(depthOf);
  if (list.length === 0 || depths.some((depth) => depth !== depths[0])) {
    throw new TypeError(
      `block: lists must be nested equally deep and not be empty, found depths ${depths.join(", ") || "of none"}`,
    );
  }
  return 1 + (depths[0] as number);
}

function ranks(blocks: ArrayLike): number[] {
  return Array.isArray(blocks) ? (blocks as readonly ArrayLike[]).flatMap(ranks) : [toArray(blocks, "block").ndim];
}

function assemble(blocks: ArrayLike, level: number, depth: number, rank: number): NDArray {
  if (!Array.isArray(blocks)) {
    const x = toArray(blocks, "block");
    return reshape(x, [...Array<number>(rank - x.ndim).fill(1), ...x.shape]);
  }
  const parts = (blocks as readonly ArrayLike[]).map((part) => assemble(part, level + 1, depth, rank));
  return concatenate(parts, { axis: rank - 1 - (depth - level) });
}

/** x with the values after it along an axis; without an axis, the elements of both along one axis. */
export function append(x: ArrayLike, values: ArrayLike, options: { readonly axis?: number | null } = {}): NDArray {
  requireOptions("append", options, ["axis"]);
  return concatenate([x, values], { axis: options.axis ?? null });
}
