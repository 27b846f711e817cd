import {
  abs,
  add,
  broadcastInDim,
  cond,
  config,
  convertElementType,
  type DType,
  div,
  floor,
  hostArray,
  type Jaxpr,
  lt,
  max,
  min,
  mul,
  type Array as NDArray,
  neg,
  reduceMax,
  type Shape,
  type ShapedArray,
  scalarArray,
  scan,
  selectN,
  shapedArray,
  sizeOf,
  sqrt,
  stage,
  sub,
  typedArrayClass,
  whileLoop,
} from "@hyrax/core";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { onBothEngines } from "../../test-support/both-engines.js";

beforeEach(() => config.update("enableX64", true));

afterEach(() => config.update("enableX64", false));

// Both engines give the same bits for these, whatever comes out: infinities and NaN too.
const unary = { neg, abs } as const;
const floatUnary = { ...unary, floor, sqrt } as const;
const binary = { add, sub, mul, max, min } as const;
const floatBinary = { ...binary, div } as const;

/** A program as data: each step adds a value to those that there are, which it names modulo their number. */
type Step =
  | { readonly kind: "unary" | "binary"; readonly name: number; readonly a: number; readonly b: number }
  | { readonly kind: "select"; readonly a: number; readonly b: number; readonly c: number }
  | { readonly kind: "greatest"; readonly a: number }
  | {
      readonly kind: "scan";
      readonly length: number;
      readonly reverse: boolean;
      readonly a: number;
      readonly b: number;
      readonly body: readonly Step[];
      readonly stacks: boolean;
    }
  | {
      readonly kind: "while";
      readonly steps: number;
      readonly a: number;
      readonly b: number;
      readonly body: readonly Step[];
    }
  | {
      readonly kind: "cond";
      readonly index: number;
      readonly a: number;
      readonly branches: readonly (readonly Step[])[];
    };

const place = fc.nat(20);

function steps(depth: number): fc.Arbitrary<readonly Step[]> {
  const simple: fc.Arbitrary<Step>[] = [
    fc.record({ kind: fc.constantFrom("unary", "binary"), name: place, a: place, b: place }),
    fc.record({ kind: fc.constant("select"), a: place, b: place, c: place }),
    fc.record({ kind: fc.constant("greatest"), a: place }),
  ];
  const inner = () => steps(depth - 1);
  const nested: fc.Arbitrary<Step>[] =
    depth === 0
      ? []
      : [
          fc.record({
            kind: fc.constant("scan"),
            length: fc.nat(5),
            reverse: fc.boolean(),
            a: place,
            b: place,
            body: inner(),
            stacks: fc.boolean(),
          }),
          fc.record({ kind: fc.constant("while"), steps: fc.nat(5), a: place, b: place, body: inner() }),
          fc.record({
            kind: fc.constant("cond"),
            index: fc.integer({ min: -1, max: 3 }),
            a: place,
            branches: fc.array(inner(), { minLength: 1, maxLength: 3 }),
          }),
        ];
  return fc.array(fc.oneof(...simple, ...nested), { minLength: 1, maxLength: 4 });
}

function program(f: (...xs: NDArray[]) => readonly NDArray[], avals: readonly ShapedArray[]): Jaxpr {
  return stage((xs) => f(...xs), avals).jaxpr;
}

const at = <T>(list: readonly T[], i: number): T => list[i % list.length]!;

/** Runs the steps on some values of one type; returns all values. */
function interpret(list: readonly Step[], given: readonly NDArray[]): readonly NDArray[] {
  const values = [...given];
  const aval = given[0]!.aval;
  const isFloat = aval.dtype.includes("float");
  for (const step of list) values.push(apply(step, values, aval, isFloat));
  return values;
}

function apply(step: Step, values: readonly NDArray[], aval: ShapedArray, isFloat: boolean): NDArray {
  const value = (i: number) => at(values, i);
  switch (step.kind) {
    case "unary":
      return at(Object.values(isFloat ? floatUnary : unary), step.name)(value(step.a)) as NDArray;
    case "binary":
      return at(Object.values(isFloat ? floatBinary : binary), step.name)(value(step.a), value(step.b)) as NDArray;
    case "select":
      return selectN([lt(value(step.a), value(step.b)), value(step.b), value(step.c)]) as NDArray;
    case "greatest": {
      const axes = aval.shape.map((_, axis) => axis);
      return broadcastInDim(reduceMax(value(step.a), { axes }), { shape: aval.shape, broadcastDimensions: [] });
    }
    case "scan": {
      const { length, reverse } = step;
      // The step is given a constant, a value that it hands on, and a count.
      const count = shapedArray([], "int32");
      const jaxpr = program(
        (constant, carry, i) => {
          const counted = convertElementType(i!, { newDtype: aval.dtype, weakType: false });
          const next = interpret(step.body, [constant!, carry!, spread(counted, aval.shape)]).at(-1)!;
          return [next, add(i!, 1) as NDArray, next];
        },
        [aval, aval, count],
      );
      const inputs = [value(step.a), value(step.b), scalarArray(step.a, "int32")];
      const [carry, , ys] = scan(inputs, { jaxpr, length, reverse, numConsts: 1, numCarry: 2, unroll: 1 });
      if (!step.stacks || length === 0) return carry!;
      return add(carry!, reduceMax(ys!, { axes: [0] })) as NDArray;
    }
    case "while": {
      const count = shapedArray([], "int32");
      const condJaxpr = program((i) => [lt(i!, step.steps) as NDArray], [count, aval]);
      const bodyJaxpr = program(
        (constant, i, carry) => [add(i!, 1) as NDArray, interpret(step.body, [carry!, constant!]).at(-1)!],
        [aval, count, aval],
      );
      const params = { condJaxpr, condNumConsts: 0, bodyJaxpr, bodyNumConsts: 1 };
      return whileLoop([value(step.a), scalarArray(0, "int32"), value(step.b)], params)[1]!;
    }
    case "cond": {
      const branches = step.branches.map((branch) => program((x) => [interpret(branch, [x!]).at(-1)!], [aval]));
      return cond([scalarArray(step.index, "int32"), value(step.a)], { branches })[0]!;
    }
  }
}

const spread = (x: NDArray, shape: Shape): NDArray =>
  x.shape.length === shape.length ? x : broadcastInDim(x, { shape, broadcastDimensions: [] });

function inputOf(shape: Shape, dtype: DType, seed: number): NDArray {
  const numbers = [seed, -1, 0.5, 3, 0, -2.25, 7];
  const data = new (typedArrayClass(dtype))(sizeOf(shape)) as unknown as Record<number, number | bigint>; // Either kind.
  for (let i = 0; i < sizeOf(shape); i++) {
    const number = numbers[(i + seed) % numbers.length]!;
    data[i] = dtype.endsWith("64") && !dtype.startsWith("float") ? BigInt(Math.trunc(number)) : number;
  }
  return hostArray(data as never, shape, dtype);
}

function expectSame(list: readonly Step[], shape: Shape, dtype: DType): void {
  const inputs = [1, 2].map((seed) => inputOf(shape, dtype, seed));
  const run = (...xs: NDArray[]) => [interpret(list, xs).at(-1)!];
  for (const { expected, found } of onBothEngines(run, inputs)) expect(found).toEqual(expected);
}

describe("loops and branches within each other agree with the reference engine", () => {
  test.each<DType>(["float32", "int32"])("on single elements of %s", (dtype) => {
    fc.assert(
      fc.property(steps(3), (list) => expectSame(list, [], dtype)),
      { numRuns: 150 },
    );
  });

  test.each<DType>(["uint32", "float64", "int64", "uint8", "int16", "float16", "bfloat16"])(
    "on single elements of %s",
    (dtype) => {
      fc.assert(
        fc.property(steps(2), (list) => expectSame(list, [], dtype)),
        { numRuns: 50 },
      );
    },
  );

  test("on vectors", () => {
    const shapes = fc.constantFrom([1], [3], [4], [5, 2], [17], [1, 1], [0]);
    fc.assert(
      fc.property(steps(3), shapes, (list, shape) => expectSame(list, shape, "float32")),
      { numRuns: 150 },
    );
  });
});
