import {
  bottomTrace,
  type ConcreteArray,
  type CondParams,
  cond,
  customLinearSolve,
  evalJaxpr,
  type HostStorage,
  hostArray,
  innerJaxprs,
  Jaxpr,
  type LinearSolveParams,
  lanes,
  type Array as NDArray,
  type Primitive,
  type ScanParams,
  scan,
  type WhileParams,
  whileLoop,
  withTrace,
} from "@hyrax/core";

/** The only operation of a program, if it is one that cannot be taken apart. */
export function onlyOperation({ eqns }: Jaxpr): Primitive | undefined {
  const [eqn] = eqns;
  if (eqns.length !== 1 || eqn === undefined) return undefined;
  const { primitive, params } = eqn;
  const hasParts = parts.has(primitive) || primitive.traits.evaluate !== undefined;
  return hasParts && innerJaxprs(params).length > 0 ? undefined : primitive;
}

/**
 * Runs a program again, operation by operation, those in loops and branches included. Each looks at its own results, and
 * throws if they are not what the options allow.
 */
export function runStepByStep(jaxpr: Jaxpr, inputs: readonly NDArray[]): void {
  withTrace(bottomTrace(), () => {
    const [eqn] = jaxpr.eqns;
    const run = eqn && jaxpr.eqns.length === 1 ? parts.get(eqn.primitive) : undefined;
    if (eqn === undefined || run === undefined) evalJaxpr(jaxpr, [], inputs);
    else run(evalJaxpr(new Jaxpr([], jaxpr.invars, [], eqn.inputs), [], inputs), eqn.params);
  });
}

/** Runs an operation that holds programs as the operations in them. */
type Parts = (inputs: readonly NDArray[], params: object) => void;

/** The params of the entry for a primitive are that primitive's. */
const parts: ReadonlyMap<Primitive, Parts> = new Map<Primitive, Parts>([
  [scan, (inputs, params) => runScan(inputs, params as ScanParams)],
  [whileLoop, (inputs, params) => runWhile(inputs, params as WhileParams)],
  [cond, (inputs, params) => runBranch(inputs, params as CondParams)],
  [customLinearSolve, (inputs, params) => runSolve(inputs, params as LinearSolveParams)],
]);

function runScan(inputs: readonly NDArray[], { jaxpr, length, numConsts, numCarry, reverse }: ScanParams): void {
  const consts = inputs.slice(0, numConsts);
  const xs = inputs.slice(numConsts + numCarry);
  let carry = inputs.slice(numConsts, numConsts + numCarry);
  for (let k = 0; k < length; k++) {
    const rows = xs.map((x) => row(x, reverse ? length - 1 - k : k));
    carry = evalJaxpr(jaxpr, [], [...consts, ...carry, ...rows]).slice(0, numCarry);
  }
}

/** A row of an array of the host's. It is no operation, which would be blamed for what is in it. */
function row(x: NDArray, i: number): NDArray {
  const { aval, storage } = x as ConcreteArray;
  const shape = aval.shape.slice(1);
  const size = (aval.size / (aval.shape[0] as number)) * lanes(aval.dtype);
  return hostArray((storage as HostStorage).data.slice(i * size, (i + 1) * size), shape, aval.dtype, aval.weakType);
}

function runWhile(
  inputs: readonly NDArray[],
  { condJaxpr, condNumConsts, bodyJaxpr, bodyNumConsts }: WhileParams,
): void {
  const start = condNumConsts + bodyNumConsts;
  const condConsts = inputs.slice(0, condNumConsts);
  const bodyConsts = inputs.slice(condNumConsts, start);
  let carry = inputs.slice(start);
  while (evalJaxpr(condJaxpr, [], [...condConsts, ...carry])[0]?.item()) {
    carry = [...evalJaxpr(bodyJaxpr, [], [...bodyConsts, ...carry])];
  }
}

function runBranch([index, ...operands]: readonly NDArray[], { branches }: CondParams): void {
  const which = Math.max(0, Math.min(branches.length - 1, Number(index?.item())));
  evalJaxpr(branches[which] as Jaxpr, [], operands);
}

function runSolve(inputs: readonly NDArray[], { solve, constLengths }: LinearSolveParams): void {
  const start = constLengths.matvec + constLengths.vecmat;
  const end = start + constLengths.solve;
  evalJaxpr(solve, [], [...inputs.slice(start, end), ...inputs.slice(end + constLengths.transposeSolve)]);
}
