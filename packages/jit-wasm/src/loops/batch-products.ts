import {
  type Atom,
  type DotGeneralParams,
  dotGeneral,
  type Eqn,
  type ScanParams,
  type ShapedArray,
  shapedArray,
  Var,
} from "@hyrax/core";
import { subprogram } from "./body.js";

/** Fewer steps are not worth another array; of more elements than this, it would not be worth its memory. */
export const FEWEST_STEPS = 8;
export const MOST_ELEMENTS = 2 ** 22;

/**
 * Scans after the products of their rows with constants, all rows at once: a product of matrices reads the constant once
 * for many rows, where each step would read all of it for one. So recurrent networks project their inputs.
 */
export function batchProducts(scanEqn: Eqn): readonly Eqn[] {
  const params = scanEqn.params as ScanParams; // the params of a scan
  const { jaxpr, length, numConsts, numCarry } = params;
  if (length < FEWEST_STEPS) return [scanEqn];
  const start = numConsts + numCarry;
  const inputOf = (atom: Atom) => scanEqn.inputs[jaxpr.invars.indexOf(atom as Var)]!;
  const rows = new Set<Atom>(jaxpr.invars.slice(start));
  const consts = new Set<Atom>(jaxpr.invars.slice(0, numConsts));
  const moved = new Map<Eqn, Eqn>();
  for (const eqn of jaxpr.eqns) {
    if (eqn.primitive !== dotGeneral || length * eqn.outs[0]!.aval.size > MOST_ELEMENTS) continue;
    const row = eqn.inputs.findIndex((atom) => rows.has(atom));
    if (row < 0 || !consts.has(eqn.inputs[1 - row]!)) continue;
    const whole = ofAllRows(eqn, row, length, inputOf);
    if (whole !== undefined) moved.set(eqn, whole);
  }
  if (moved.size === 0) return [scanEqn];
  const results = [...moved.keys()].map((eqn) => eqn.outs[0]!);
  const rest = jaxpr.eqns.filter((eqn) => !moved.has(eqn));
  const body = subprogram(jaxpr, [...jaxpr.invars, ...results], jaxpr.outs, rest);
  const inputs = [...scanEqn.inputs, ...[...moved.values()].map((eqn) => eqn.outs[0]!)];
  return [...moved.values(), { ...scanEqn, inputs, params: { ...params, jaxpr: body } }];
}

/** The product of a row with a constant as that of all rows; undefined where its axes would come in another order. */
function ofAllRows(eqn: Eqn, row: number, length: number, inputOf: (atom: Atom) => Atom): Eqn | undefined {
  const params = eqn.params as DotGeneralParams; // the params of a product
  const { lhsContract, rhsContract, lhsBatch } = params.dimensionNumbers;
  const [rowContract, constContract] = row === 0 ? [lhsContract, rhsContract] : [rhsContract, lhsContract];
  const isContracted = rowContract.length === eqn.inputs[row]!.aval.shape.length;
  if (lhsBatch.length > 0 || (row === 1 && !isContracted)) return undefined;
  const out = eqn.outs[0]!.aval;
  return {
    primitive: dotGeneral,
    inputs: [inputOf(eqn.inputs[row]!), inputOf(eqn.inputs[1 - row]!)],
    params: {
      ...params,
      dimensionNumbers: {
        lhsContract: rowContract.map((axis) => axis + 1),
        rhsContract: constContract,
        lhsBatch: [],
        rhsBatch: [],
      },
    },
    outs: [new Var(stacked(out, length))],
  };
}

function stacked({ shape, dtype, weakType }: ShapedArray, length: number): ShapedArray {
  return shapedArray([length, ...shape], dtype, weakType);
}
