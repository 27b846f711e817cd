import {
  type Atom,
  add,
  addAny,
  type DotGeneralParams,
  dotGeneral,
  type Eqn,
  Literal,
  type ScanParams,
  type ShapedArray,
  shapedArray,
  Var,
} from "@hyrax/core";
import { FEWEST_STEPS, MOST_ELEMENTS } from "./batch-products.js";
import { chosen, subprogram } from "./body.js";

/** A sum that a scan carries: in each step a product is added, larger than its factors. */
interface ProductSum {
  /** Its number among the carried values. */
  readonly carry: number;
  readonly product: Eqn;
}

/**
 * A scan, and after it the sums of products that its steps would have added up: the steps stack the factors instead, and
 * one product of matrices sums over all of them. So gradients of weights in recurrent networks are not read and written
 * in each step.
 */
export function sumProducts(scanEqn: Eqn): readonly Eqn[] {
  const params = scanEqn.params as ScanParams; // the params of a scan
  const { jaxpr, length, numConsts, numCarry } = params;
  const sums = length < FEWEST_STEPS ? [] : productSums(params);
  if (sums.length === 0) return [scanEqn];
  const start = numConsts + numCarry;
  const stacks = new Map<Atom, Atom>();
  const outs: Atom[] = [];
  /** The factors of all steps, in the order of the rows. */
  const stackOf = (factor: Atom): Atom => {
    const row = jaxpr.invars.indexOf(factor as Var);
    if (row >= start) return scanEqn.inputs[row]!;
    const known = stacks.get(factor);
    if (known !== undefined) return known;
    const stack = new Var(stacked(factor.aval, length));
    stacks.set(factor, stack);
    outs.push(factor);
    return stack;
  };
  const after = sums.flatMap(({ carry, product }): readonly Eqn[] => {
    const out = scanEqn.outs[carry]!;
    const total = new Var(out.aval);
    const [lhs, rhs] = product.inputs.map(stackOf) as [Atom, Atom]; // a product has two inputs
    return [
      { ...product, inputs: [lhs, rhs], params: overSteps(product.params as DotGeneralParams), outs: [total] },
      { primitive: addAny, inputs: [scanEqn.inputs[numConsts + carry]!, total], params: {}, outs: [out] },
    ];
  });
  const isSum = (i: number) => sums.some(({ carry }) => carry === i);
  const keepIn = (i: number) => i < numConsts || !isSum(i - numConsts);
  const keepOut = (i: number) => !isSum(i);
  const body = subprogram(jaxpr, chosen(jaxpr.invars, keepIn), [...chosen(jaxpr.outs, keepOut), ...outs]);
  const rest: Eqn = {
    ...scanEqn,
    inputs: chosen(scanEqn.inputs, keepIn),
    outs: [...chosen(scanEqn.outs, keepOut), ...([...stacks.values()] as Var[])],
    params: { ...params, jaxpr: body, numCarry: numCarry - sums.length },
  };
  return [rest, ...after];
}

function productSums({ jaxpr, length, numConsts, numCarry }: ScanParams): readonly ProductSum[] {
  const definitions = new Map<Atom, Eqn>(jaxpr.eqns.flatMap((eqn) => eqn.outs.map((v) => [v, eqn])));
  const consts = new Set<Atom>(jaxpr.invars.slice(0, numConsts));
  return jaxpr.outs.slice(0, numCarry).flatMap((out, carry): readonly ProductSum[] => {
    const sum = definitions.get(out);
    if (sum === undefined || (sum.primitive !== add && sum.primitive !== addAny)) return [];
    const before = jaxpr.invars[numConsts + carry]!;
    const product = definitions.get(sum.inputs[sum.inputs[0] === before ? 1 : 0]!);
    const isRead = (v: Atom, reader?: Eqn) => jaxpr.eqns.some((eqn) => eqn !== reader && eqn.inputs.includes(v));
    const isAlone =
      sum.inputs.filter((atom) => atom === before).length === 1 &&
      !isRead(before, sum) &&
      !isRead(out) &&
      !jaxpr.outs.includes(before) &&
      jaxpr.outs.filter((atom) => atom === out).length === 1;
    if (!isAlone || product?.primitive !== dotGeneral) return [];
    const { dimensionNumbers } = product.params as DotGeneralParams; // the params of a product
    const elements = product.inputs.reduce((size, { aval }) => size + aval.size, 0);
    const isLarge = out.aval.size > elements && length * elements <= MOST_ELEMENTS;
    const isStacked = product.inputs.every((factor) => !(factor instanceof Literal) && !consts.has(factor));
    const isFloat = out.aval.dtype === "float32" || out.aval.dtype === "float64";
    const isPlain =
      dimensionNumbers.lhsBatch.length === 0 && product.outs[0]!.aval.shape.join() === out.aval.shape.join();
    return isLarge && isStacked && isFloat && isPlain ? [{ carry, product }] : [];
  });
}

/** The product of stacks, which sums over the steps too. */
function overSteps(params: DotGeneralParams): DotGeneralParams {
  const { lhsContract, rhsContract } = params.dimensionNumbers;
  const shifted = (axes: readonly number[]) => [0, ...axes.map((axis) => axis + 1)];
  return {
    ...params,
    dimensionNumbers: {
      lhsContract: shifted(lhsContract),
      rhsContract: shifted(rhsContract),
      lhsBatch: [],
      rhsBatch: [],
    },
  };
}

function stacked({ shape, dtype }: ShapedArray, length: number): ShapedArray {
  return shapedArray([length, ...shape], dtype);
}
