import { type ArrayLike, type DType, type Array as NDArray, requireOptions } from "@hyrax/core";
import * as lax from "@hyrax/lax";
import * as np from "@hyrax/numpy";
import { logsumexp } from "../logsumexp.js";
import { softmax } from "../softmax.js";
import { grouped, groupedMask, lengthsOf, sizesOf, withFourAxes } from "./arguments.js";
import { allOf, countedQueries, visibleKeys } from "./mask.js";

/** Options of `dotProductAttention`. */
export interface AttentionOptions {
  /** What is added to the logits. Broadcasts to `[B, N, T, S]`. */
  readonly bias?: ArrayLike;
  /** bool: a query attends to the keys for which this is true. Broadcasts to `[B, N, T, S]`. */
  readonly mask?: ArrayLike;
  /** What the products of queries and keys are multiplied by; 1 / √H by default. */
  readonly scale?: number;
  /** Whether a query attends to no key after it. */
  readonly isCausal?: boolean;
  /** How many queries of each example count, int32 `[B]`; results of the others are 0. */
  readonly querySeqLengths?: ArrayLike;
  /** How many keys of each example count, int32 `[B]`. */
  readonly keyValueSeqLengths?: ArrayLike;
  /** How many positions before and after it a query attends to; a number stands for both. */
  readonly localWindowSize?: number | readonly [left: number, right: number];
  /** Whether to return `[result, log Σ exp(logits)]`, the latter `[B, T, N]` and without a gradient. */
  readonly returnResidual?: boolean;
}

const attentionOptions = [
  "bias",
  "mask",
  "scale",
  "isCausal",
  "querySeqLengths",
  "keyValueSeqLengths",
  "localWindowSize",
  "returnResidual",
] as const satisfies readonly (keyof AttentionOptions)[];

/**
 * softmax(scale · query keyᵀ + bias) value for each head: query `[B, T, N, H]`, key and value `[B, S, K, H]`, to `[B, T, N, H]`; or
 * all of them without B. N is a multiple of K: so many heads of queries share a head of keys. The softmax is taken in float32.
 * Throws a `TypeError` that names the argument whose shape or dtype does not fit.
 *
 * Sources: Vaswani et al., "Attention is all you need", 2017, section 3.2; for shared heads Ainslie et al., "GQA", 2023.
 */
export function dotProductAttention(
  query: ArrayLike,
  key: ArrayLike,
  value: ArrayLike,
  options: AttentionOptions & { readonly returnResidual: true },
): [NDArray, NDArray];
export function dotProductAttention(
  query: ArrayLike,
  key: ArrayLike,
  value: ArrayLike,
  options?: AttentionOptions & { readonly returnResidual?: false },
): NDArray;
export function dotProductAttention(
  query: ArrayLike,
  key: ArrayLike,
  value: ArrayLike,
  options: AttentionOptions = {},
): NDArray | [NDArray, NDArray] {
  requireOptions("dotProductAttention", options, attentionOptions);
  const shape = np.shape(query);
  const [queries, keys, values] = [
    withFourAxes("query", query),
    withFourAxes("key", key),
    withFourAxes("value", value),
  ];
  const sizes = sizesOf(queries, keys, values);
  const { B, T, S, N, K, H } = sizes;
  const { bias, mask, scale = 1 / Math.sqrt(H), querySeqLengths, keyValueSeqLengths, localWindowSize } = options;

  const dtype = np.promoteTypes(queries.dtype as DType, "float32");
  const grouping = queries.reshape([B, T, K, N / K, H]);
  const products = np.einsum("btkgh,bskh->bkgts", grouping, keys, { preferredElementType: dtype });
  const scaled = products.mul(np.array(scale, { dtype }));
  const biased = bias === undefined ? scaled : scaled.add(grouped("bias", bias, sizes)).astype(dtype);

  const queryLengths = querySeqLengths === undefined ? undefined : lengthsOf("querySeqLengths", querySeqLengths, sizes);
  const visible = allOf([
    mask === undefined ? undefined : groupedMask(mask, sizes),
    visibleKeys(T, S, {
      isCausal: options.isCausal === true,
      window: typeof localWindowSize === "number" ? [localWindowSize, localWindowSize] : localWindowSize,
      queryLengths,
      keyLengths:
        keyValueSeqLengths === undefined ? undefined : lengthsOf("keyValueSeqLengths", keyValueSeqLengths, sizes),
    }),
  ]);
  // Large but finite: a query that attends to nothing gets the mean of all values, and not NaN.
  const hidden = -0.7 * Math.min(np.finfo(dtype).max, np.finfo("float32").max);
  const logits = (visible === undefined ? biased : np.where(visible, biased, hidden)).astype("float32");

  const weights = softmax(logits).astype(keys.dtype as DType);
  const encoded = np.einsum("bkgts,bskh->btkgh", weights, values).reshape([B, T, N, H]);
  const counted =
    queryLengths === undefined ? encoded : encoded.mul(countedQueries(T, queryLengths).astype(encoded.dtype as DType));
  if (options.returnResidual !== true) return counted.reshape(shape);
  const residual = logsumexp(logits, { axis: -1 }).astype(keys.dtype as DType);
  const perQuery = residual.reshape([B, N, T]).swapaxes(1, 2).reshape(shape.slice(0, -1));
  return [counted.reshape(shape), lax.stopGradient(perQuery)];
}
