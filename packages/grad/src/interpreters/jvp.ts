import {
  bind,
  Array as NDArray,
  type Params,
  type Primitive,
  type Scalar,
  type ShapedArray,
  sameShape,
  type Tangent,
  Trace,
  Tracer,
  withTrace,
  Zero,
} from "@hyrax/core";
import type { DerivativeRules } from "./rule-kinds.js";
import { zeroTangent } from "./tangent.js";

/** A value with a tangent that is not zero. */
class JvpTracer extends Tracer {
  constructor(
    override readonly owner: JvpTrace,
    readonly primal: NDArray,
    readonly tangent: NDArray,
  ) {
    super();
  }

  override get aval(): ShapedArray {
    return this.primal.aval;
  }

  /** The element, where it is known: a program may decide by the value at which it is differentiated. */
  override item(): Scalar {
    return this.primal.item();
  }
}

/** Forward-mode differentiation: computes with pairs of a value and its tangent. */
export class JvpTrace extends Trace {
  constructor(
    override readonly parent: Trace,
    readonly rules: DerivativeRules,
  ) {
    super();
  }

  /** A value with its tangent. One whose tangent is zero is a constant to this interpreter. */
  lift(primal: NDArray, tangent: Tangent): NDArray {
    return tangent instanceof Zero ? primal : new JvpTracer(this, primal, tangent);
  }

  /** The value and the tangent of what the traced function computed. */
  unpack(x: NDArray): readonly [primal: NDArray, tangent: Tangent] {
    return x instanceof JvpTracer && x.owner === this ? [x.primal, x.tangent] : [x, zeroTangent(x)];
  }

  override process(primitive: Primitive, inputs: readonly NDArray[], params: Params): readonly NDArray[] {
    const pairs = inputs.map((x) => this.unpack(x));
    const primals = pairs.map(([primal]) => primal);
    const tangents = pairs.map(([, tangent]) => tangent);
    return withTrace(this.parent, () => {
      if (tangents.every((tangent) => tangent instanceof Zero)) return bind(primitive, primals, params);
      const result = this.rules.jvp.find(primitive)(primals, tangents, params, this.rules);
      const [outs, outTangents] = asLists(primitive, result);
      return outs.map((out, i) => this.lift(out, checked(primitive, out, outTangents[i])));
    });
  }
}

/** The table finds rules of any primitive; whether one returns lists is known from the primitive alone. */
function asLists(primitive: Primitive, result: readonly unknown[]): readonly [readonly NDArray[], readonly Tangent[]] {
  const [outs, tangents] = primitive.multipleResults ? result : result.map((x) => [x]);
  return [outs as readonly NDArray[], tangents as readonly Tangent[]];
}

function checked(primitive: Primitive, out: NDArray, tangent: Tangent | undefined): Tangent {
  const fits =
    tangent instanceof Zero ||
    (tangent instanceof NDArray && sameShape(tangent.shape, out.shape) && tangent.dtype === out.dtype);
  if (fits) return tangent;
  throw new TypeError(
    `the jvp rule of ${primitive.name} must return a tangent of the type of the result, ${out.aval}, found ${tangent?.aval}`,
  );
}
