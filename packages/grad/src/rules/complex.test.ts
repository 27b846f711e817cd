import "@hyrax/cpu";
import {
  abs,
  add,
  complexParts,
  config,
  conj,
  div,
  imag,
  lt,
  mul,
  type Array as NDArray,
  real,
  sin,
} from "@hyrax/core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { complexArray, complexSpread, integers, scalar, spread } from "../../test-support/arrays.js";
import { checkGradients, checkJvp, type TestFunction } from "../../test-support/check-gradients.js";
import { chosen, jitted, looped, scanned } from "../../test-support/programs.js";
import { sweep } from "../../test-support/sweep.js";
import { checkpoint, customJvp, customVjp, linearTranspose } from "../index.js";

const x = spread([2, 3]);
const z = complexSpread([2, 3]);

describe("derivatives of complex numbers by their parts", () => {
  sweep(complexParts, {
    complex: [{ inputs: [x, spread([2, 3], 0.5, 2)] }, { inputs: [x, scalar(1.3)] }, { inputs: [scalar(0.7), x] }],
    real: [{ inputs: [z] }],
    imag: [{ inputs: [z] }],
    conj: [
      { inputs: [z], params: { inputDtype: "complex128" } },
      { inputs: [x], params: { inputDtype: "float64" } },
    ],
  });
});

describe("derivatives of programs on complex numbers", () => {
  beforeAll(() => config.update("enableX64", true));
  afterAll(() => config.update("enableX64", false));

  const start = complexArray([0.4, -0.7], []);
  const conjugate = (v: NDArray) => conj(v, { inputDtype: v.dtype });
  // Neither holomorphic nor real.
  const turn = (c: NDArray, v: NDArray) => add(mul(c, sin(v)), div(conjugate(v), add(abs2(c), 2)));
  const abs2 = (v: NDArray) => mul(v, conjugate(v));
  const step = (c: NDArray, v: NDArray) => [turn(c, v), abs(c)];

  test.each<[string, TestFunction]>([
    ["a jitted call", (c, v) => jitted((a, b) => [turn(a, b), real(a)], c, v)],
    ["a scan", (c, v) => scanned({ step, carry: [c], xs: [v], length: 3 })],
    ["a scan in reverse", (c, v) => scanned({ step, carry: [c], xs: [v], length: 3, reverse: true })],
    ["a branch", (c, v) => chosen(integers([1], []), [(_, b) => [b], (a, b) => [turn(a, b)]], c, v)],
    ["a checkpoint", (c, v) => checkpoint((a: NDArray, b: NDArray) => turn(a, turn(a, b)))(c, v)],
  ])("%s", (_, f) => checkGradients(f, [start, complexSpread([3])]));

  test("a loop, forwards", () => {
    const repeated: TestFunction = (v) =>
      looped(
        (_, count) => lt(count, 3),
        (w, count, c) => [add(count, 1), turn(c, w)],
        [v],
        [integers([0], []), start],
      );
    checkJvp(repeated, [complexArray([0.3, 0.9], [])]);
  });

  test("custom rules", () => {
    const forwards = customJvp((v: NDArray) => abs2(v));
    forwards.defjvp(([v], [dv]) => [abs2(v), add(mul(dv, conjugate(v)), mul(v, conjugate(dv)))]);
    checkGradients((v) => forwards(v), [complexSpread([3])]);
    // d(z z*) = z* dz + z dz*, whose transpose takes the conjugate of the second term.
    const backwards = customVjp((v: NDArray) => abs2(v));
    backwards.defvjp(
      (v) => [abs2(v), v],
      (v: NDArray, ct) => [add(mul(ct, conjugate(v)), conjugate(mul(ct, v)))],
    );
    checkGradients((v) => backwards(v), [complexSpread([3])], { reverseOnly: true });
  });

  test("a transpose takes no conjugate of its factors", () => {
    const [transposed] = linearTranspose(
      (v: NDArray) => mul(v, start),
      complexArray([0, 0], []),
    )(complexArray([1, 2], []));
    expect([real(transposed).item(), imag(transposed).item()].map((part) => Number(part).toFixed(6))).toEqual(
      [1 * 0.4 - 2 * -0.7, 1 * -0.7 + 2 * 0.4].map((part) => part.toFixed(6)),
    );
  });
});
