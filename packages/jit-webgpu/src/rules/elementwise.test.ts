import {
  add,
  bitcastConvertType,
  clamp,
  convertElementType,
  type DType,
  integerPow,
  mul,
  type Array as NDArray,
  pow,
  primitive,
  reducePrecision,
  round,
  type ShapedArray,
  selectN,
} from "@hyrax/core";
import { jit } from "@hyrax/jit";
import { beforeAll, describe, expect, test } from "vitest";
import { expectAgreement, type Tolerance } from "../../test-support/agree.js";
import { array, random } from "../../test-support/arrays.js";
import { applied, binary, takes, unary, withRules } from "../../test-support/primitives.js";
import { init, wgsl, wgslFunction } from "../index.js";
import { elementRules } from "./element-rules.js";

beforeAll(async () => {
  await init();
});

const { NaN: nan, POSITIVE_INFINITY: inf } = Number;
// WebGPU lets devices take subnormal numbers for zero, so there are none among these.
const floats = [
  0,
  -0,
  1,
  -1,
  0.5,
  -0.5,
  1.5,
  -1.5,
  2.5,
  -2.5,
  0.1,
  -0.7,
  3,
  -3,
  10,
  -10,
  88.5,
  -88.5,
  100,
  -100,
  1000.25,
  12345.678,
  1e6,
  -1e6,
  8388607.5,
  16777217,
  1e10,
  -1e10,
  3e9,
  -3e9,
  1e20,
  3.4e38,
  -3.4e38,
  1e-3,
  -1e-5,
  1e-10,
  1.2e-38,
  -2e-38,
  nan,
  inf,
  -inf,
];
const ints = [0, 1, -1, 2, -2, 3, 7, -7, 31, 32, 33, -33, 100, 65536, -65537, 2 ** 31 - 1, -(2 ** 31), -(2 ** 31) + 1];
const values: { readonly [D in DType]?: readonly (number | boolean)[] } = {
  float32: floats,
  int32: ints,
  uint32: ints.map((x) => x >>> 0),
  bool: [false, true],
};

/** One array of the values. */
const single = (dtype: DType) => array(values[dtype]!, undefined, dtype);

/** Two arrays that hold every pair of the values. */
function pairs(dtype: DType): [NDArray, NDArray] {
  const list = values[dtype]!;
  return [
    array(
      list.flatMap((x) => list.map(() => x)),
      undefined,
      dtype,
    ),
    array(
      list.flatMap(() => list),
      undefined,
      dtype,
    ),
  ];
}

test("the lists hold every primitive that has a rule", () => {
  expect(unary.length + binary.length).toBe(withRules.length);
  expect(binary.map(([name]) => name)).toContain("atan2");
});

/** Where a function is worse than 4 units in the last place. */
const tolerances: Readonly<Record<string, Tolerance>> = { tan: { ulp: 6 }, erfInv: { ulp: 100 } };

describe.each(Object.keys(values) as DType[])("%s", (dtype) => {
  test.each(unary.filter(([, p]) => takes(p, [dtype])))(
    "%s agrees with the reference engine",
    async (name, primitive) => {
      await expectAgreement((x) => [applied(primitive)(x)], [single(dtype)], tolerances[name]);
    },
  );
  test.each(binary.filter(([, p]) => takes(p, [dtype, dtype])))(
    "%s agrees with the reference engine",
    async (name, primitive) => {
      await expectAgreement((x, y) => [applied(primitive)(x, y)], pairs(dtype), tolerances[name]);
    },
  );
  test("clamp and selectN agree with the reference engine", async () => {
    const [x, y] = pairs(dtype);
    const which = random(x.shape, "bool");
    await expectAgreement((a, b, w) => [clamp(a, b, a), clamp(b, a, a), selectN([w, a, b])], [x, y, which]);
  });
});

describe("operations with params", () => {
  test.each([0, 1] as const)("round, method %i", async (roundingMethod) => {
    await expectAgreement((x) => [round(x, { roundingMethod })], [single("float32")]);
  });
  test.each([-3, -1, 0, 1, 2, 3, 7, 10])("integerPow %i of floats", async (y) => {
    await expectAgreement((x) => [integerPow(x, { y })], [single("float32")], { ulp: 16 });
  });
  test.each([0, 1, 2, 5])("integerPow %i of integers", async (y) => {
    await expectAgreement((x, z) => [integerPow(x, { y }), integerPow(z, { y })], [single("int32"), single("uint32")]);
  });
  test("pow with integer exponents", async () => {
    const [x] = pairs("float32");
    const exponents = random(x.shape, "int32", -9, 9);
    await expectAgreement((a, n) => [pow(a, n)], [x, exponents]);
    await expectAgreement((a, n) => [pow(a, n)], [x, random(x.shape, "uint32", 0, 20)]);
  });
  test("selectN with integer selectors takes the nearest case for those out of range", async () => {
    const which = array([-5, 0, 1, 2, 3, 4, 5, 6, 99], [9], "int32");
    const cases = Array.from({ length: 7 }, (_, k) => random([9], "float32", -2, 2, k + 1));
    await expectAgreement((w, ...xs) => [selectN([w, ...xs.slice(0, 3)]), selectN([w, ...xs])], [which, ...cases]);
  });
  test.each([
    [5, 10],
    [8, 7],
    [4, 3],
    [8, 23],
    [5, 0],
  ])("reducePrecision to %i and %i bits", async (exponentBits, mantissaBits) => {
    const x = random([500], "float32", -70000, 70000);
    await expectAgreement(
      (a, b) => [a, b].map((z) => reducePrecision(z, { exponentBits, mantissaBits })),
      [single("float32"), x],
      { ulp: 0 },
    );
  });
});

test("a primitive from outside runs by the rule that its author gives", async () => {
  const softsign = primitive("softsign_of_a_test", ([x]: readonly [x: ShapedArray]) => x);
  const f = (x: NDArray) => [mul(softsign(add(x, 1)), 2)];
  const x = array([-3, 0, 1]);
  expect(() => jit(f)(x)).toThrow(/softsign_of_a_test.*there is no rule/);

  const helper = wgslFunction("softsign")`(x: f32) -> f32 {
  return x / (1f + abs(x));
}`;
  elementRules.define(softsign, ([y]) => wgsl`${helper}(${y})`);
  const [y] = jit((z: NDArray) => f(z))(x) as [NDArray];
  expect([...(await y.data())]).toEqual([-4 / 3, 1, 4 / 3].map((value) => expect.closeTo(value, 6)));
});

describe("conversions", () => {
  const dtypes = Object.keys(values) as DType[];
  test.each(dtypes.flatMap((from) => dtypes.map((to) => [from, to] as const)))("%s to %s", async (from, to) => {
    await expectAgreement((x) => [convertElementType(x, { newDtype: to, weakType: false })], [single(from)], {
      ulp: 1,
    });
  });
  test.each([
    ["float32", "int32"],
    ["uint32", "float32"],
    ["int32", "uint32"],
  ] as const)("the bits of %s as %s", async (from, newDtype) => {
    await expectAgreement((x) => [bitcastConvertType(x, { newDtype })], [single(from)], { ulp: 0 });
  });
});
