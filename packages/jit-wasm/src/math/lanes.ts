import {
  type BodyOf,
  call,
  type Expr,
  type FunctionBuilder,
  type FunctionRef,
  f32,
  f32x4,
  f64,
  f64x2,
  i32,
  i32x4,
  i64,
  i64x2,
  type Local,
  type Parameters,
  type ResultType,
  type ValueType,
  v128,
} from "../assembler/index.js";

/** What lanes of float32 and of float64 have alike. */
type FloatLanes = typeof f32x4 | typeof f64x2;

/** A vector as an expression. */
export type Vector = Expr<"v128">;

/** The functions that a module has once, however many of its functions call them. */
export interface ModuleFunctions {
  /** The elementary function, or the helper of one, of this name and of the same lanes. */
  elementary(name: string): FunctionRef<{ readonly [operand: string]: "v128" }, "v128">;
  /** The function of this name, written when it is first asked for. */
  shared<P extends Parameters, R extends ResultType>(
    name: string,
    parameters: P,
    result: R,
    body: BodyOf<P, R>,
  ): FunctionRef<P, R>;
}

/**
 * Writes arithmetic on the lanes of vectors into a function: what the emitters of elementary functions are given.
 * `fused` says that the host has relaxed vector operations; whether those round a product is its own affair, so that
 * every formula has to hold either way.
 */
export abstract class Lanes {
  /** The arithmetic of these lanes. */
  abstract readonly float: FloatLanes;

  constructor(
    protected readonly f: FunctionBuilder,
    protected readonly fused: boolean,
    private readonly functions: ModuleFunctions,
  ) {}

  /** The sign bits of the lanes. */
  abstract sign(x: Vector): Vector;
  /** The number in every lane. */
  abstract k(value: number): Vector;
  /** x·y + z */
  abstract madd(x: Vector, y: Vector, z: Vector): Vector;
  /** z − x·y */
  abstract nmadd(x: Vector, y: Vector, z: Vector): Vector;

  /** A number of bits to shift by. */
  count(bits: number): Expr<"i32"> {
    return i32.const(bits);
  }

  let(value: Vector): Local<"v128"> {
    return this.f.let(value);
  }

  /** Keeps a scalar in a variable, as `let` does a vector. */
  scalar<T extends ValueType>(value: Expr<T>): Local<T> {
    return this.f.let(value);
  }

  /** Each lane from `x` where the mask is all ones, from `y` where it is all zeros. */
  where(mask: Vector, x: Vector, y: Vector): Vector {
    return v128.bitselect(x, y, mask);
  }

  /** c₀ + c₁x + c₂x² + …, by Horner's rule; x is used as often as there are coefficients. */
  polynomial(x: Vector, coefficients: readonly number[]): Vector {
    return coefficients.map((c) => this.k(c)).reduceRight((sum, c) => this.madd(sum, x, c));
  }

  /** The function of this name in the same module, called. */
  call(name: string, x: Vector): Vector {
    return call(this.functions.elementary(name), { x });
  }

  /** See `ModuleFunctions`. */
  shared<P extends Parameters, R extends ResultType>(name: string, parameters: P, result: R, body: BodyOf<P, R>) {
    return this.functions.shared(name, parameters, result, body);
  }

  /** `fast()`, or the slower function named `slow` of `x` where any lane of the mask is set. */
  unless(mask: Vector, slow: string, x: Vector, fast: () => Vector): Vector {
    return this.f.choose(v128.anyTrue(mask), () => this.call(slow, x), fast);
  }
}

const F64_SIGN = -(2n ** 63n);

/** Two lanes of float64, or of integers of 64 bits. */
export class F64Lanes extends Lanes {
  override readonly float = f64x2;

  override k(value: number): Vector {
    return f64x2.splat(f64.const(value));
  }

  bits(value: bigint): Vector {
    return i64x2.splat(i64.const(value));
  }

  override madd(x: Vector, y: Vector, z: Vector): Vector {
    return this.fused ? f64x2.relaxedMadd(x, y, z) : f64x2.add(f64x2.mul(x, y), z);
  }

  override nmadd(x: Vector, y: Vector, z: Vector): Vector {
    return this.fused ? f64x2.relaxedNmadd(x, y, z) : f64x2.sub(z, f64x2.mul(x, y));
  }

  override sign(x: Vector): Vector {
    return v128.and(x, this.bits(F64_SIGN));
  }

  shl(x: Vector, bits: number): Vector {
    return i64x2.shl(x, i32.const(bits));
  }

  shrS(x: Vector, bits: number): Vector {
    return i64x2.shrS(x, i32.const(bits));
  }
}

const F32_SIGN = 0x8000_0000;

/** Four lanes of float32, or of integers of 32 bits. */
export class F32Lanes extends Lanes {
  override readonly float = f32x4;

  constructor(
    f: FunctionBuilder,
    fused: boolean,
    functions: ModuleFunctions,
    /** Arithmetic on two lanes of float64 in the same function, for what needs more digits. */
    readonly wide: F64Lanes,
  ) {
    super(f, fused, functions);
  }

  override k(value: number): Vector {
    return f32x4.splat(f32.const(value));
  }

  /** The integer in every lane, often the bits of a float. */
  bits(value: number): Vector {
    return i32x4.splat(i32.const(value));
  }

  override madd(x: Vector, y: Vector, z: Vector): Vector {
    return this.fused ? f32x4.relaxedMadd(x, y, z) : f32x4.add(f32x4.mul(x, y), z);
  }

  override nmadd(x: Vector, y: Vector, z: Vector): Vector {
    return this.fused ? f32x4.relaxedNmadd(x, y, z) : f32x4.sub(z, f32x4.mul(x, y));
  }

  override sign(x: Vector): Vector {
    return v128.and(x, this.bits(F32_SIGN));
  }

  shl(x: Vector, bits: number): Vector {
    return i32x4.shl(x, i32.const(bits));
  }

  /** Shifts right, keeping the sign. */
  shrS(x: Vector, bits: number): Vector {
    return i32x4.shrS(x, i32.const(bits));
  }
}
