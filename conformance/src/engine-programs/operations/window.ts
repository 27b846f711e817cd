import { sizeOf } from "@hyrax/core";
import {
  reduceWindowMax,
  reduceWindowMin,
  reduceWindowSum,
  selectAndGatherAdd,
  selectAndScatterAdd,
  windowCount,
} from "@hyrax/core/library";
import type { Chooser } from "../chooser.js";
import { type Operation, ofKind } from "./operation.js";

function windows(choose: Chooser, shape: readonly number[], dilated: boolean) {
  const pick = (list: readonly number[]) => shape.map(() => choose.of(list));
  const params = {
    windowDimensions: pick([1, 2, 3, 3, 7]),
    windowStrides: pick([1, 1, 2, 3]),
    padding: shape.map(() => [choose.below(3), choose.below(3)] as const),
    baseDilation: dilated ? pick([1, 1, 1, 2]) : shape.map(() => 1),
    windowDilation: dilated ? pick([1, 1, 1, 2]) : shape.map(() => 1),
  };
  const out = shape.map((n, i) =>
    windowCount(
      n,
      params.windowDimensions[i]!,
      params.windowStrides[i]!,
      params.padding[i]!,
      params.baseDilation[i]!,
      params.windowDilation[i]!,
    ),
  );
  return { params, out, work: sizeOf(out) * sizeOf(params.windowDimensions) };
}

const reduceWindow: Operation = (choose, builder) => {
  const primitive = choose.of([reduceWindowSum, reduceWindowMax, reduceWindowMin]);
  const x = choose.array(ofKind(primitive === reduceWindowSum ? "iufc" : "biuf"), [1, 4]);
  if (x === undefined) return false;
  const { params, out, work } = windows(choose, x.aval.shape, true);
  if (!builder.fits(out) || work > builder.limit.work) return false;
  builder.apply(primitive, [x], params);
  return true;
};

/** The derivatives of pooling. */
const selection: Operation = (choose, builder) => {
  const x = choose.array(ofKind("f"), [1, 4]);
  if (x === undefined) return false;
  const { dtype, shape } = x.aval;
  const { params, out, work } = windows(choose, shape, false);
  if (!builder.fits(out) || work > builder.limit.work) return false;
  const selector = choose.of(["ge", "le"] as const);
  if (choose.chance(0.5)) builder.apply(selectAndGatherAdd, [choose.companion(x), x], { ...params, selector });
  else builder.apply(selectAndScatterAdd, [builder.fresh(out, dtype, choose.fill()), x], { ...params, selector });
  return true;
};

export const windowOperations: readonly Operation[] = [reduceWindow, selection];
