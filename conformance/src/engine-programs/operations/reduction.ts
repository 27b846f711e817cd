import * as core from "@hyrax/core";
import { elementsOf } from "../chooser.js";
import { type Operation, ofKind } from "./operation.js";

const reductions = {
  iufc: [core.reduceSum, core.reduceSum, core.reduceSum, core.reduceProd],
  biufc: [core.reduceMax, core.reduceMin],
  biu: [core.reduceAnd, core.reduceOr, core.reduceXor],
} as const;

const reduction: Operation = (choose, builder) => {
  const kinds = choose.of(["iufc", "iufc", "biufc", "biu"] as const);
  const x = choose.array(ofKind(kinds), [1, 8]);
  if (x === undefined) return false;
  const axes = choose.some(
    x.aval.shape.map((_, axis) => axis),
    0.6,
  );
  builder.apply(choose.of(reductions[kinds]), [x], { axes });
  return true;
};

/** A reduction whose result goes back over the rows: softmax, variance, normalisation. */
const normalisation: Operation = (choose, builder) => {
  const x = choose.array(ofKind("f"), [1, 4]);
  if (x === undefined) return false;
  const { shape } = x.aval;
  const axes = choose.of([[shape.length - 1], shape.map((_, axis) => axis), [0]]);
  const rest = shape.map((_, axis) => axis).filter((axis) => !axes.includes(axis));
  const spread = (y: core.Var) => builder.one(core.broadcastInDim, [y], { shape, broadcastDimensions: rest });
  if (choose.chance(0.5)) {
    const e = builder.one(core.exp, [builder.one(core.sub, [x, spread(builder.one(core.reduceMax, [x], { axes }))])]);
    builder.apply(core.div, [e, spread(builder.one(core.reduceSum, [e], { axes }))]);
  } else {
    const centred = builder.one(core.sub, [x, spread(builder.one(core.reduceMin, [x], { axes }))]);
    const squares = builder.one(core.reduceSum, [builder.one(core.mul, [centred, centred])], { axes });
    builder.apply(core.mul, [centred, spread(squares)]);
  }
  return true;
};

const arguments_: Operation = (choose, builder) => {
  const x = choose.array(ofKind("biuf"), [1, 8]);
  if (x === undefined) return false;
  const axes = x.aval.shape.flatMap((n, axis) => (n > 0 ? [axis] : []));
  if (axes.length === 0) return false;
  const indexDtype = choose.of(["int32", "int64", "uint8"] as const);
  builder.apply(choose.of([core.argmax, core.argmin]), [x], { axes: [choose.of(axes)], indexDtype });
  return true;
};

const cumulatives = {
  iufc: [core.cumsum, core.cumsum, core.cumprod],
  biufc: [core.cummax, core.cummin],
  fc: [core.cumlogsumexp],
} as const;

const cumulative: Operation = (choose, builder) => {
  const kinds = choose.of(["iufc", "biufc", "fc"] as const);
  const x = choose.array(ofKind(kinds), [1, 8]);
  if (x === undefined || elementsOf(x) > 200_000) return false;
  builder.apply(choose.of(cumulatives[kinds]), [x], {
    axis: choose.below(x.aval.shape.length),
    reverse: choose.chance(0.3),
  });
  return true;
};

export const reductionOperations: readonly Operation[] = [reduction, reduction, normalisation, arguments_, cumulative];
