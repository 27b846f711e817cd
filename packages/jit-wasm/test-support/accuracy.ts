import { ModuleBuilder, SharedFunctions, v128 } from "../src/assembler/index.js";
import { type F32Function, type F64Function, MathLibrary } from "../src/math/index.js";

/** The most arguments that one call of a compiled function takes. */
export const CHUNK = 1 << 14;

/** A compiled elementary function: the results of its arguments, all at once. */
export type Compiled<A> = (x: A, y?: A) => A;

/** Compiles the function into a loop over memory: inlined, or called once per vector. */
function compile(dtype: "f32" | "f64", name: F32Function | F64Function, relaxedSimd: boolean, inline: boolean) {
  const module = new ModuleBuilder();
  const region = CHUNK * 8;
  module.memory({ initial: (3 * region) / 65536 });
  const math = new MathLibrary(new SharedFunctions(module), { relaxedSimd });
  const binary = name === "pow" || name === "atan2";
  const main = module.function("main", { from: "i32", to: "i32" }, "none", (f, { from, to }) => {
    f.for({ from, to, step: 16 }, (at) => {
      const operands = [v128.load(at), v128.load(at, { offset: region })].slice(0, binary ? 2 : 1);
      const result =
        dtype === "f32"
          ? inline
            ? math.inlineF32(f, name as F32Function, ...operands)
            : math.callF32(name as F32Function, ...operands)
          : inline
            ? math.inlineF64(f, name as F64Function, ...operands)
            : math.callF64(name as F64Function, ...operands);
      f.do(v128.store(at, result, { offset: 2 * region }));
    });
  });
  module.export("main", main);
  module.export("memory", "memory");
  const instance = new WebAssembly.Instance(new WebAssembly.Module(module.bytes()));
  const exports = instance.exports as { main(from: number, to: number): void; memory: WebAssembly.Memory };
  return { run: (bytes: number) => exports.main(0, bytes), buffer: exports.memory.buffer, region };
}

export interface Variant {
  readonly relaxedSimd?: boolean;
  readonly inline?: boolean;
}

export function compileF32(
  name: F32Function,
  { relaxedSimd = false, inline = true }: Variant = {},
): Compiled<Float32Array> {
  const { run, buffer, region } = compile("f32", name, relaxedSimd, inline);
  const view = (index: number) => new Float32Array(buffer, index * region, CHUNK);
  return (x, y) => {
    view(0).set(x);
    if (y !== undefined) view(1).set(y);
    run(Math.ceil(x.length / 4) * 16);
    return view(2).slice(0, x.length);
  };
}

export function compileF64(
  name: F64Function,
  { relaxedSimd = false, inline = true }: Variant = {},
): Compiled<Float64Array> {
  const { run, buffer, region } = compile("f64", name, relaxedSimd, inline);
  const view = (index: number) => new Float64Array(buffer, index * region, CHUNK);
  return (x, y) => {
    view(0).set(x);
    if (y !== undefined) view(1).set(y);
    run(Math.ceil(x.length / 2) * 16);
    return view(2).slice(0, x.length);
  };
}

/**
 * The distance of a float32 from the exact result in units in the last place of that result. NaN for a number or a
 * number for NaN, and a zero of the wrong sign, are infinitely wrong; infinity stands for 2¹²⁸.
 */
export function ulpsOfFloat32(found: number, exact: number): number {
  if (Number.isNaN(found) || Number.isNaN(exact)) {
    return Number.isNaN(found) && Number.isNaN(exact) ? 0 : Number.POSITIVE_INFINITY;
  }
  if (exact === 0 && found === 0) return Object.is(found, exact) ? 0 : Number.POSITIVE_INFINITY;
  const limit = 2 ** 128;
  const bounded = Math.max(-limit, Math.min(limit, exact));
  const value = Math.max(-limit, Math.min(limit, found));
  const exponent = Math.max(-126, Math.min(127, Math.floor(Math.log2(Math.abs(bounded)))));
  return Math.abs(value - bounded) / 2 ** (exponent - 23);
}

const scratch = new DataView(new ArrayBuffer(8));

/** A float64 as an integer that counts the floats from zero to it. */
function ordinal(x: number): bigint {
  scratch.setFloat64(0, x);
  const bits = scratch.getBigInt64(0);
  return bits < 0n ? -(bits & (2n ** 63n - 1n)) : bits;
}

/** How many float64 numbers lie between two. */
export function ulpsOfFloat64(found: number, exact: number): number {
  if (Number.isNaN(found) || Number.isNaN(exact)) {
    return Number.isNaN(found) && Number.isNaN(exact) ? 0 : Number.POSITIVE_INFINITY;
  }
  if (exact === 0 && found === 0) return Object.is(found, exact) ? 0 : Number.POSITIVE_INFINITY;
  const distance = ordinal(found) - ordinal(exact);
  return Number(distance < 0n ? -distance : distance);
}

/** The argument of the greatest error, and the error in units in the last place. */
export interface Worst {
  readonly ulps: number;
  readonly x: number;
  readonly found: number;
  readonly exact: number;
}

/** The worst result of `compiled` over chunks of arguments. */
export function worstOfFloat32(
  compiled: Compiled<Float32Array>,
  exact: (x: number) => number,
  chunks: Iterable<Float32Array>,
): Worst {
  let worst: Worst = { ulps: 0, x: Number.NaN, found: Number.NaN, exact: Number.NaN };
  for (const x of chunks) {
    const found = compiled(x);
    for (let i = 0; i < x.length; i++) {
      const expected = exact(x[i]!);
      const ulps = ulpsOfFloat32(found[i]!, expected);
      if (ulps > worst.ulps) worst = { ulps, x: x[i]!, found: found[i]!, exact: expected };
    }
  }
  return worst;
}

/** Float32 numbers of every exponent and sign, every `stride`th bit pattern: NaN, infinities, subnormals included. */
export function* everyFloat32(stride: number, firstBits = 0, lastBits = 0xffff_ffff): Generator<Float32Array> {
  const bits = new Uint32Array(CHUNK);
  let count = 0;
  for (let pattern = firstBits; pattern <= lastBits; pattern += stride) {
    bits[count++] = pattern;
    if (count === CHUNK) {
      yield new Float32Array(bits.buffer.slice(0));
      count = 0;
    }
  }
  yield new Float32Array(bits.buffer.slice(0, 4 * count));
}

/** Evenly spaced float32 numbers. */
export function* linearFloat32(low: number, high: number, count: number): Generator<Float32Array> {
  for (let start = 0; start < count; start += CHUNK) {
    const length = Math.min(CHUNK, count - start);
    yield Float32Array.from({ length }, (_, i) => low + ((high - low) * (start + i)) / (count - 1));
  }
}
