import { describe, expect, test } from "vitest";
import {
  add,
  axisIndex,
  checkJaxpr,
  type Eqn,
  Jaxpr,
  Literal,
  pmap,
  psum,
  scan,
  shapedArray,
  sin,
  stage,
  Var,
  withNamedAxis,
} from "../index.js";

const f32 = (...shape: number[]) => shapedArray(shape, "float32");
const eqn = (primitive: Eqn["primitive"], inputs: Eqn["inputs"], outs: Eqn["outs"], params = {}): Eqn => ({
  primitive,
  inputs,
  params,
  outs,
});

/** Expects the check to refuse `{ lambda constvars ; x . let eqns in outs }`. */
function refuse(text: string, eqns: readonly Eqn[], outs: Jaxpr["outs"], invars: readonly Var[] = [x]): void {
  expect(() => checkJaxpr(new Jaxpr([], invars, eqns, outs))).toThrow(new TypeError(text));
}

const x = new Var(f32(3));
const y = new Var(f32(3));
const z = new Var(f32(3));

describe("checkJaxpr accepts", () => {
  test("what has been staged, with jaxprs inside", () => {
    const step = stage(([c, v]) => [add(c!, v!), c!], [f32(), f32()]).jaxpr;
    const params = { jaxpr: step, length: 4, numConsts: 0, numCarry: 1, reverse: false, unroll: 1 };
    checkJaxpr(stage(([c, vs]) => scan([c!, vs!], params), [f32(), f32(4)]).jaxpr);
  });

  test("a variable that is read twice, a literal, and a result that is an input", () => {
    checkJaxpr(new Jaxpr([], [x], [eqn(add, [x, x], [y])], [y, x, new Literal(1, f32())]));
  });
});

describe("checkJaxpr refuses", () => {
  test("a variable that is read before it is bound", () => {
    refuse("checkJaxpr: sin reads a variable f32[3] that is not bound", [eqn(sin, [y], [z]), eqn(sin, [x], [y])], [z]);
  });

  test("a result that nothing binds", () => {
    refuse("checkJaxpr: the result reads a variable f32[3] that is not bound", [], [y]);
  });

  test("a variable that is bound again, by an equation or as an input", () => {
    refuse("checkJaxpr: sin binds a variable f32[3] again", [eqn(sin, [x], [y]), eqn(sin, [x], [y])], [y]);
    refuse("checkJaxpr: sin binds a variable f32[3] again", [eqn(sin, [x], [x])], [x]);
    refuse("checkJaxpr: an input binds a variable f32[3] again", [], [x], [x, x]);
  });

  test("an equation whose results are of another type or number than it says", () => {
    const wrong = new Var(f32(4));
    const weak = new Var(shapedArray([3], "float32", true));
    refuse("checkJaxpr: sin gives [f32[3]], but its equation says [f32[4]]", [eqn(sin, [x], [wrong])], [wrong]);
    refuse("checkJaxpr: sin gives [f32[3]], but its equation says [f32[3]]", [eqn(sin, [x], [weak])], [weak]);
    refuse("checkJaxpr: sin gives [f32[3]], but its equation says [f32[3], f32[3]]", [eqn(sin, [x], [y, z])], [y]);
    refuse("checkJaxpr: sin gives [f32[3]], but its equation says []", [eqn(sin, [x], [])], [x]);
  });

  test("an equation whose inputs do not fit", () => {
    const two = new Var(f32(2));
    const invars = [x, two];
    refuse(
      "add: the shapes differ: f32[3] and f32[2]; broadcast one, or use numpy, which broadcasts",
      [eqn(add, [x, two], [y])],
      [y],
      invars,
    );
  });

  test("a jaxpr within an equation that is broken, or closes over constants", () => {
    const carry = new Var(f32());
    const params = (jaxpr: Jaxpr) => ({ jaxpr, length: 3, numConsts: 0, numCarry: 1, reverse: false, unroll: 1 });
    const start = new Var(f32());
    const loop = (jaxpr: Jaxpr) => [eqn(scan, [start], [new Var(f32())], params(jaxpr))];
    const open = new Jaxpr([new Var(f32())], [carry], [], [carry]);
    refuse("checkJaxpr: a jaxpr inside scan has constvars", loop(open), [start], [start]);
    const broken = new Jaxpr([], [carry], [], [new Var(f32())]);
    refuse("checkJaxpr: the result reads a variable f32[] that is not bound", loop(broken), [start], [start]);
  });

  test("a collective outside of its axis, but not within", () => {
    const sum = new Jaxpr([], [x], [eqn(psum, [x], [y], { axes: ["i"], axisIndexGroups: null })], [y]);
    expect(() => checkJaxpr(sum)).toThrow('psum: no enclosing vmap or pmap has the axisName "i"');
    withNamedAxis("i", 2, () => checkJaxpr(sum));
    const index = new Var(shapedArray([], "int32"));
    const member = new Jaxpr([], [], [eqn(axisIndex, [], [index], { axisName: "i" })], [index]);
    const all = new Var(shapedArray([2], "int32"));
    const params = { jaxpr: member, axisName: "i", axisSize: 2, mapped: [], name: "f" };
    checkJaxpr(new Jaxpr([], [], [eqn(pmap, [], [all], params)], [all]));
  });
});
