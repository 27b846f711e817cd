import { dtypeKind } from "@hyrax/core";
import { type Expr, type FunctionBuilder, i32, i32x4, type SharedFunctions, v128 } from "../../assembler/index.js";
import { bytesOf, loadLanes, loadSplat, loadVector, storeLane, storeVector } from "../../emit/vector-memory.js";
import { LANES, type LaneDType, type Value, type Vector } from "../../emit/vector-types.js";
import { bitsDtype, bitsOfKeys, keysOfBits, oddities } from "./keys.js";

type Scalar = Expr<"i32">;

/** Bytes of the key of one element, as it is sorted. */
export function keyBytes(dtype: LaneDType): 4 | 8 {
  return bytesOf(dtype) === 8 ? 8 : 4;
}

const run = { from: "i32", to: "i32", n: "i32" } as const;
const strided = { ...run, fromStep: "i32", toStep: "i32" } as const;

const at = (base: Scalar, i: Scalar, step: Scalar) => i32.add(base, i32.mul(i, step));

/**
 * Where keys lose something: they do not tell one NaN from another, and they put −0 before 0 where a stable sort leaves
 * both in their order.
 */
function losses(f: FunctionBuilder, dtype: LaneDType, bits: Value): Vector {
  if (dtypeKind(dtype) !== "f") return i32x4.const(0, 0, 0, 0);
  const found = bits.map((x) => {
    const { nan, zero } = oddities(f, dtype, x);
    // Of −0, the bits and the mask have the sign in common.
    return v128.or(nan, v128.and(zero, x));
  });
  return found.reduce((x, y) => v128.or(x, y));
}

function load(f: FunctionBuilder, dtype: LaneDType, address: Scalar, loader: typeof loadVector): Value {
  return loader(f, bitsDtype(dtype), address).map((x) => f.let(x));
}

/** The function that writes the keys of `n` elements that follow each other; it returns whether keys lose something. */
export function toKeys(functions: SharedFunctions, dtype: LaneDType) {
  return functions.get(`sort.toKeys.${dtype}`, run, "i32", (f, { from, to, n }) => {
    const lossy = f.local("v128");
    f.for({ from: i32.const(0), to: n, step: LANES }, (i) => {
      const bits = load(f, dtype, at(from, i, i32.const(bytesOf(dtype))), loadVector);
      keysOfBits(f, dtype, bits, "values").forEach((key, part) => {
        f.do(v128.store(at(to, i, i32.const(keyBytes(dtype))), key, { offset: 16 * part }));
      });
      f.set(lossy, v128.or(lossy, losses(f, dtype, bits)));
    });
    return v128.anyTrue(lossy);
  });
}

/** As `toKeys`, with given bytes from one element to the next, and from one key to the next. */
export function toKeysStrided(functions: SharedFunctions, dtype: LaneDType) {
  return functions.get(`sort.toKeysStrided.${dtype}`, strided, "i32", (f, { from, to, n, fromStep, toStep }) => {
    const lossy = f.local("v128");
    f.for({ from: i32.const(0), to: n }, (i) => {
      const bits = load(f, dtype, at(from, i, fromStep), loadSplat);
      const [key] = keysOfBits(f, dtype, bits.slice(0, 1), "values");
      const store = keyBytes(dtype) === 4 ? v128.store32Lane : v128.store64Lane;
      f.do(store(at(to, i, toStep), key!, 0));
      f.set(lossy, v128.or(lossy, losses(f, dtype, bits)));
    });
    return v128.anyTrue(lossy);
  });
}

/** The function that writes the elements of `n` keys, with given bytes from one to the next. */
export function fromKeysStrided(functions: SharedFunctions, dtype: LaneDType) {
  return functions.get(`sort.fromKeysStrided.${dtype}`, strided, "none", (f, { from, to, n, fromStep, toStep }) => {
    const splat = keyBytes(dtype) === 4 ? v128.load32Splat : v128.load64Splat;
    f.for({ from: i32.const(0), to: n }, (i) => {
      const key = f.let(splat(at(from, i, fromStep)));
      const bits = bitsOfKeys(f, dtype, keyBytes(dtype) === 4 ? [key] : [key, key]);
      storeLane(f, bitsDtype(dtype), at(to, i, toStep), bits, 0);
    });
  });
}

const column = { ...run, step: "i32" } as const;

/**
 * The function that writes the keys of `n` elements that follow each other `step` bytes apart, and perhaps keys of up to
 * three more; it returns whether keys lose something.
 */
export function spreadKeys(functions: SharedFunctions, dtype: LaneDType) {
  return functions.get(`sort.spreadKeys.${dtype}`, column, "i32", (f, { from, to, n, step }) => {
    const lossy = f.local("v128");
    const [store, perVector] = keyBytes(dtype) === 4 ? [v128.store32Lane, 4] : [v128.store64Lane, 2];
    f.for({ from: i32.const(0), to: n, step: LANES }, (i) => {
      const bits = load(f, dtype, at(from, i, i32.const(bytesOf(dtype))), loadVector);
      const keys = keysOfBits(f, dtype, bits, "values").map((key) => f.let(key));
      const target = f.let(at(to, i, step));
      for (let lane = 0; lane < LANES; lane++) {
        f.do(store(target, keys[Math.floor(lane / perVector)]!, lane % perVector));
        f.set(target, i32.add(target, step));
      }
      f.set(lossy, v128.or(lossy, losses(f, dtype, bits)));
    });
    return v128.anyTrue(lossy);
  });
}

/** The function that writes the elements of `n` keys that are `step` bytes apart one after the other. */
export function collectKeys(functions: SharedFunctions, dtype: LaneDType) {
  const rest = fromKeysStrided(functions, dtype);
  const keyDtype = keyBytes(dtype) === 4 ? "uint32" : "uint64";
  return functions.get(`sort.collectKeys.${dtype}`, column, "none", (f, { from, to, n, step }) => {
    const whole = f.let(i32.and(n, i32.const(-LANES)));
    f.for({ from: i32.const(0), to: whole, step: LANES }, (i) => {
      const addresses = [0, 1, 2, 3].map((lane) => f.let(at(from, i32.add(i, i32.const(lane)), step)));
      const bits = bitsOfKeys(f, dtype, loadLanes(f, keyDtype, addresses));
      storeVector(f, bitsDtype(dtype), f.let(at(to, i, i32.const(bytesOf(dtype)))), bits);
    });
    f.call(rest, {
      from: at(from, whole, step),
      fromStep: step,
      to: at(to, whole, i32.const(bytesOf(dtype))),
      toStep: i32.const(bytesOf(dtype)),
      n: i32.sub(n, whole),
    });
  });
}

/** The function that writes the elements of `n` keys that follow each other, and nothing behind the last one. */
export function fromKeys(functions: SharedFunctions, dtype: LaneDType) {
  const rest = fromKeysStrided(functions, dtype);
  const bytes = keyBytes(dtype);
  return functions.get(`sort.fromKeys.${dtype}`, run, "none", (f, { from, to, n }) => {
    const whole = f.let(i32.and(n, i32.const(-LANES)));
    f.for({ from: i32.const(0), to: whole, step: LANES }, (i) => {
      const address = at(from, i, i32.const(bytes));
      const keys = Array.from({ length: bytes / 4 }, (_, part) => v128.load(address, { offset: 16 * part }));
      storeVector(f, bitsDtype(dtype), at(to, i, i32.const(bytesOf(dtype))), bitsOfKeys(f, dtype, keys));
    });
    f.call(rest, {
      from: at(from, whole, i32.const(bytes)),
      to: at(to, whole, i32.const(bytesOf(dtype))),
      n: i32.sub(n, whole),
      fromStep: i32.const(bytes),
      toStep: i32.const(bytesOf(dtype)),
    });
  });
}

/** The function that gives the zeros and the NaNs of a sorted row, whose elements are `step` bytes apart, the order of the row before. */
export function restoreLosses(functions: SharedFunctions, dtype: LaneDType) {
  const bits = bitsDtype(dtype);
  return functions.get(`sort.restore.${dtype}`, { ...run, step: "i32" }, "none", (f, { from, to, n, step }) => {
    const where = (address: Scalar) => {
      const value = load(f, dtype, address, loadSplat);
      const { nan, zero } = oddities(f, dtype, value[0]!);
      return { value, nan: v128.anyTrue(nan), zero: v128.anyTrue(zero) };
    };
    const [zeros, nans] = [f.local("i32"), f.local("i32")];
    f.for({ from: i32.const(0), to: n }, (i) => {
      const address = f.let(at(to, i, step));
      const { nan, zero } = where(address);
      f.if(i32.and(zero, i32.eqz(zeros)), () => f.set(zeros, address));
      f.if(i32.and(nan, i32.eqz(nans)), () => f.set(nans, address));
    });
    f.for({ from: i32.const(0), to: n }, (i) => {
      const { value, nan, zero } = where(at(from, i, step));
      for (const [found, next] of [
        [zero, zeros],
        [nan, nans],
      ] as const) {
        f.if(found, () => {
          storeLane(f, bits, next, value, 0);
          f.set(next, i32.add(next, step));
        });
      }
    });
  });
}
