import {
  call,
  type Expr,
  type FunctionBuilder,
  f64,
  f64x2,
  i32,
  type Local,
  type SharedFunctions,
  select,
  v128,
} from "../../assembler/index.js";
import { multiplyAdd, multiplySubtract } from "../multiply-add.js";
import type { Double, Field, Numeral } from "./field.js";
import { type Address, type Index, index } from "./places.js";

/**
 * Operations on runs of numbers, which all algorithms are made of: each a function of the module, so that the compiler
 * of the host has optimised it soon. Lengths are counted in numbers of the field.
 */
export class Vectors {
  constructor(
    readonly field: Field,
    readonly functions: SharedFunctions,
  ) {}

  /** y += αx. */
  addScaled(n: Index, alpha: Numeral, x: Address, y: Address): Expr<"none"> {
    return call(this.#addScaled(false), { n: index(n), alpha, x, y });
  }

  /** y += αx̄. */
  addScaledConjugate(n: Index, alpha: Numeral, x: Address, y: Address): Expr<"none"> {
    return call(this.#addScaled(this.field.lanes === 2), { n: index(n), alpha, x, y });
  }

  /** Σ xᵢyᵢ. */
  dot(n: Index, x: Address, y: Address): Numeral {
    return call(this.#dot(false), { n: index(n), x, y });
  }

  /** Σ x̄ᵢyᵢ. */
  dotConjugate(n: Index, x: Address, y: Address): Numeral {
    return call(this.#dot(this.field.lanes === 2), { n: index(n), x, y });
  }

  /** Copies numbers that are so many bytes apart. */
  copyStrided(n: Index, from: Address, fromStep: number, to: Address, toStep: number): Expr<"none"> {
    const { field } = this;
    const parameters = { n: "i32", from: "i32", fromStep: "i32", to: "i32", toStep: "i32" } as const;
    const ref = this.functions.get(`${field.name}.copy`, parameters, "none", (f, p) => {
      f.for({ from: i32.const(0), to: p.n }, () => {
        f.do(field.store(p.to, field.load(p.from)));
        f.set(p.from, i32.add(p.from, p.fromStep));
        f.set(p.to, i32.add(p.to, p.toStep));
      });
    });
    return call(ref, { n: index(n), from, fromStep: i32.const(fromStep), to, toStep: i32.const(toStep) });
  }

  /** Divides numbers that lie side by side. */
  divide(n: Index, x: Address, by: Numeral): Expr<"none"> {
    const { field } = this;
    const ref = this.functions.get(
      `${field.name}.divide`,
      { n: "i32", x: "i32", by: field.type },
      "none",
      (f, { n: count, x: at, by: divisor }) => {
        f.for({ from: i32.const(0), to: count }, () => {
          f.do(field.store(at, field.quotient(f, this.functions, f.let(field.load(at)), divisor)));
          f.set(at, i32.add(at, i32.const(field.bytes)));
        });
      },
    );
    return call(ref, { n: index(n), x, by });
  }

  /** Rotates two runs of numbers that are so many bytes apart: x := c x + s y, y := c y − s̄ x. */
  rotate(n: Index, x: Address, y: Address, step: number, c: Double, s: Numeral): Expr<"none"> {
    const { field } = this;
    const parameters = { n: "i32", x: "i32", y: "i32", step: "i32", c: "f64", s: field.type } as const;
    const ref = this.functions.get(`${field.name}.rotate`, parameters, "none", (f, p) => {
      const adjoint = f.let(field.conjugate(p.s));
      f.for({ from: i32.const(0), to: p.n }, () => {
        const [a, b] = [f.let(field.load(p.x)), f.let(field.load(p.y))];
        f.do(field.store(p.x, field.add(field.scaled(a, p.c), field.product(p.s, b))));
        f.do(field.store(p.y, field.difference(field.scaled(b, p.c), field.product(adjoint, a))));
        for (const at of [p.x, p.y]) f.set(at, i32.add(at, p.step));
      });
    });
    return call(ref, { n: index(n), x, y, step: i32.const(step), c, s });
  }

  #addScaled(conjugate: boolean) {
    const { field } = this;
    const name = `${field.name}.addScaled${conjugate ? "Conjugate" : ""}`;
    return this.functions.get(
      name,
      { n: "i32", alpha: field.type, x: "i32", y: "i32" },
      "none",
      (f, { n, alpha, x, y }) => {
        if (field.lanes === 1) {
          const factor = f.let(f64x2.splat(field.re(alpha)));
          inPairs(f, n, [x, y], () => {
            f.do(
              v128.store(y, f64x2.add(v128.load(y, { align: 8 }), f64x2.mul(factor, v128.load(x, { align: 8 }))), {
                align: 8,
              }),
            );
          });
          f.if(i32.and(n, i32.const(1)), () => {
            f.do(f64.store(y, f64.add(f64.load(y), f64.mul(field.re(alpha), f64.load(x)))));
          });
          return;
        }
        f.for({ from: i32.const(0), to: n }, () => {
          const value = f.let(field.load(x));
          f.do(
            field.store(
              y,
              field.add(field.load(y), field.product(alpha, conjugate ? f.let(field.conjugate(value)) : value)),
            ),
          );
          for (const at of [x, y]) f.set(at, i32.add(at, i32.const(16)));
        });
      },
    );
  }

  #dot(conjugate: boolean) {
    const { field } = this;
    const name = `${field.name}.dot${conjugate ? "Conjugate" : ""}`;
    return this.functions.get(name, { n: "i32", x: "i32", y: "i32" }, field.type, (f, { n, x, y }) => {
      const sums = f.let(f64x2.const(0, 0));
      if (field.lanes === 1) {
        inPairs(f, n, [x, y], () => {
          f.set(sums, f64x2.add(sums, f64x2.mul(v128.load(x, { align: 8 }), v128.load(y, { align: 8 }))));
        });
        const sum = f.let(f64.add(f64x2.extractLane(sums, 0), f64x2.extractLane(sums, 1)));
        f.if(i32.and(n, i32.const(1)), () => f.set(sum, f64.add(sum, f64.mul(f64.load(x), f64.load(y)))));
        return sum;
      }
      f.for({ from: i32.const(0), to: n }, () => {
        const value = f.let(field.load(x));
        const left = conjugate ? f.let(field.conjugate(value)) : value;
        f.set(sums, field.add(sums, field.product(left, f.let(field.load(y)))) as Expr<"v128">); // Complex numbers are vectors.
        for (const at of [x, y]) f.set(at, i32.add(at, i32.const(16)));
      });
      return sums;
    });
  }
}

/** Goes through doubles two at a time, as long as there are two. */
function inPairs(f: FunctionBuilder, n: Expr<"i32">, addresses: readonly Local<"i32">[], body: () => void): void {
  f.for({ from: i32.const(0), to: i32.and(n, i32.const(-2)), step: 2 }, () => {
    body();
    for (const at of addresses) f.set(at, i32.add(at, i32.const(16)));
  });
}

/** Exchanges two runs of doubles. */
export function swapDoubles(functions: SharedFunctions, n: Index, x: Address, y: Address): Expr<"none"> {
  const ref = functions.get("doubles.swap", { n: "i32", x: "i32", y: "i32" }, "none", (f, p) => {
    f.for({ from: i32.const(0), to: p.n }, () => {
      const value = f.let(f64.load(p.x));
      f.do(f64.store(p.x, f64.load(p.y)));
      f.do(f64.store(p.y, value));
      for (const at of [p.x, p.y]) f.set(at, i32.add(at, i32.const(8)));
    });
  });
  return call(ref, { n: index(n), x, y });
}

/** Rotates two runs of doubles: x := c x + s y, y := c y − s x. */
export function rotateDoubles(
  functions: SharedFunctions,
  n: Index,
  x: Address,
  y: Address,
  c: Double,
  s: Double,
): Expr<"none"> {
  const parameters = { n: "i32", x: "i32", y: "i32", c: "f64", s: "f64" } as const;
  const ref = functions.get("doubles.rotate", parameters, "none", (f, p) => {
    const [cosine, sine] = [f.let(f64x2.splat(p.c)), f.let(f64x2.splat(p.s))];
    inPairs(f, p.n, [p.x, p.y], () => {
      const [a, b] = [f.let(v128.load(p.x, { align: 8 })), f.let(v128.load(p.y, { align: 8 }))];
      f.do(v128.store(p.x, multiplyAdd(cosine, a, f64x2.mul(sine, b)), { align: 8 }));
      f.do(v128.store(p.y, multiplySubtract(sine, a, f64x2.mul(cosine, b)), { align: 8 }));
    });
    f.if(i32.and(p.n, i32.const(1)), () => {
      const [a, b] = [f.let(f64.load(p.x)), f.let(f64.load(p.y))];
      f.do(f64.store(p.x, f64.add(f64.mul(p.c, a), f64.mul(p.s, b))));
      f.do(f64.store(p.y, f64.sub(f64.mul(p.c, b), f64.mul(p.s, a))));
    });
  });
  return call(ref, { n: index(n), x, y, c, s });
}

/** The greatest size of a double; NaN if one is NaN. */
export function greatest(functions: SharedFunctions, n: Index, x: Address): Double {
  const ref = functions.get("doubles.greatest", { n: "i32", x: "i32" }, "f64", (f, p) => {
    const most = f.let(f64.const(0));
    f.for({ from: i32.const(0), to: p.n }, () => {
      f.set(most, f64.max(most, f64.abs(f64.load(p.x))));
      f.set(p.x, i32.add(p.x, i32.const(8)));
    });
    return most;
  });
  return call(ref, { n: index(n), x });
}

/** Multiplies doubles. */
export function scaleDoubles(functions: SharedFunctions, n: Index, x: Address, by: Double): Expr<"none"> {
  const ref = functions.get("doubles.scale", { n: "i32", x: "i32", by: "f64" }, "none", (f, p) => {
    f.for({ from: i32.const(0), to: p.n }, () => {
      f.do(f64.store(p.x, f64.mul(f64.load(p.x), p.by)));
      f.set(p.x, i32.add(p.x, i32.const(8)));
    });
  });
  return call(ref, { n: index(n), x, by });
}

/** √(x² + y²), without overflow on the way. */
export function hypot(functions: SharedFunctions, x: Double, y: Double): Double {
  const ref = functions.get("doubles.hypot", { x: "f64", y: "f64" }, "f64", (f, p) => {
    const [a, b] = [f.let(f64.abs(p.x)), f.let(f64.abs(p.y))];
    const more = f.let(f64.max(a, b));
    const ratio = f.let(f64.div(f64.min(a, b), more));
    const inner = i32.and(f64.gt(more, f64.const(0)), f64.lt(more, f64.const(Number.POSITIVE_INFINITY)));
    return select(inner, f64.mul(more, f64.sqrt(f64.add(f64.const(1), f64.mul(ratio, ratio)))), more);
  });
  return call(ref, { x, y });
}

/** The Euclidean norm of doubles, whether or not their squares overflow or underflow. */
export function norm(functions: SharedFunctions, n: Index, x: Address): Double {
  const ref = functions.get("doubles.norm", { n: "i32", x: "i32" }, "f64", (f, p) => {
    const sumOfSquares = (divisor: Double): Double => {
      const at = f.let(p.x);
      const sum = f.let(f64.const(0));
      f.for({ from: i32.const(0), to: p.n }, () => {
        const value = f.let(f64.div(f64.load(at), divisor));
        f.set(sum, f64.add(sum, f64.mul(value, value)));
        f.set(at, i32.add(at, i32.const(8)));
      });
      return sum;
    };
    const plain = sumOfSquares(f64.const(1));
    const fits = i32.and(f64.gt(plain, f64.const(1e-280)), f64.lt(plain, f64.const(Number.POSITIVE_INFINITY)));
    f.if(fits, () => f.return(f64.sqrt(plain)));
    const scale = f.let(greatest(functions, p.n, p.x));
    const finite = i32.and(f64.gt(scale, f64.const(0)), f64.lt(scale, f64.const(Number.POSITIVE_INFINITY)));
    f.if(i32.eqz(finite), () => f.return(scale));
    return f64.mul(scale, f64.sqrt(sumOfSquares(scale)));
  });
  return call(ref, { n: index(n), x });
}
