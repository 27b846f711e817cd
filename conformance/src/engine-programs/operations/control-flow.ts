import * as core from "@hyrax/core";
import { type Jaxpr, type Shape, type ShapedArray, shapedArray, Var } from "@hyrax/core";
import { Builder, literal } from "../builder.js";
import { Chooser } from "../chooser.js";
import { isAny, type Operation } from "./operation.js";

type Finish = (builder: Builder, inputs: readonly Var[]) => readonly core.Atom[];

/** A program of some equations within the one that is chosen for, which `finish` chooses the results of. */
function body(choose: Chooser, avals: readonly ShapedArray[], finish: Finish): Jaxpr {
  const outer = choose.builder;
  const inputs = avals.map((aval) => new Var(aval));
  const limit = { elements: Math.min(outer.limit.elements, 2000), work: Math.min(outer.limit.work, 20_000) };
  const inner = new Builder(outer.inLoops, limit, inputs, outer.depth + 1);
  for (let count = 1 + choose.below(4); count > 0; count--) {
    const operation = choose.of(outer.inLoops);
    operation(new Chooser(choose.below(2 ** 30), inner), inner);
  }
  const outs = finish(inner, inputs);
  return new core.Jaxpr([], inputs, inner.eqns, outs);
}

/** A value of this type: the last that was computed, or the one given. */
function last(builder: Builder, aval: ShapedArray, otherwise: Var): Var {
  const found = builder.values.filter((v) => v.aval.dtype === aval.dtype && core.sameShape(v.aval.shape, aval.shape));
  return found.at(-1) ?? otherwise;
}

const carried = (choose: Chooser) => choose.array(isAny, [0, 3]);
const row = ({ shape, dtype }: ShapedArray) => shapedArray(shape.slice(1), dtype);

const scan: Operation = (choose, builder) => {
  const constant = choose.array(isAny, [0, 2]);
  const carry = carried(choose);
  const other = carried(choose);
  if (constant === undefined || carry === undefined || other === undefined) return false;
  if (!small(builder, constant, carry, other)) return false;
  const xs = choose.chance(0.7) ? choose.array(isAny, [1, 3]) : undefined;
  const length = xs?.aval.shape[0] ?? choose.of([0, 1, 2, 5, 16]);
  if (length > 33 || (xs && !small(builder, xs))) return false;
  const avals = [constant.aval, carry.aval, other.aval, ...(xs ? [row(xs.aval)] : [])];
  const jaxpr = body(choose, avals, (inner, inputs) => {
    const [next, stacked] = [last(inner, carry.aval, inputs[1]!), inner.values.at(-1)!];
    const swapped =
      choose.chance(0.2) && core.sameShape(carry.aval.shape, other.aval.shape) && carry.aval.dtype === other.aval.dtype;
    return swapped ? [inputs[2]!, next, stacked] : [next, last(inner, other.aval, inputs[2]!), stacked];
  });
  const stacked = jaxpr.outAvals[2]!;
  if (!builder.fits([length, ...stacked.shape])) return false;
  builder.apply(core.scan, [constant, carry, other, ...(xs ? [xs] : [])], {
    jaxpr,
    length,
    numConsts: 1,
    numCarry: 2,
    reverse: choose.chance(0.4),
    unroll: 1,
  });
  return true;
};

const small = (builder: Builder, ...values: readonly Var[]) =>
  values.every(({ aval }) => aval.size <= Math.min(builder.limit.elements, 2000));

/** A loop that counts, and may end before that because of what it computes. */
const whileLoop: Operation = (choose, builder) => {
  const carry = carried(choose);
  const constant = carried(choose);
  if (carry === undefined || constant === undefined || !small(builder, carry, constant)) return false;
  const count = shapedArray([], "int32");
  const i = new Var(count);
  const given = new Var(carry.aval);
  const steps = choose.of([0, 1, 3, 8]);
  const condition = new Builder([], builder.limit, [i, given], builder.depth + 1);
  let goesOn = condition.one(core.lt, [i, literal(steps, "int32")]);
  if (choose.chance(0.3) && "iuf".includes(core.dtypeKind(carry.aval.dtype))) {
    const axes = carry.aval.shape.map((_, axis) => axis);
    const greatest = condition.one(core.reduceMax, [given], { axes });
    goesOn = condition.one(core.and, [goesOn, condition.one(core.lt, [greatest, literal(100, carry.aval.dtype)])]);
  }
  const condJaxpr = new core.Jaxpr([], [i, given], condition.eqns, [goesOn]);
  const bodyJaxpr = body(choose, [constant.aval, count, carry.aval], (inner, inputs) => {
    const next = last(inner, carry.aval, inputs[2]!);
    return [inner.one(core.add, [inputs[1]!, literal(1, "int32")]), next];
  });
  builder.apply(core.whileLoop, [constant, literal(0, "int32"), carry], {
    condJaxpr,
    condNumConsts: 0,
    bodyJaxpr,
    bodyNumConsts: 1,
  });
  return true;
};

const cond: Operation = (choose, builder) => {
  const operands = [carried(choose), carried(choose)].flatMap((x) => (x ? [x] : []));
  if (operands.length < 2 || !small(builder, ...operands)) return false;
  const avals = operands.map(({ aval }) => aval);
  const wanted = choose.of(avals);
  const branches = Array.from({ length: 1 + choose.below(3) }, () =>
    body(choose, avals, (inner, inputs) => [last(inner, wanted, inputs[avals.indexOf(wanted)]!), inputs[0]!]),
  );
  const index = choose.value(
    ({ aval }) => aval.dtype === "int32" && aval.shape.length === 0,
    () => builder.fresh([], "int32", { kind: "indices", seed: choose.below(2 ** 20) }),
  );
  if (index === undefined) return false;
  builder.apply(core.cond, [index, ...operands], { branches });
  return true;
};

const checkpoint: Operation = (choose, builder) => {
  const operands = [carried(choose), carried(choose)].flatMap((x) => (x ? [x] : []));
  if (operands.length < 2 || !small(builder, ...operands)) return false;
  const jaxpr = body(
    choose,
    operands.map(({ aval }) => aval),
    (inner) => inner.values.slice(-2),
  );
  const [primitive, params] = choose.of([
    [core.checkpoint, { jaxpr, policy: null, preventCse: true, differentiated: choose.chance(0.5) }],
    [core.jit, { jaxpr, name: "inner" }],
  ] as const);
  builder.apply(primitive, operands, params);
  return true;
};

/** The sum of rows, and their running values: what recurrences are made of. */
const recurrence: Operation = (choose, builder) => {
  const [batch, n] = [choose.of<Shape>([[], [1], [3], [8]]), choose.of([1, 3, 8, 16, 17, 33])];
  const state = builder.fresh([...batch, n], "float32", choose.fill());
  // Small weights: the errors of others grow without bounds.
  const weights = builder.one(core.mul, [builder.fresh([n, n], "float32", choose.fill()), literal(0.0625, "float32")]);
  const xs = builder.fresh([choose.of([1, 2, 7, 16]), ...batch, n], "float32", choose.fill());
  const avals = [weights.aval, state.aval, row(xs.aval)];
  const jaxpr = (() => {
    const inputs = avals.map((aval) => new Var(aval));
    const inner = new Builder([], builder.limit, inputs, builder.depth + 1);
    const dimensionNumbers = { lhsContract: [batch.length], rhsContract: [0], lhsBatch: [], rhsBatch: [] };
    const turned = inner.one(core.dotGeneral, [inputs[1]!, inputs[0]!], {
      dimensionNumbers,
      preferredElementType: null,
    });
    const next = inner.one(core.tanh, [inner.one(core.add, [turned, inputs[2]!])]);
    return new core.Jaxpr([], inputs, inner.eqns, [next, next]);
  })();
  const { shape } = xs.aval;
  builder.apply(core.scan, [weights, state, xs], {
    jaxpr,
    length: shape[0] as number,
    numConsts: 1,
    numCarry: 1,
    reverse: choose.chance(0.3),
    unroll: 1,
  });
  return true;
};

export const controlFlowOperations: readonly Operation[] = [scan, scan, whileLoop, cond, checkpoint, recurrence];
