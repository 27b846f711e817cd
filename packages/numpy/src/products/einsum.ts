import {
  type ArrayLike,
  broadcastInDim,
  mul,
  type Array as NDArray,
  reduceSum,
  requireOptions,
  reshape,
  transpose,
} from "@hyrax/core";
import { toArray } from "../convert.js";
import { diagonal } from "../indexing/diagonal.js";
import { splitOptions } from "../options.js";
import { promoteDtypes } from "../promote.js";
import { contract, type ProductOptions } from "./contract.js";
import { type ContractionPath, contractionPath, type PathStrategy, pathCost } from "./einsum-path.js";
import { type AxisLabel, parseSubscripts, type Subscripts } from "./einsum-subscripts.js";

/** Options of `einsum`. */
export interface EinsumOptions extends ProductOptions {
  /** In which order to contract more than two operands: a strategy ("auto" by default), or a path of `einsumPath`. */
  readonly optimize?: PathStrategy | ContractionPath;
}

/** An operand with the labels of its axes. */
interface Term {
  readonly array: NDArray;
  readonly labels: readonly AxisLabel[];
}

/**
 * Sums of products by Einstein's convention: axes with the same letter run together, and letters that the result lacks are summed
 * over. An ellipsis stands for axes that broadcast; without an arrow, the letters that occur once are the result.
 * Throws a `TypeError` if the subscripts cannot be read or do not fit the operands.
 *
 * @example np.einsum("ij,jk->ik", a, b) // the matrix product
 */
export function einsum(subscripts: string, ...rest: readonly (ArrayLike | EinsumOptions)[]): NDArray {
  const [operands, options] = splitOptions<ArrayLike, EinsumOptions>(rest);
  requireOptions("einsum", options, ["optimize", "preferredElementType"]);
  const arrays = promoteDtypes("einsum", ...operands);
  const parsed = parse("einsum", subscripts, arrays);
  const { optimize } = options;
  const path = isPath(optimize) ? optimize : contractionPath(parsed, optimize);
  const output = new Set(parsed.output);

  let terms = arrays.map((array, i) => takeDiagonals({ array, labels: parsed.inputs[i] as readonly AxisLabel[] }));
  for (const places of path) {
    const rest = terms.filter((_, i) => !places.includes(i));
    const needed = new Set([...output, ...rest.flatMap(({ labels }) => labels)]);
    const order = rest.length === 0 ? parsed.output : undefined;
    const [first, ...others] = places.map((place) => terms[place] as Term);
    const joined = others.reduce((a, b) => multiplyTerms(a, b, needed, order, options), first as Term);
    terms = [...rest, sumAway(joined, needed)];
  }
  const [result, ...left] = terms;
  if (result === undefined || left.length > 0)
    throw new TypeError("einsum: the path does not contract all operands to one");
  return inOrder(result, parsed.output);
}

/** The order in which `einsum` contracts, and a text that says what it costs. */
export function einsumPath(
  subscripts: string,
  ...rest: readonly (ArrayLike | Pick<EinsumOptions, "optimize">)[]
): [path: number[][], description: string] {
  const [operands, options] = splitOptions<ArrayLike, Pick<EinsumOptions, "optimize">>(rest);
  requireOptions("einsumPath", options, ["optimize"]);
  const { optimize } = options;
  const parsed = parse(
    "einsumPath",
    subscripts,
    operands.map((operand) => toArray(operand, "einsumPath")),
  );
  const path = isPath(optimize) ? optimize : contractionPath(parsed, optimize);
  const naive = pathCost(parsed, [parsed.inputs.map((_, i) => i)]);
  const description =
    `contraction: ${subscripts}\noperations at once: ${naive.toPrecision(4)}\n` +
    `operations by this path: ${pathCost(parsed, path).toPrecision(4)}`;
  return [path.map((places) => [...places]), description];
}

function parse(name: string, subscripts: unknown, operands: readonly NDArray[]): Subscripts {
  if (typeof subscripts !== "string") {
    throw new TypeError(
      `${name}: the first argument must be subscripts such as "ij,jk->ik", found ${typeof subscripts}`,
    );
  }
  return parseSubscripts(
    name,
    subscripts,
    operands.map((operand) => operand.shape),
  );
}

function isPath(optimize: EinsumOptions["optimize"]): optimize is ContractionPath {
  return typeof optimize === "object";
}

/** An operand without repeated labels: of axes that run together, the diagonal. */
function takeDiagonals(term: Term): Term {
  const { array, labels } = term;
  const repeated = labels.find((label, i) => labels.indexOf(label) !== i);
  if (repeated === undefined) return term;
  const axis1 = labels.indexOf(repeated);
  const axis2 = labels.lastIndexOf(repeated);
  const others = labels.filter((_, axis) => axis !== axis1 && axis !== axis2);
  return takeDiagonals({ array: diagonal(array, { axis1, axis2 }), labels: [...others, repeated] });
}

/** Sums over the axes that nothing else needs. */
function sumAway({ array, labels }: Term, needed: ReadonlySet<AxisLabel>): Term {
  const axes = labels.flatMap((label, axis) => (needed.has(label) ? [] : [axis]));
  if (axes.length === 0) return { array, labels };
  return { array: reduceSum(array, { axes }), labels: labels.filter((label) => needed.has(label)) };
}

/** Drops axes of size 1 that the other operand stretches. */
function dropStretched({ array, labels }: Term, other: Term): Term {
  const kept = labels.flatMap((label, axis) => {
    const there = other.labels.indexOf(label);
    return array.shape[axis] === 1 && there >= 0 && other.array.shape[there] !== 1 ? [] : [axis];
  });
  if (kept.length === labels.length) return { array, labels };
  return {
    array: reshape(array, { newSizes: kept.map((axis) => array.shape[axis] as number) }),
    labels: kept.map((axis) => labels[axis] as AxisLabel),
  };
}

function multiplyTerms(
  first: Term,
  second: Term,
  needed: ReadonlySet<AxisLabel>,
  order: readonly AxisLabel[] | undefined,
  options: ProductOptions,
): Term {
  const narrow = [dropStretched(first, second), dropStretched(second, first)] as const;
  const [lhs, rhs] = [
    sumAway(narrow[0], new Set([...needed, ...narrow[1].labels])),
    sumAway(narrow[1], new Set([...needed, ...narrow[0].labels])),
  ];
  const shared = lhs.labels.filter((label) => rhs.labels.includes(label));
  const contracted = shared.filter((label) => !needed.has(label));
  const batch = shared.filter((label) => needed.has(label));
  const free = (term: Term) => term.labels.filter((label) => !shared.includes(label));
  // Swapped operands may give the order of the result without a transposition.
  const swapped = [...batch, ...free(rhs), ...free(lhs)];
  const swap = order !== undefined && swapped.join() === order.join();
  const [a, b] = swap ? [rhs, lhs] : [lhs, rhs];
  const labels = [...batch, ...free(a), ...free(b)];
  if (contracted.length === 0 && options.preferredElementType === undefined) {
    return { array: mul(spread(a, labels, b), spread(b, labels, a)), labels };
  }
  const axes = (term: Term, names: readonly AxisLabel[]) => names.map((label) => term.labels.indexOf(label));
  const array = contract(
    a.array,
    b.array,
    {
      lhsContract: axes(a, contracted),
      rhsContract: axes(b, contracted),
      lhsBatch: axes(a, batch),
      rhsBatch: axes(b, batch),
    },
    options,
  );
  return { array, labels };
}

/** An operand stretched to the axes of a product with another. */
function spread(term: Term, labels: readonly AxisLabel[], other: Term): NDArray {
  const sizes = labels.map((label) => {
    const own = term.labels.indexOf(label);
    return (own >= 0 ? term.array.shape[own] : other.array.shape[other.labels.indexOf(label)]) as number;
  });
  const own = labels.filter((label) => term.labels.includes(label));
  const array = inOrder(term, own);
  if (own.length === labels.length) return array;
  return broadcastInDim(array, { shape: sizes, broadcastDimensions: own.map((label) => labels.indexOf(label)) });
}

/** The operand with its axes in the order of labels. */
function inOrder({ array, labels }: Term, order: readonly AxisLabel[]): NDArray {
  const permutation = order.map((label) => labels.indexOf(label));
  return permutation.every((axis, i) => axis === i) ? array : transpose(array, { permutation });
}
