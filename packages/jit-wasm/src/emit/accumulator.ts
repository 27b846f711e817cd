import { add, and, max, min, mul, or, type Primitive, type Scalar, xor } from "@hyrax/core";
import type { Reducer } from "@hyrax/jit";
import { f32, f32x4, f64, f64x2, i32x4, i64x2, v128 } from "../assembler/index.js";
import { demote, promote } from "./convert.js";
import { emitElementwise } from "./elementwise.js";
import { isHalf } from "./half-precision.js";
import { settle } from "./lanes.js";
import type { VectorContext } from "./vector-context.js";
import { type LaneDType, laneKind, splatNumber, type Value, type Vector } from "./vector-types.js";

/** The state of a reduction, in variables. */
export interface Accumulator {
  start(): void;
  /** Takes up values of four elements each, combined with each other first. */
  add(values: readonly Value[]): void;
  /** To be called after every `BLOCK` times `add` or earlier, if at all: keeps long sums accurate. */
  flush(): void;
  /** The four elements, reduced each by itself. */
  lanes(): Value;
  /** All of them reduced to one, in every place. */
  total(): Value;
}

/** So often float32 is added up before it goes on as float64. */
export const BLOCK = 8;

/** `long` asks for a sum of many: float32 is then summed up in float64, block by block. */
export function accumulatorOf(context: VectorContext, reducer: Reducer, dtype: LaneDType, long: boolean): Accumulator {
  const wider = computedIn(dtype);
  const isSingle = wider === "float32" || (wider === "complex64" && reducer === "sum");
  const isLong = reducer === "prod" || (reducer === "sum" && long);
  const identity = splatNumber(dtype, neutralElement(reducer, dtype));
  const inner =
    isSingle && isLong
      ? wideAccumulator(context, reducer, identity.length)
      : plainAccumulator(context, reducer, wider, identity);
  if (wider === dtype) return inner;
  return {
    ...inner,
    lanes: () => settle(context.f, dtype, inner.lanes()),
    total: () => settle(context.f, dtype, inner.total()),
  };
}

/** Elements of fewer than 32 bits are lanes of 32: what they come to is rounded or wrapped at the end alone. */
function computedIn(dtype: LaneDType): LaneDType {
  if (isHalf(dtype)) return "float32";
  if (dtype === "int8" || dtype === "int16") return "int32";
  return dtype === "uint8" || dtype === "uint16" ? "uint32" : dtype;
}

const primitives: { readonly [reducer in Reducer]: Primitive } = { sum: add, prod: mul, max, min, and, or, xor };

/** Combines two values element by element. */
function combination(context: VectorContext, reducer: Reducer, dtype: LaneDType): (x: Value, y: Value) => Value {
  const { f } = context;
  if (dtype === "bool") {
    const bits = {
      sum: v128.or,
      prod: v128.and,
      max: v128.or,
      min: v128.and,
      and: v128.and,
      or: v128.or,
      xor: v128.xor,
    };
    return ([x], [y]) => [f.let(bits[reducer](x!, y!))];
  }
  const primitive = primitives[reducer];
  return (x, y) =>
    emitElementwise(context, primitive, {}, [x, y], [dtype, dtype], dtype).map((vector) => f.let(vector));
}

function tree<V>(values: readonly V[], combine: (x: V, y: V) => V): V {
  if (values.length === 1) return values[0]!;
  const half = values.length >> 1;
  return combine(tree(values.slice(0, half), combine), tree(values.slice(half), combine));
}

function plainAccumulator(context: VectorContext, reducer: Reducer, dtype: LaneDType, identity: Value): Accumulator {
  const { f } = context;
  const combine = combination(context, reducer, dtype);
  const state = identity.map(() => f.local("v128", "accumulator"));
  const set = (value: Value) => state.forEach((local, i) => f.set(local, value[i]!));
  return {
    start: () => set(identity),
    add: (values) => set(combine(state, tree(values, combine))),
    flush: () => {},
    lanes: () => state,
    total: () => {
      const halves = combine(state, swapHalves(dtype, state));
      return combine(halves, swapNeighbours(dtype, halves));
    },
  };
}

/** Sums and products of float32 in float64. Products are far from overflow on the way; sums go there after each block. */
function wideAccumulator({ f }: VectorContext, reducer: "sum" | "prod", parts: number): Accumulator {
  const isSum = reducer === "sum";
  // Of complex numbers each goes there at once: their sums tend to cancel.
  const inBlocks = isSum && parts === 1;
  const identity = isSum ? 0 : 1;
  const single = f32x4.splat(f32.const(identity));
  const double = f64x2.splat(f64.const(identity));
  const combine = isSum ? f64x2.add : f64x2.mul;
  const states = Array.from({ length: parts }, () => ({
    block: f.local("v128", "block"),
    halves: [f.local("v128", "low"), f.local("v128", "high")] as const,
  }));
  type State = (typeof states)[0];
  const accumulate = ({ halves }: State, vector: Vector): void => {
    promote(f, vector).forEach((half, i) => f.set(halves[i]!, combine(halves[i]!, half)));
  };
  const flush = (): void => {
    if (!inBlocks) return;
    for (const state of states) {
      accumulate(state, state.block);
      f.set(state.block, single);
    }
  };
  return {
    start: () => {
      for (const { block, halves } of states) {
        for (const half of halves) f.set(half, double);
        f.set(block, single);
      }
    },
    add: (values) => {
      states.forEach((state, part) => {
        const vectors = values.map((value) => value[part]!);
        if (inBlocks)
          f.set(
            state.block,
            f32x4.add(
              state.block,
              tree(vectors, (x, y) => f.let(f32x4.add(x, y))),
            ),
          );
        else for (const vector of vectors) accumulate(state, vector);
      });
    },
    flush,
    lanes: () => {
      flush();
      return states.map(({ halves }) => f.let(demote(f, halves)));
    },
    total: () => {
      flush();
      return states.map(({ halves: [low, high] }) => {
        const pair = f.let(combine(low, high));
        const both = combine(pair, i64x2.shuffle(pair, pair, [1, 0]));
        return f.let(f32x4.splat(f32.demoteF64(f64x2.extractLane(both, 0))));
      });
    },
  };
}

const isWide = (dtype: LaneDType): boolean => laneKind(dtype) === "f64" || laneKind(dtype) === "i64";

/** The first two elements exchanged with the last two. */
function swapHalves(dtype: LaneDType, value: Value): Value {
  if (!isWide(dtype)) return value.map((vector) => i32x4.shuffle(vector, vector, [2, 3, 0, 1]));
  return value.map((_, i) => value[i ^ 1]!);
}

/** Each element exchanged with the one beside it. */
function swapNeighbours(dtype: LaneDType, value: Value): Value {
  return value.map((vector) =>
    isWide(dtype) ? i64x2.shuffle(vector, vector, [1, 0]) : i32x4.shuffle(vector, vector, [1, 0, 3, 2]),
  );
}

/** The element that changes nothing. */
export function neutralElement(reducer: Reducer, dtype: LaneDType): Scalar {
  switch (reducer) {
    case "prod":
      return 1;
    case "max":
      return extreme(dtype, -1);
    case "min":
      return extreme(dtype, 1);
    case "and":
      return dtype === "bool" ? true : dtype === "uint64" ? 2n ** 64n - 1n : isUnsigned(dtype) ? extreme(dtype, 1) : -1;
    default:
      return 0;
  }
}

const isUnsigned = (dtype: LaneDType): boolean => dtype.startsWith("uint");

/** The least or the greatest element of a dtype. */
function extreme(dtype: LaneDType, sign: 1 | -1): Scalar {
  const bits = /^(u?)int(\d+)$/.exec(dtype);
  if (bits === null) return dtype === "bool" ? sign > 0 : sign * Number.POSITIVE_INFINITY;
  const [unsigned, width] = [bits[1] === "u", BigInt(bits[2]!)];
  const count = unsigned ? 2n ** width : 2n ** (width - 1n);
  const value = sign > 0 ? count - 1n : unsigned ? 0n : -count;
  return width === 64n ? value : Number(value);
}
