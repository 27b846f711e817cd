import {
  add,
  dotGeneral,
  type Eqn,
  type Jaxpr,
  lt,
  mul,
  type Array as NDArray,
  type ScanParams,
  scan,
  shapedArray,
  sin,
  stage,
  type WhileParams,
  whileLoop,
} from "@hyrax/core";
import { expect, test } from "vitest";
import { simplifyLoops } from "./simplify-loops.js";

const scalar = shapedArray([], "float32");
const vector = shapedArray([3], "float32");

function program(f: (...xs: NDArray[]) => readonly NDArray[], ...avals: (typeof scalar)[]): Jaxpr {
  return stage((xs) => f(...xs), avals).jaxpr;
}

const loop = { length: 3, reverse: false, unroll: 1 };
const names = (eqns: readonly Eqn[]) => eqns.map(({ primitive }) => primitive.name);

test("what is computed from constants of a scan alone stands before it", () => {
  const jaxpr = program((w, c) => [mul(add(c!, sin(mul(w!, 2))), w!)], scalar, scalar);
  const whole = program((w, c) => scan([w!, c!], { ...loop, jaxpr, numConsts: 1, numCarry: 1 }), scalar, scalar);
  const { eqns } = simplifyLoops(whole);
  expect(names(eqns)).toEqual(["mul", "sin", "scan"]);
  const params = eqns[2]!.params as ScanParams;
  expect(params.numConsts).toBe(2);
  expect(names(params.jaxpr.eqns)).toEqual(["add", "mul"]);
});

test("what is cheap is left to the steps, and so is a loop of one step", () => {
  const cheap = program((w, c) => [add(c!, mul(w!, 2))], scalar, scalar);
  const once = program((w, c) => [add(c!, sin(w!))], scalar, scalar);
  for (const [jaxpr, length] of [
    [cheap, 3],
    [once, 1],
  ] as const) {
    const params = { ...loop, length, jaxpr, numConsts: 1, numCarry: 1 };
    const whole = program((w, c) => scan([w!, c!], params), scalar, scalar);
    expect(names(simplifyLoops(whole).eqns)).toEqual(["scan"]);
  }
});

test("a carry that stays what it is becomes a constant, and its result is what the loop was given", () => {
  const jaxpr = program((fixed, c) => [fixed!, mul(c!, fixed!)], vector, vector);
  const whole = program((w, c) => scan([w!, c!], { ...loop, jaxpr, numConsts: 0, numCarry: 2 }), vector, vector);
  const simple = simplifyLoops(whole);
  expect(simple.eqns[0]!.params).toMatchObject({ numConsts: 1, numCarry: 1 });
  expect(simple.outs[0]).toBe(simple.invars[0]);
});

test("carries that only compute themselves, and stacks, go where nobody reads them", () => {
  const jaxpr = program((a, b, x) => [add(a!, b!), mul(b!, 2), sin(a!), add(x!, 1)], scalar, scalar, scalar);
  const params = { ...loop, jaxpr, numConsts: 0, numCarry: 2 };
  const whole = (count: number) =>
    program((a, b, xs) => scan([a!, b!, xs!], params).slice(count, count + 1), scalar, scalar, vector);
  const first = simplifyLoops(whole(0)).eqns[0]!;
  expect([first.inputs.length, first.outs.length]).toEqual([2, 2]);
  const second = simplifyLoops(whole(1)).eqns[0]!;
  expect([second.inputs.length, second.outs.length, names((second.params as ScanParams).jaxpr.eqns)]).toEqual([
    1,
    1,
    ["mul"],
  ]);
  const stacked = simplifyLoops(whole(3)).eqns[0]!;
  expect([stacked.inputs.length, (stacked.params as ScanParams).numCarry]).toEqual([1, 0]);
});

test("a while loop keeps what decides", () => {
  const condJaxpr = program((limit, i) => [lt(i!, limit!)], scalar, scalar, scalar, scalar);
  const bodyJaxpr = program((i, fixed, dead) => [add(i!, fixed!), fixed!, mul(dead!, 2)], scalar, scalar, scalar);
  const params = { condJaxpr, condNumConsts: 1, bodyJaxpr, bodyNumConsts: 0 };
  const whole = program(
    (limit, i, fixed, dead) => whileLoop([limit!, i!, fixed!, dead!], params).slice(0, 2),
    ...[scalar, scalar, scalar, scalar],
  );
  const simple = simplifyLoops(whole);
  const found = simple.eqns[0]!;
  expect(found.params as WhileParams).toMatchObject({ condNumConsts: 2, bodyNumConsts: 1 });
  expect([found.inputs.length, found.outs.length]).toEqual([4, 1]);
  expect(simple.outs[1]).toBe(simple.invars[2]);
});

const dot = (a: NDArray, b: NDArray, lhs: readonly number[], rhs: readonly number[]) =>
  dotGeneral(a, b, {
    dimensionNumbers: { lhsContract: lhs, rhsContract: rhs, lhsBatch: [], rhsBatch: [] },
    preferredElementType: null,
  }) as NDArray;

test("a carried sum of products is one product after the loop, where nobody else reads it", () => {
  const [sum, h, row] = [shapedArray([5, 3], "float32"), shapedArray([5], "float32"), shapedArray([3], "float32")];
  const step = (reads: boolean) =>
    program(
      (total, c, x) => [add(total!, dot(c!, x!, [], [])), reads ? add(c!, dot(total!, x!, [1], [0])) : sin(c!)],
      ...[sum, h, row],
    );
  const whole = (reads: boolean) =>
    program(
      (total, c, xs) => scan([total!, c!, xs!], { ...loop, length: 20, jaxpr: step(reads), numConsts: 0, numCarry: 2 }),
      ...[sum, h, shapedArray([20, 3], "float32")],
    );
  const { eqns } = simplifyLoops(whole(false));
  expect(names(eqns)).toEqual(["scan", "dot_general", "add_any"]);
  expect(eqns[0]!.outs.map(({ aval }) => aval.shape)).toEqual([[5], [20, 5]]);
  expect(names((eqns[0]!.params as ScanParams).jaxpr.eqns)).toEqual(["sin"]);
  expect(names(simplifyLoops(whole(true)).eqns)).toEqual(["scan"]);
});

test("rows that are multiplied by a constant are so all at once, on either side, and the results are rows again", () => {
  const [matrix, row] = [shapedArray([5, 3], "float32"), shapedArray([3], "float32")];
  const carry = shapedArray([5], "float32");
  const jaxpr = program((w, c, x) => [add(c!, add(dot(w!, x!, [1], [0]), dot(x!, w!, [0], [1])))], matrix, carry, row);
  const whole = (length: number) =>
    program(
      (w, c, xs) => scan([w!, c!, xs!], { ...loop, length, jaxpr, numConsts: 1, numCarry: 1 }),
      matrix,
      carry,
      shapedArray([length, 3], "float32"),
    );
  const { eqns } = simplifyLoops(whole(20));
  expect(names(eqns)).toEqual(["dot_general", "dot_general", "scan"]);
  expect(eqns[0]!.outs[0]!.aval.shape).toEqual([20, 5]);
  const params = eqns[2]!.params as ScanParams;
  expect(names(params.jaxpr.eqns)).toEqual(["add", "add"]);
  expect(names(simplifyLoops(whole(3)).eqns)).toEqual(["scan"]);
});
