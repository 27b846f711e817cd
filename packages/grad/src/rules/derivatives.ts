import {
  bind,
  familyRules,
  type InputsOf,
  MissingRuleError,
  mul,
  Array as NDArray,
  type NoParams,
  type Params,
  type ParamsOf,
  type PerInput,
  type Primitive,
  reduceSum,
  type ShapedArray,
  type Tangent,
  type TypedPrimitive,
  Unsupported,
  unsupported,
  Zero,
} from "@hyrax/core";
import {
  type Cotangent,
  type JvpKind,
  type JvpRule,
  LinearInput,
  type PartialEvalKind,
  type TransposeInput,
  type TransposeKind,
  type TransposeRule,
} from "../interpreters/rule-kinds.js";
import { addTangents, instantiate, spread, tangentAval, zeroTangent } from "../interpreters/tangent.js";

export const jvpFamily = familyRules<JvpKind>();
export const partialEvalFamily = familyRules<PartialEvalKind>();
export const transposeFamily = familyRules<TransposeKind>();

/** For the transpose of operations that are not linear in any input. */
export const notLinear = unsupported("it is not linear in any of its inputs; linearize or differentiate the function");

type Unary = TypedPrimitive<readonly [x: ShapedArray], NoParams, ShapedArray>;

/** dy = f′(x) dx, with the derivative in terms of `x` and of the result `y`. */
export function scalar(primitive: Unary, derivative: (x: NDArray, y: NDArray) => NDArray): JvpRule<Unary> {
  return ([x], [dx]) => {
    const y = primitive(x);
    return [y, mul(instantiate(dx), derivative(x, y))];
  };
}

/** What the tangent of one input adds to that of the result `y`; it is linear in the tangent. */
export type PartialDerivative<P extends Primitive> = (
  tangent: NDArray,
  inputs: InputsOf<P>,
  y: NDArray,
  params: ParamsOf<P>,
) => NDArray;

/**
 * dy = Σ ∂f/∂xᵢ dxᵢ, with a term for each input: null where the derivative is zero, `unsupported` where there is none.
 * A term that is a scalar is spread over the shape of the result.
 */
export function perOperand<P extends Primitive>(
  primitive: P,
  terms: PerInput<P, PartialDerivative<P> | Unsupported | null>,
): JvpRule<P> {
  const list = terms as readonly (PartialDerivative<Primitive> | Unsupported | null)[];
  return untypedJvp((primals, tangents, params) => {
    const y = bind(primitive, primals, params)[0] as NDArray;
    let dy: Tangent = zeroTangent(y);
    tangents.forEach((tangent, i) => {
      const term = list[i];
      if (tangent instanceof Zero || term === null || term === undefined) return;
      if (term instanceof Unsupported) {
        throw new MissingRuleError(`the derivative of ${primitive.name} by input ${i} is not possible: ${term.reason}`);
      }
      dy = addTangents(dy, spread(term(tangent, primals, y, params), y.aval));
    });
    return [y, dy];
  });
}

/** df(x) = f(dx): for an operation that is linear in all its inputs together. */
export function linear<P extends Primitive>(primitive: P): JvpRule<P> {
  return untypedJvp((primals, tangents, params) => {
    const outs = bind(primitive, primals, params);
    const outTangents = bind(primitive, tangents.map(instantiate), params);
    return primitive.multipleResults ? [outs, outTangents] : [outs[0], outTangents[0]];
  });
}

/** For operations that are constant wherever they are differentiable, and those on or to integers. */
export function zeroDerivative<P extends Primitive>(primitive: P): JvpRule<P> {
  return untypedJvp((primals, _, params) => {
    const outs = bind(primitive, primals, params);
    const zeros = outs.map((out) => new Zero(tangentAval(out.aval)));
    return primitive.multipleResults ? [outs, zeros] : [outs[0], zeros[0]];
  });
}

/** The cotangent of one linear input, from that of the result. The other inputs are there as values. */
export type TransposePart<P extends Primitive> = (
  ct: NDArray,
  aval: ShapedArray,
  inputs: InputsOf<P>,
  params: ParamsOf<P>,
) => NDArray;

/**
 * The transpose of an operation with one result, by a part for each input that it can be linear in; null for others.
 * Where a scalar was spread over the result, its cotangent is summed.
 */
export function transposeEach<P extends Primitive>(parts: PerInput<P, TransposePart<P> | null>): TransposeRule<P> {
  const list = parts as readonly (TransposePart<Primitive> | null)[];
  return untypedTranspose((ct, inputs, params) => {
    // Before any part runs: a part takes all inputs but its own for values.
    inputs.forEach((input, i) => {
      if (input instanceof NDArray || list[i]) return;
      throw new MissingRuleError(`input ${i}, ${input.aval}: ${notLinear.reason}`);
    });
    return inputs.map((input, i) => {
      if (input instanceof NDArray) return null;
      const part = list[i] as TransposePart<Primitive>; // it is there, or the loop above had thrown
      return collapse(part(ct, input.aval, inputs as readonly NDArray[], params), input.aval);
    });
  });
}

/** As `transposeEach`, for an operation that is a product: linear in each of its two factors, but not in both. */
export function bilinear<P extends Primitive>(
  primitive: P,
  lhs: TransposePart<P>,
  rhs: TransposePart<P>,
): TransposeRule<P> {
  const each = transposeEach<Primitive>([lhs, rhs] as readonly TransposePart<Primitive>[]);
  return untypedTranspose((ct, inputs, params, rules) => {
    if (inputs.every((x) => x instanceof LinearInput)) {
      throw new MissingRuleError(
        `the transpose of ${primitive.name} is not possible: a product of two linear inputs is not linear; ` +
          "linearize or differentiate the function",
      );
    }
    return each(ct, inputs, params, rules) as readonly Cotangent[];
  });
}

/** A cotangent summed to the shape of an input that was a scalar beside arrays. */
export function collapse(ct: NDArray, aval: ShapedArray): NDArray {
  return aval.shape.length === 0 && ct.ndim > 0 ? reduceSum(ct, { axes: ct.shape.map((_, axis) => axis) }) : ct;
}

type LooseJvp = (primals: readonly NDArray[], tangents: readonly Tangent[], params: Params) => readonly unknown[];
type LooseTranspose = (
  ct: NDArray,
  inputs: readonly TransposeInput[],
  params: Params,
  rules: Parameters<TransposeRule>[3],
) => readonly Cotangent[];

/** Rules that are made for a primitive handle its inputs as lists; their types are those of the primitive's tuples. */
function untypedJvp<P extends Primitive>(rule: LooseJvp): JvpRule<P> {
  return rule as unknown as JvpRule<P>;
}

function untypedTranspose<P extends Primitive>(rule: LooseTranspose): TransposeRule<P> {
  return rule as unknown as TransposeRule<P>;
}
