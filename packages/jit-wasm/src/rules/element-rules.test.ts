import {
  Complex,
  complexParts,
  config,
  conversion,
  type DType,
  decodeScalar,
  dtypeBytes,
  dtypeKind,
  dtypes,
  elementwise,
  type HostStorage,
  isComplex,
  Jaxpr,
  lanes,
  type Params,
  type Primitive,
  realDtype,
  shapedArray,
  type TypedArray,
  TypedArrayStorage,
  Var,
} from "@hyrax/core";
import { special } from "@hyrax/core/library";
import { CpuDevice, ReferenceEngine } from "@hyrax/cpu";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { combinations } from "../../test-support/element-values.js";
import { allowRelaxedSimd } from "../../test-support/relaxed-simd.js";
import { MemoryPool, WasmEngine } from "../index.js";

allowRelaxedSimd();

beforeAll(() => config.update("enableX64", true));
afterAll(() => config.update("enableX64", false));

const numeric = dtypes.filter((dtype) => dtypeKind(dtype) !== "x");

/** Params under which a primitive is tried; all others have none. */
const params: { readonly [name: string]: readonly Params[] } = {
  round: [{ roundingMethod: 0 }, { roundingMethod: 1 }],
  integer_pow: [-3, -1, 0, 1, 2, 3, 7].map((y) => ({ y })),
  convert_element_type: numeric.map((newDtype) => ({ newDtype, weakType: false })),
  bitcast_convert_type: numeric.map((newDtype) => ({ newDtype })),
  reduce_precision: [
    { exponentBits: 5, mantissaBits: 10 },
    { exponentBits: 8, mantissaBits: 7 },
    { exponentBits: 2, mantissaBits: 0 },
    { exponentBits: 11, mantissaBits: 3 },
  ],
  conj: [{ inputDtype: "complex64" }],
};

const binary = (
  "and or xor shift_left shift_right_logical shift_right_arithmetic add sub mul div rem max min atan2 nextafter add_any " +
  "eq ne lt le gt ge igamma igammac igamma_grad_a random_gamma_grad polygamma zeta complex"
).split(" ");
const ternary = "clamp regularized_incomplete_beta".split(" ");

/** The dtypes of a primitive's inputs where its elements have the given one. */
function signatures({ name }: Primitive, dtype: DType): readonly (readonly DType[])[] {
  if (name === "select_n") {
    return [
      ["bool", dtype, dtype],
      ["int32", dtype, dtype, dtype],
    ];
  }
  if (name === "pow") return [dtype, "int32", "uint8", "int64"].map((exponent) => [dtype, exponent as DType]);
  return [Array.from({ length: binary.includes(name) ? 2 : ternary.includes(name) ? 3 : 1 }, () => dtype)];
}

/** Operations whose results are rounded once, so that engines have the same bits; of others floats may be some units off. */
const exact = new Set(
  (
    "neg abs sign floor ceil round is_finite square sqrt population_count clz and or xor not shift_left " +
    "shift_right_logical shift_right_arithmetic add add_any sub mul div rem max min nextafter eq ne lt le gt ge select_n " +
    "clamp stop_gradient convert_element_type bitcast_convert_type reduce_precision copy complex real imag conj"
  ).split(" "),
);

/** Units in the last place by which a result may be off. */
function boundOf({ primitive: { name }, inputs, out }: Case): number {
  if (exact.has(name) && !(isComplex(inputs[0]!) && "square sqrt mul div abs sign".includes(name))) return 0;
  return dtypeBytes(out) === 2 ? 1 : 4;
}

interface Case {
  readonly primitive: Primitive;
  readonly inputs: readonly DType[];
  readonly params: Params;
  readonly out: DType;
}

/** Every application of a primitive to elements that abstract evaluation accepts. */
function casesOf(primitive: Primitive): readonly Case[] {
  return numeric.flatMap((dtype) =>
    signatures(primitive, dtype).flatMap((inputs) =>
      (params[primitive.name] ?? [{}]).flatMap((given) => {
        try {
          const avals = inputs.map((input) => shapedArray([8], input));
          const [out] = primitive.abstractEval(avals, given);
          // Elements of another size change the shape: that is a kernel of its own.
          return out!.shape.length === 1 ? [{ primitive, inputs, params: given, out: out!.dtype }] : [];
        } catch (error) {
          if (error instanceof TypeError) return [];
          throw error;
        }
      }),
    ),
  );
}

const device = new CpuDevice(0);

function run(
  engine: ReferenceEngine | WasmEngine,
  { primitive, inputs, params, out }: Case,
  data: readonly TypedArray[],
) {
  const size = data[0]!.length / lanes(inputs[0]!);
  const invars = inputs.map((dtype) => new Var(shapedArray([size], dtype)));
  const outVar = new Var(shapedArray([size], out));
  const jaxpr = new Jaxpr([], invars, [{ primitive, inputs: invars, params, outs: [outVar] }], [outVar]);
  const executable = engine.compile(jaxpr, { device });
  const [result] = executable.run(data.map((x) => new TypedArrayStorage(x)));
  const { data: elements } = result as HostStorage; // Both engines keep arrays in the host's memory.
  return { elements: elements.slice(), kernels: executable.report.kernels };
}

const reference = new ReferenceEngine();
const wasm = new WasmEngine(new MemoryPool(), { smallest: 0 });

/** The distance of two floats below which they count as equal, by the dtype: so many units in the last place. */
const epsilons: { readonly [D in DType]?: number } = {
  float16: 2 ** -10,
  bfloat16: 2 ** -7,
  float32: 2 ** -23,
  float64: 2 ** -52,
};
const leastNormal: { readonly [D in DType]?: number } = {
  float16: 2 ** -14,
  bfloat16: 2 ** -126,
  float32: 2 ** -126,
  float64: 2 ** -1022,
};

/**
 * How many times the rounding of its operands an operation may show, beyond its bound; infinite where float32 overflows
 * on the way, in a direction that is chance.
 */
function conditioning({ primitive: { name }, inputs }: Case, args: readonly Argument[], size: number): number {
  const [z, w] = args;
  const complex = isComplex(inputs[0]!);
  if (name === "pow" && complex) {
    const exponent = w!.modulus * (Math.abs(Math.log(z!.modulus)) + Math.PI);
    return exponent > 80 ? Number.POSITIVE_INFINITY : 1 + exponent;
  }
  if (name === "mul" && inputs[0] === "complex64") return z!.modulus * w!.modulus > 1e38 ? Number.POSITIVE_INFINITY : 1;
  // The logarithm of a number near 1.
  if (name === "atan2" && complex) return 2 / Math.min(1, size);
  // Densities far out are exponentials of large logarithms.
  return name.startsWith("igamma") ? 1 + Math.abs(Math.log(size)) : 1;
}

function argument(data: TypedArray, dtype: DType, i: number): Argument {
  const value = decodeScalar(data, i, dtype);
  const [re, im] = value instanceof Complex ? [value.re, value.im] : [Number(value), 0];
  return { re, im, modulus: Math.hypot(re, im), text: String(value) };
}

interface Argument {
  readonly re: number;
  readonly im: number;
  readonly modulus: number;
  readonly text: string;
}

function differences(one: Case, ulps: number): readonly string[] {
  const data = combinations(one.inputs, 4001);
  const expected = run(reference, one, data).elements;
  const { elements: found, kernels } = run(wasm, one, data);
  expect(kernels.flatMap(({ fallback }) => fallback ?? [])).toEqual([]);
  expect(found.length).toBe(expected.length);
  const part = realDtype(one.out);
  const width = lanes(one.out);
  const wrong: string[] = [];
  for (let i = 0; i < expected.length; i += width) {
    const number = (elements: TypedArray, k: number) => Number(decodeScalar(elements, k, part));
    const want = Array.from({ length: width }, (_, k) => number(expected, i + k));
    const got = Array.from({ length: width }, (_, k) => number(found, i + k));
    const size = Math.max(leastNormal[part] ?? 0, ...want.map(Math.abs).filter(Number.isFinite));
    const args = data.map((x, k) => argument(x, one.inputs[k]!, i / width));
    const tolerance = ulps * (epsilons[part] ?? 0) * size * conditioning(one, args, size);
    const same = want.every((x, k) => Object.is(x, got[k]) || Math.abs(x - got[k]!) <= tolerance);
    const exact = part.endsWith("int64") ? expected[i] === found[i] : same;
    if (exact) continue;
    if (tolerance === Number.POSITIVE_INFINITY) continue;
    const text = args.map((arg) => arg.text).join(", ");
    wrong.push(`${one.primitive.name}(${text}) = ${got.join(" + i")}, not ${want.join(" + i")}`);
  }
  return wrong;
}

const families = { elementwise, special, conversion, complexParts };

describe.each(Object.entries(families))("the %s family", (_, family) => {
  test.each(Object.values(family).map((primitive) => [primitive.name, primitive] as const))(
    "%s compiles for every dtype, and gives what the reference engine gives",
    (name, primitive) => {
      const cases = casesOf(primitive);
      expect(cases.length).toBeGreaterThan(0);
      const wrong = cases.flatMap((one) => {
        const found = differences(one, boundOf(one));
        return found.length === 0
          ? []
          : [
              `${name} of ${one.inputs.join()} ${JSON.stringify(one.params)} to ${one.out}: ${found.length}`,
              ...found.slice(0, 4),
            ];
      });
      expect(wrong).toEqual([]);
    },
  );
});
