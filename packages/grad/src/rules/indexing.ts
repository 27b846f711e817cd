import {
  add,
  addAny,
  broadcastInDim,
  div,
  dynamicSlice,
  dynamicUpdateSlice,
  eq,
  type GatherDimensionNumbers,
  type GatherParams,
  gather,
  indexing,
  iota,
  mul,
  Array as NDArray,
  pad,
  reshape,
  type ScatterDimensionNumbers,
  type ScatterParams,
  type Shape,
  type ShapedArray,
  scatter,
  scatterAdd,
  scatterMax,
  scatterMin,
  scatterMul,
  shapedArray,
  sizeOf,
  slice,
  sub,
  type Tangent,
  type TypedPrimitive,
} from "@hyrax/core";
import { type JvpRule, LinearInput, type TransposeInput } from "../interpreters/rule-kinds.js";
import { full, instantiate, zeros } from "../interpreters/tangent.js";
import { indicator, where } from "./choice.js";
import { jvpFamily, linear, notLinear, perOperand, transposeEach, transposeFamily } from "./derivatives.js";

type Scatter = TypedPrimitive<
  readonly [x: ShapedArray, indices: ShapedArray, updates: ShapedArray],
  ScatterParams,
  ShapedArray
>;

/** The gather that reads what a scatter with these params writes. */
function inverseGather(
  { dimensionNumbers: d, indicesAreSorted, mode, uniqueIndices }: ScatterParams,
  x: Shape,
  updates: Shape,
): GatherParams {
  let w = 0;
  const single = (axis: number) => d.insertedWindowDims.includes(axis) || d.operandBatchingDims.includes(axis);
  return {
    dimensionNumbers: {
      offsetDims: d.updateWindowDims,
      collapsedSliceDims: d.insertedWindowDims,
      startIndexMap: d.scatterDimsToOperandDims,
      operandBatchingDims: d.operandBatchingDims,
      startIndicesBatchingDims: d.scatterIndicesBatchingDims,
    },
    sliceSizes: x.map((_, axis) => (single(axis) ? 1 : (updates[d.updateWindowDims[w++] as number] as number))),
    mode,
    fillValue: 0,
    indicesAreSorted,
    uniqueIndices,
  };
}

/** The scatter that writes where a gather with these dimensions reads. */
function inverseScatter(d: GatherDimensionNumbers): ScatterDimensionNumbers {
  return {
    updateWindowDims: d.offsetDims,
    insertedWindowDims: d.collapsedSliceDims,
    scatterDimsToOperandDims: d.startIndexMap,
    operandBatchingDims: d.operandBatchingDims,
    scatterIndicesBatchingDims: d.startIndicesBatchingDims,
  };
}

/**
 * Of several updates of one element the last stays, and only its tangent counts: numbering the updates and scattering
 * the numbers tells which ones stay, and which elements of `x` are not overwritten.
 */
function scatterTangent(dx: NDArray, dUpdates: NDArray, indices: NDArray, params: ScatterParams): NDArray {
  if (params.uniqueIndices) return scatter(dx, indices, dUpdates, params);
  const { updateWindowDims } = params.dimensionNumbers;
  const windows = dUpdates.shape.map((n, axis) => (updateWindowDims.includes(axis) ? 1 : n));
  const numbers = reshape(add(iota({ dtype: "int32", shape: [sizeOf(windows)], dimension: 0 }), 1), {
    newSizes: windows,
  });
  const ids = broadcastInDim(numbers, { shape: dUpdates.shape, broadcastDimensions: windows.map((_, axis) => axis) });
  const winners = scatter(zeros(shapedArray(dx.shape, "int32")), indices, ids, params);
  const stays = eq(ids, gather(winners, indices, inverseGather(params, dx.shape, dUpdates.shape)));
  return scatterAdd(where(eq(winners, 0), dx), indices, where(stays, dUpdates), params);
}

/** Of equal extreme values, among the updates and the element of `x` itself, each has an equal share. */
function extremeTangent(
  dx: NDArray,
  dUpdates: NDArray,
  [x, indices, updates]: readonly [NDArray, NDArray, NDArray],
  y: NDArray,
  params: ScatterParams,
): NDArray {
  const read = (a: NDArray) => gather(a, indices, inverseGather(params, x.shape, updates.shape));
  const total = (a: NDArray) => read(scatterAdd(zeros(x.aval), indices, a, params));
  const target = read(y);
  const wins = indicator(eq(updates, target), x);
  const kept = indicator(eq(read(x), target), x);
  const part = div(1, add(total(wins), kept));
  // Each update of an element takes its share of what the element loses.
  const lost = div(sub(mul(kept, part), 1), total(full(updates.aval, 1)));
  return scatterAdd(dx, indices, addAny(mul(read(dx), lost), mul(dUpdates, mul(wins, part))), params);
}

/** A rule in terms of the tangents of `x` and of the updates, zero or not. */
function scatterJvp<P extends Scatter>(
  primitive: P,
  tangent: (
    dx: NDArray,
    dUpdates: NDArray,
    inputs: readonly [NDArray, NDArray, NDArray],
    y: NDArray,
    params: ScatterParams,
  ) => NDArray,
): JvpRule<Scatter> {
  return (inputs, [dx, , dUpdates], params) => {
    const y = primitive(...inputs, params);
    return [y, tangent(instantiate(dx), instantiate(dUpdates), inputs, y, params)];
  };
}

function requireUnique(name: string, { uniqueIndices }: ScatterParams): void {
  if (uniqueIndices) return;
  throw new TypeError(
    `the derivative of ${name} by its updates needs indices that do not repeat; if yours do not, say so with { uniqueIndices: true }`,
  );
}

/** The start indices of a slice, which are the last inputs. */
function startsOf(inputs: readonly TransposeInput[], first: number): readonly NDArray[] {
  return inputs.slice(first).filter((x) => x instanceof NDArray);
}

export const indexingJvp = jvpFamily(indexing, {
  slice: linear(slice),
  dynamicSlice: ([x, ...starts], [dx], params) => {
    const y = dynamicSlice([x as NDArray, ...starts], params);
    return [y, dynamicSlice([dx as NDArray, ...starts], params)]; // the only input that can have a tangent
  },
  dynamicUpdateSlice: ([x, update, ...starts], [dx, dUpdate]) => [
    dynamicUpdateSlice([x as NDArray, update as NDArray, ...starts]),
    dynamicUpdateSlice([instantiate(dx as Tangent), instantiate(dUpdate as Tangent), ...starts]),
  ],
  gather: perOperand(gather, [(dx, [, indices], _, params) => gather(dx, indices, { ...params, fillValue: 0 }), null]),
  scatter: scatterJvp(scatter, (dx, dUpdates, [, indices], _, params) => scatterTangent(dx, dUpdates, indices, params)),
  scatterAdd: scatterJvp(scatterAdd, (dx, dUpdates, [, indices], _, params) =>
    scatterAdd(dx, indices, dUpdates, params),
  ),
  scatterMul: perOperand(scatterMul, [
    (dx, [, indices, updates], _, params) => scatterMul(dx, indices, updates, params),
    null,
    (dUpdates, [x, indices], _, params) => {
      requireUnique("scatterMul", params);
      return mul(x, scatterAdd(zeros(x.aval), indices, dUpdates, params));
    },
  ]),
  scatterMin: scatterJvp(scatterMin, extremeTangent),
  scatterMax: scatterJvp(scatterMax, extremeTangent),
});

export const indexingTranspose = transposeFamily(indexing, {
  slice: transposeEach<typeof slice>([
    (ct, x, _, { startIndices, strides }) =>
      pad(ct, 0, {
        paddingConfig: x.shape.map((size, axis) => {
          const start = startIndices[axis] as number;
          const stride = strides?.[axis] ?? 1;
          const n = ct.shape[axis] as number;
          const end = start + (n === 0 ? 0 : (n - 1) * stride + 1);
          return [start, size - end, stride - 1];
        }),
      }),
  ]),
  dynamicSlice: (ct, inputs) => [
    dynamicUpdateSlice([zeros((inputs[0] as TransposeInput).aval), ct, ...startsOf(inputs, 1)]),
    ...inputs.slice(1).map(() => null),
  ],
  dynamicUpdateSlice: (ct, inputs) => {
    const [x, update, ...rest] = inputs as readonly [TransposeInput, TransposeInput, ...TransposeInput[]];
    const starts = startsOf(rest, 0);
    return [
      x instanceof LinearInput ? dynamicUpdateSlice([ct, zeros(update.aval), ...starts]) : null,
      update instanceof LinearInput ? dynamicSlice([ct, ...starts], { sliceSizes: update.aval.shape }) : null,
      ...rest.map(() => null),
    ];
  },
  gather: transposeEach<typeof gather>([
    (ct, x, [, indices], { dimensionNumbers, indicesAreSorted, mode, uniqueIndices }) =>
      scatterAdd(zeros(x), indices, ct, {
        dimensionNumbers: inverseScatter(dimensionNumbers),
        indicesAreSorted,
        mode,
        uniqueIndices,
      }),
    null,
  ]),
  scatter: transposeEach<typeof scatter>([
    (ct, _, [, indices, updates], params) => {
      requireUnique("scatter", params);
      return scatter(ct, indices, zeros(updates.aval), params);
    },
    null,
    (ct, updates, [, indices], params) => {
      requireUnique("scatter", params);
      return gather(ct, indices, inverseGather(params, ct.shape, updates.shape));
    },
  ]),
  scatterAdd: transposeEach<typeof scatterAdd>([
    (ct) => ct,
    null,
    (ct, updates, [, indices], params) => gather(ct, indices, inverseGather(params, ct.shape, updates.shape)),
  ]),
  scatterMul: transposeEach<typeof scatterMul>([
    (ct, _, [, indices, updates], params) => scatterMul(ct, indices, updates, params),
    null,
    (ct, updates, [x, indices], params) => gather(mul(ct, x), indices, inverseGather(params, ct.shape, updates.shape)),
  ]),
  scatterMin: notLinear,
  scatterMax: notLinear,
});
