import "@hyrax/cpu";
import {
  add,
  broadcastInDim,
  clamp,
  config,
  cos,
  customJvpCall,
  type customRules,
  customVmapCall,
  exp,
  hoistConsts,
  jaxprFunction,
  mul,
  type Array as NDArray,
  scalarArray,
  shapedArray,
  sin,
  square,
  stage,
  sub,
  Zero,
} from "@hyrax/core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { spread } from "../../test-support/arrays.js";
import { checkGradients, type TestFunction } from "../../test-support/check-gradients.js";
import { chosen, jitted, scanned } from "../../test-support/programs.js";
import {
  CustomVJPPrimal,
  checkpoint,
  customGradient,
  customJvp,
  customVjp,
  grad,
  jacfwd,
  jacrev,
  jvp,
  linearTranspose,
  vjp,
} from "../index.js";

/** sin(x) y, with its true derivative as a custom rule of each kind. */
const withJvp = customJvp((x: NDArray, y: NDArray) => mul(sin(x), y));
withJvp.defjvp(([x, y], [dx, dy]) => [withJvp(x, y), add(mul(mul(cos(x), y), dx), mul(sin(x), dy))]);

const withVjp = customVjp((x: NDArray, y: NDArray) => mul(sin(x), y));
withVjp.defvjp(
  (x, y) => [mul(sin(x), y), { x, saved: [y] }],
  ({ x, saved: [y] }, ct) => [mul(mul(cos(x), y as NDArray), ct), mul(sin(x), ct)],
);

interface Example {
  readonly name: string;
  readonly f: TestFunction;
}

const inside = (f: (x: NDArray, y: NDArray) => NDArray): readonly Example[] => [
  { name: "by itself", f },
  { name: "twice", f: (x, y) => f(f(x, y), x) },
  { name: "in a jitted call", f: (x, y) => jitted((x, y) => [f(x, mul(y, y))], x, y) },
  { name: "in a loop", f: (x, y) => scanned({ consts: [x], carry: [y], length: 3, step: (x, c) => [f(c, x)] }) },
  { name: "in a branch", f: (x, y) => chosen(scalarArray(1, "int32"), [(x) => [x], (x, y) => [f(x, y)]], x, y) },
  { name: "in a checkpointed function", f: checkpoint((x: NDArray, y: NDArray) => mul(f(x, y), x)) },
];

/** A function with a batching rule, which differentiation by itself never asks. */
const withBatching = (x: NDArray, y: NDArray) => {
  const { jaxpr } = stage(([x, y]) => [mul(sin(x as NDArray), y as NDArray)], [x.aval, y.aval]);
  const rule = (): never => {
    throw new Error("nothing is mapped here");
  };
  return customVmapCall([x, y], { name: "f", numConsts: 0, call: jaxprFunction(jaxpr), rule })[0] as NDArray;
};

const examples: { readonly [N in keyof typeof customRules]: readonly Example[] } = {
  customVmapCall: inside(withBatching),
  customJvpCall: inside((x, y) => withJvp(x, y)),
  customVjpCall: inside((x, y) => withVjp(x, y)),
};

describe("derivatives of functions with a custom rule", () => {
  beforeAll(() => config.update("enableX64", true));
  afterAll(() => config.update("enableX64", false));
  const inputs = () => [spread([2]), spread([2], 0.4, 1.2)];

  test.each(examples.customJvpCall)("customJvp agrees with finite differences: $name", ({ f }) => {
    checkGradients(f, inputs());
  });

  test.each(examples.customVmapCall)(
    "of a function with a batching rule, they agree with finite differences: $name",
    ({ f }) => {
      checkGradients(f, inputs());
    },
  );

  test.each(examples.customVjpCall)("customVjp agrees with finite differences in reverse mode: $name", ({ f }) => {
    checkGradients(f, inputs(), { reverseOnly: true });
  });
});

const steep = () => {
  const f = customJvp((x: NDArray) => sin(x));
  f.defjvp(([x], [dx]) => [f(x), mul(7, dx)]);
  return f;
};

describe("customJvp", () => {
  test("the rule counts, not the function", () => {
    const f = steep();
    expect(f(1).item()).toBeCloseTo(Math.sin(1), 6);
    expect(grad(f)(1).item()).toBe(7);
    expect(jvp(f, [1], [2])[1].item()).toBe(14);
    expect(jacfwd(f)(1).item()).toBe(7);
    expect(grad(grad(f))(1).item()).toBe(0);
  });

  test("nondiffArgnums come first in the rule, as they are", () => {
    const apply = customJvp((k: (x: NDArray) => NDArray, x: NDArray) => k(x), { nondiffArgnums: [0] });
    apply.defjvp((k, [x], [dx]) => [k(x), mul(dx, 3)]);
    expect(grad((x: NDArray) => apply(sin, x))(1).item()).toBe(3);
  });

  test("defjvps adds a term for each argument, and null adds nothing", () => {
    const f = customJvp((x: NDArray, y: NDArray) => mul(sin(x), y));
    f.defjvps((dx: NDArray, _, x, y) => mul(mul(cos(x), dx), y), null);
    const [gx, gy] = grad(f, { argnums: [0, 1] })(0.5, 2);
    expect(gx.item()).toBeCloseTo(2 * Math.cos(0.5), 6);
    expect(gy.item()).toBe(0);
  });

  test("defjvps takes a term for each argument", () => {
    const f = customJvp(function product(x: NDArray, y: NDArray) {
      return mul(x, y);
    });
    f.defjvps(...([(dx: NDArray, _: NDArray, __: NDArray, y: NDArray) => mul(dx, y)] as unknown as [null, null]));
    expect(() => grad(f)(2, 3)).toThrow(
      "customJvp: defjvps of product takes a term, or null, for each of 2 arguments, found 1",
    );
    expect(() => f.defjvps(3 as never, null)).toThrow("customJvp: defjvps of product: takes a function, found number");
  });

  test("with symbolicZeros the rule sees which tangents are zero", () => {
    const seen: boolean[] = [];
    const f = customJvp((x: NDArray, y: NDArray) => mul(x, y));
    f.defjvp(
      ([x, y], [dx, dy]) => {
        seen.push(dx instanceof Zero, dy instanceof Zero);
        return [mul(x, y), mul(dx, y)];
      },
      { symbolicZeros: true },
    );
    grad((x: NDArray) => f(x, 3))(2);
    expect(seen).toEqual([false, true]);
  });

  test("a staged function keeps its rule, and prints as in JAX", () => {
    const f = steep();
    const { jaxpr } = stage(([x]) => [f(x as NDArray)], [shapedArray([], "float32")]);
    expect(jaxpr.eqns.map((eqn) => eqn.primitive)).toEqual([customJvpCall]);
    expect(grad((x: NDArray) => jaxprFunction(jaxpr)([x])[0] as NDArray)(1).item()).toBe(7);
  });

  test("where a tangent enters the function itself, it is transposed if it is linear", () => {
    const tripled = customJvp((x: NDArray) => mul(x, 3));
    tripled.defjvp(([x], [dx]) => [tripled(x), tripled(dx)]);
    expect(grad((x: NDArray) => tripled(x))(2).item()).toBe(3);
    expect(linearTranspose((x: NDArray) => tripled(x), 0)(2)[0].item()).toBe(6);
  });

  test("what a staged function closes over cannot be differentiated by, and the error says so", () => {
    const f = (w: NDArray) => {
      const { jaxpr, consts } = stage(
        ([x]) => {
          const scaled = customJvp((x: NDArray) => mul(w, x));
          scaled.defjvp(([x], [dx]) => [scaled(x), dx]);
          return [scaled(x as NDArray)];
        },
        [shapedArray([], "float32")],
      );
      return jaxprFunction(hoistConsts(jaxpr))([...consts, scalarArray(2, "float32")])[0] as NDArray;
    };
    expect(() => grad(f)(1)).toThrow(/closes over a value f32\[\] that is differentiated; .* pass it as an argument/);
  });

  test("a rule that does not fit is refused by name", () => {
    const double = customJvp(function double(x: NDArray) {
      return mul(x, 2);
    });
    expect(() => double(1)).toThrow(
      "customJvp: double has no rule; give it one with defjvp or defjvps before it is called",
    );
    double.defjvp(([x]) => [x, [x, x] as unknown as NDArray]);
    expect(() => jvp(double, [1], [1])).toThrow(
      /the tangent that the rule of double returned must have the structure of its result, PyTreeDef\(\*\), but it is PyTreeDef\(\[\*, \*\]\)/,
    );
    double.defjvp(([x], [dx]) => [x, stackTwice(dx)]);
    expect(() => jvp(double, [1], [1])).toThrow(/is f32\[2\], but it belongs to a value f32\[\]/);
    double.defjvp((() => 3) as never);
    expect(() => jvp(double, [1], [1])).toThrow(
      "customJvp: the rule of double must return [result, tangent of the result], found 3",
    );
  });
});

const stackTwice = (x: NDArray) => broadcastInDim(x, { shape: [2], broadcastDimensions: [] });

/** The identity, whose cotangents are clipped to ±½ on their way back. */
function clippedIdentity() {
  const f = customVjp((x: NDArray) => x);
  f.defvjp(
    (x) => [x, null],
    (_, ct) => [clamp(-0.5, ct, 0.5)],
  );
  return f;
}

describe("customVjp", () => {
  test("the backward pass counts, not the function", () => {
    const f = clippedIdentity();
    expect(grad((x: NDArray) => square(f(x)))(3).item()).toBe(0.5);
    expect(jacrev((x: NDArray) => mul(f(x), 0.25))(3).item()).toBe(0.25);
  });

  test("residuals are any pytree: arrays are saved, all else is remembered as it is", () => {
    const f = customVjp((x: NDArray) => mul(x, 4));
    f.defvjp(
      (x) => [mul(x, 4), { x: [x], shape: x.shape, factor: 4, name: "times" }],
      ({ factor, name, shape, x: [x] }, ct) => {
        expect({ factor, name, shape }).toEqual({ factor: 4, name: "times", shape: [] });
        return [mul(mul(ct, factor), x as NDArray)];
      },
    );
    expect(grad(f)(3).item()).toBe(12);
  });

  test("nondiffArgnums come first in the backward pass", () => {
    const power = customVjp((n: number, x: NDArray) => mul(x, n), { nondiffArgnums: [0] });
    power.defvjp(
      (n, x) => [mul(x, n), x],
      (n, x, ct) => [mul(mul(ct, x), n * 100)],
    );
    expect(grad((x: NDArray) => power(3, x))(2).item()).toBe(600);
  });

  test("null stands for zeros, for an argument or within one", () => {
    const f = customVjp((p: { a: NDArray; b: NDArray }, y: NDArray) => mul(mul(p.a, p.b), y));
    f.defvjp(
      (p, y) => [mul(mul(p.a, p.b), y), null],
      (_, ct) => [{ a: ct, b: null } as never, null],
    );
    const [g, gy] = grad(f, { argnums: [0, 1] })({ a: 1, b: 2 }, 3);
    expect([g.a.item(), g.b.item(), gy.item()]).toEqual([1, 0, 0]);
  });

  test("integer arguments have no gradient, whatever the backward pass returns", () => {
    const f = customVjp((n: NDArray, x: NDArray) => mul(x, n));
    f.defvjp(
      (n, x) => [mul(x, 2), n],
      (_, ct) => [ct, mul(ct, 5)],
    );
    const [gn, gx] = vjp(f, scalarArray(3, "int32"), 2)[1](1);
    expect([gn.dtype, gx.item()]).toEqual(["float0", 5]);
  });

  test("with symbolicZeros the forward pass sees what is differentiated by, the backward pass which cotangents are zero", () => {
    const seen: unknown[] = [];
    const f = customVjp((x: NDArray, p: { y: NDArray }, n: number) => [mul(x, p.y), mul(p.y, n)], {
      nondiffArgnums: 2,
    });
    f.defvjp(
      (x, { y }, n) => {
        expect([x, y].every((primal) => primal instanceof CustomVJPPrimal)).toBe(true);
        seen.push(x.perturbed, y.perturbed, n);
        return [[mul(x.value, y.value), mul(y.value, n)], y.value];
      },
      (n, y, [a, b]) => {
        seen.push(n, a instanceof Zero, b instanceof Zero);
        return [mul(a as NDArray, y), null];
      },
      { symbolicZeros: true },
    );
    const first = (x: NDArray, y: NDArray) => f(x, { y }, 5)[0] as NDArray;
    expect(grad(first)(2, 3).item()).toBe(3);
    expect(seen.splice(0)).toEqual([true, false, 5, 5, false, true]);
    grad(first, { argnums: [0, 1] })(2, 3);
    expect(seen.splice(0)).toEqual([true, true, 5, 5, false, true]);
    expect(grad((x: NDArray) => jitted((x) => [first(x, x)], x)[0] as NDArray)(2).item()).toBe(2);
    expect(seen.slice(0, 2)).toEqual([true, true]);
  });

  test("forward mode is refused, and the error says what to do", () => {
    const refusal =
      /forward-mode differentiation \(jvp, jacfwd\) of a function with a customVjp rule is not possible.*use reverse mode/;
    const f = clippedIdentity();
    expect(() => jvp(f, [1], [1])).toThrow(refusal);
    // Compiled, and inside the steps of a loop or in branches, it is the same error.
    const inJit = (x: NDArray) => jitted((x) => [f(x)], x)[0] as NDArray;
    expect(() => jvp(inJit, [1], [1])).toThrow(refusal);
    const ofJit = (x: NDArray) => jitted((x) => [jvp(f, [x], [x])[1]], x)[0] as NDArray;
    expect(() => ofJit(scalarArray(1, "float32"))).toThrow(refusal);
    const inLoop = (x: NDArray) => scanned({ carry: [x], length: 2, step: (c) => [f(c)] })[0] as NDArray;
    expect(() => jvp(inLoop, [1], [1])).toThrow(refusal);
    const inBranch = (x: NDArray) => chosen(scalarArray(1, "int32"), [(x) => [x], (x) => [f(x)]], x)[0] as NDArray;
    expect(() => jvp(inBranch, [1], [1])).toThrow(refusal);
    // Reverse mode goes on as before.
    expect([inJit, inLoop, inBranch].map((g) => grad(g)(1).item())).toEqual([0.5, 0.5, 0.5]);
  });

  test("a compiled program may leave the derivative out that nobody reads", () => {
    const f = clippedIdentity();
    const value = (x: NDArray) => jitted((x) => [jvp(f, [x], [x])[0]], x)[0] as NDArray;
    expect(value(scalarArray(3, "float32")).item()).toBe(3);
  });

  test("an argument in nondiffArgnums that is differentiated by is refused; customJvp takes it for a constant", () => {
    const power = customVjp(
      function power(n: NDArray, x: NDArray) {
        return mul(x, n);
      },
      { nondiffArgnums: [0] },
    );
    power.defvjp(
      (n, x) => [mul(x, n), x],
      (n, _, ct) => [mul(ct, n)],
    );
    expect(grad(power, { argnums: 1 })(3, 2).item()).toBe(3);
    expect(() => grad(power)(3, 2)).toThrow(/power: an argument in nondiffArgnums is .* take it out of nondiffArgnums/);
    const constant = customJvp((n: NDArray, x: NDArray) => mul(x, n), { nondiffArgnums: 0 });
    constant.defjvp((n, [x], [dx]) => [mul(x, n), mul(dx, n)]);
    expect(grad(constant, { argnums: [0, 1] })(3, 2).map((x) => x.item())).toEqual([0, 3]);
  });

  test("a rule that does not fit is refused by name", () => {
    const product = customVjp(function product(x: NDArray, y: NDArray) {
      return mul(x, y);
    });
    expect(() => product(1, 2)).toThrow("customVjp: product has no rule; give it one with defvjp before it is called");
    const backward = (given: unknown) => {
      product.defvjp(
        (x, y) => [mul(x, y), null],
        () => given as [NDArray, NDArray],
      );
      return () => grad(product)(1, 2);
    };
    expect(backward([scalarArray(1, "float32")])).toThrow(
      "customVjp: what the backward pass of product returned must be a list with a cotangent for each of 2 arguments, found a list of 1",
    );
    expect(backward([[1], 1])).toThrow(
      /what the backward pass of product returned must be a prefix of .*, but at \[0\] it has/,
    );
    expect(backward([stackTwice(scalarArray(1, "float32")), 1])).toThrow(
      /returned at \[0\] is f32\[2\], but it belongs to a value f32\[\]/,
    );
    product.defvjp((() => 3) as never, (() => []) as never);
    expect(() => grad(product)(1, 2)).toThrow(
      "customVjp: the forward pass of product must return [result, residuals], found 3",
    );
  });
});

describe("customGradient", () => {
  test("the pullback is part of what the function returns, and may close over its values", () => {
    const f = customGradient((x: NDArray) => [square(x), (ct: NDArray) => mul(ct, x)]);
    expect(f(3).item()).toBe(9);
    expect(grad(f)(3).item()).toBe(3);
    expect(grad(grad(f))(3).item()).toBe(1);
  });

  test("of several arguments the pullback returns a list", () => {
    const f = customGradient((x: NDArray, y: NDArray) => [mul(x, y), (ct: NDArray) => [mul(ct, 10), sub(ct, exp(x))]]);
    const [gx, gy] = grad(f, { argnums: [0, 1] })(0, 5);
    expect([gx.item(), gy.item()]).toEqual([10, 0]);
  });
});

test("a rule that closes over a value which is being differentiated is told to take it as an argument", () => {
  const scaled = (w: NDArray) => {
    const f = customVjp((x: NDArray) => mul(x, w));
    f.defvjp(
      (x) => [mul(x, w), x],
      (_, ct) => [ct],
    );
    return f(w);
  };
  expect(() => grad(scaled)(2)).toThrow(/a function with a custom rule closes over it; pass it as an argument/);
});
