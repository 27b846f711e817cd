import { type Array, config, type Jaxpr } from "@hyrax/core";
import {
  checkpoint,
  customJvp,
  customVjp,
  grad,
  hessian,
  jacfwd,
  jacrev,
  jvp,
  linearize,
  valueAndGrad,
  vjp,
} from "@hyrax/grad";
import { evalShape, jit, makeJaxpr } from "@hyrax/jit";
import * as lax from "@hyrax/lax";
import * as np from "@hyrax/numpy";
import { vmap } from "@hyrax/vmap";
import { afterEach, describe, expect, test, vi } from "vitest";

afterEach(() => {
  config.update("logCompiles", false);
  config.update("checkTracerLeaks", false);
});

const three = np.array([1, 2, 3]);

/** How often a function is traced while another one runs. */
function traces(f: (x: Array) => Array, run: (counted: (x: Array) => Array) => unknown): number {
  const counted = vi.fn(f);
  run((x) => counted(x));
  return counted.mock.calls.length;
}

const square = (x: Array) => x.mul(x);

describe("a function is traced once", () => {
  const derivatives: readonly (readonly [name: string, run: (f: (x: Array) => Array) => unknown])[] = [
    ["grad", (f) => grad(f)(1)],
    ["valueAndGrad", (f) => valueAndGrad(f)(1)],
    ["jvp", (f) => jvp(f, [np.array(1)], [np.array(1)])],
    [
      "vjp, whose pullback is called twice",
      (f) => {
        const [, pullback] = vjp(f, np.array(1));
        return [pullback(np.array(1)), pullback(np.array(2))];
      },
    ],
    [
      "linearize, which is applied twice",
      (f) => {
        const [, push] = linearize(f, np.array(1));
        return [push(np.array(1)), push(np.array(2))];
      },
    ],
    ["jacfwd", (f) => jacfwd(f)(three)],
    ["jacrev", (f) => jacrev(f)(three)],
    ["hessian", (f) => hessian((x: Array) => np.sum(f(x)))(three)],
    ["grad of grad", (f) => grad(grad(f))(1)],
    ["jit of grad of vmap", (f) => jit(grad((x: Array) => np.sum(vmap(f)(x))))(three)],
    ["vmap", (f) => vmap(f)(three)],
    ["makeJaxpr", (f) => makeJaxpr(f)(1)],
    ["evalShape", (f) => evalShape(f, 1)],
    ["grad of checkpoint", (f) => grad(checkpoint(f))(1)],
    [
      "scan of jit, under grad",
      (f) => grad((c: Array) => lax.scan((a: Array, x: Array) => [jit(f)(a), x], c, three)[0])(1),
    ],
  ];
  test.each(derivatives)("by %s", (_, run) => {
    expect(traces(square, run)).toBe(1);
  });

  test("by a jitted function within others, though it is called twice", () => {
    const twice = (f: (x: Array) => Array) => {
      const inner = jit(f);
      return (x: Array) => inner(inner(x));
    };
    const calls: readonly ((f: (x: Array) => Array) => unknown)[] = [
      (f) => jit(twice(f))(np.array(1)),
      (f) => grad(twice(f))(np.array(1)),
      (f) => vmap(twice(f))(three),
      (f) => jit(grad(jit(twice(f))))(np.array(1)),
      (f) => jit(vmap(grad(twice(f))))(three),
      (f) => lax.scan((c: Array, x: Array) => [twice(f)(c), x], np.array(1), three),
      (f) => jit((x: Array) => lax.foriLoop(0, 3, (_, c) => twice(f)(c), x))(np.array(1)),
      (f) => {
        const g = twice(f);
        for (let i = 0; i < 3; i++) {
          const x = np.array(i, { dtype: "float32" });
          grad(g)(x);
          vmap(g)(three);
          jit(g)(x);
        }
      },
    ];
    for (const run of calls) expect(traces(square, run)).toBe(1);
  });

  test("also if it closes over what is traced around it", () => {
    const inner = vi.fn((y: Array, x: Array) => y.mul(x));
    const f = (x: Array) => {
      const scaled = jit((y: Array) => inner(y, x));
      return scaled(scaled(np.array(1)));
    };
    expect([grad(f)(3).item(), inner.mock.calls.length]).toEqual([6, 1]);
    expect([jit(grad(f))(5).item(), inner.mock.calls.length]).toEqual([10, 2]);
  });

  test("again for each signature: shapes, dtypes, weakness, static arguments", () => {
    const counted = vi.fn((x: Array, n: number) => x.mul(n));
    const f = jit((x: Array, n: number) => counted(x, n), { staticArgnums: 1 });
    const g = grad((x: Array) => np.sum(f(x, 2)));
    for (let i = 0; i < 2; i++) {
      f(three, 2);
      g(three);
      f(np.array(1), 2);
      f(np.array(1, { dtype: "int32" }), 2);
      f(three, 3);
    }
    expect(counted).toHaveBeenCalledTimes(4);
  });

  test("by the rules of custom derivatives", () => {
    const f = vi.fn(square);
    const rule = vi.fn((x: Array, dx: Array) => [x.mul(x), x.mul(2).mul(dx)] as const);
    const own = customJvp((x: Array) => f(x));
    own.defjvp(([x], [dx]) => rule(x as Array, dx as Array) as never);
    expect(grad(jit((x: Array) => own(x)))(3).item()).toBe(6);
    expect([f.mock.calls.length, rule.mock.calls.length]).toEqual([1, 1]);
    const backward = vi.fn((x: Array, ct: Array) => [ct.mul(x).mul(2)]);
    const other = customVjp((x: Array) => square(x));
    other.defvjp(
      (x: Array) => [square(x), x],
      (x: Array, ct: Array) => backward(x, ct) as never,
    );
    expect(grad(jit((x: Array) => other(x)))(3).item()).toBe(6);
    expect(backward).toHaveBeenCalledTimes(1);
  });
});

test("a leaked tracer says where it was made, and under what", () => {
  config.update("checkTracerLeaks", true);
  const kept: Array[] = [];
  const keep = (x: Array) => {
    kept.push(x, np.sin(x));
    return x;
  };
  jit(keep)(1);
  vmap(keep)(three);
  grad(keep)(1);
  lax.scan((c: Array, x: Array) => [keep(c), x], 0, three);
  const messages = kept.map((x) => {
    try {
      x.add(1);
    } catch (error) {
      return (error as Error).message;
    }
    return expect.fail("a leaked tracer was used");
  });
  const place = String.raw`at \S*.*tracing\.test\.ts:\d+:\d+\)?`;
  ["jit", "vmap", "grad", "lax"].forEach((name, i) => {
    expect(messages[2 * i]).toMatch(
      new RegExp(`return it from the function instead of storing it; it was made by @hyrax/${name} called ${place}$`),
    );
    expect(messages[2 * i + 1]).toMatch(new RegExp(`; it was made at keep .*, under @hyrax/${name} called ${place}$`));
  });
});

test("logCompiles writes one line for each trace and for each program that is compiled", () => {
  const square = jit(function square(x: Array) {
    return x.mul(x);
  });
  const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
  config.update("logCompiles", true);
  square(three);
  square(three);
  const lines = warn.mock.calls.map(([line]) => String(line));
  config.update("logCompiles", false);
  square(three);
  expect(warn).toHaveBeenCalledTimes(2);
  warn.mockRestore();
  expect(lines[0]).toMatch(/^hyrax: traced square\(f32\[3\]\) for jit in \d+\.\d\d ms$/);
  expect(lines[1]).toMatch(/^hyrax: compiled square\(f32\[3\]\) for cpu:0 by the engine \w+ in \d+\.\d\d ms$/);
});

describe("tracing 10,000 equations", () => {
  const n = 10_000;
  const limit = 200;

  /** The time of the fastest of many runs, since other work of the machine only ever adds; the first that is fast enough will do. */
  function fastest(run: () => unknown): number {
    let best = Number.POSITIVE_INFINITY;
    for (let i = 0; i < 30 && best >= limit; i++) {
      const start = performance.now();
      run();
      best = Math.min(best, performance.now() - start);
    }
    return best;
  }

  const chain = (x: Array) => {
    let y = x;
    for (let i = 0; i < n / 2; i++) y = np.sin(y).mul(0.5);
    return y;
  };

  test("takes less than 200 ms", () => {
    let jaxpr: Jaxpr | undefined;
    const time = fastest(() => {
      ({ jaxpr } = makeJaxpr(chain)(1));
    });
    expect(jaxpr?.eqns).toHaveLength(n);
    expect(time).toBeLessThan(limit);
  });

  test("of a gradient, whose function has half of them, takes no longer", () => {
    const half = (x: Array) => {
      let y = x;
      for (let i = 0; i < n / 4; i++) y = np.sin(y).mul(0.5);
      return y;
    };
    let jaxpr: Jaxpr | undefined;
    const time = fastest(() => {
      ({ jaxpr } = makeJaxpr(grad(half))(1));
    });
    expect(jaxpr?.eqns.length).toBeGreaterThan(n - 10);
    expect(time).toBeLessThan(limit);
  });
});
