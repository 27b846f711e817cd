import "@hyrax/cpu";
import {
  add,
  config,
  hostArray,
  mul,
  type Array as NDArray,
  psum,
  reduceSum,
  registerPytreeNode,
  scalarArray,
  sin,
  UnboundAxisError,
  withNamedAxis,
} from "@hyrax/core";
import { afterEach, describe, expect, test } from "vitest";
import { evalShape, jit, makeJaxpr, ShapeDtypeStruct } from "../index.js";

const f32 = (...values: number[]) => hostArray(Float32Array.from(values), [values.length], "float32");

/** A function that counts how often it is traced. */
function counted<A extends readonly unknown[], R>(f: (...args: A) => R): ((...args: A) => R) & { traces: number } {
  const counting = Object.assign(
    (...args: A): R => {
      counting.traces += 1;
      return f(...args);
    },
    { traces: 0 },
  );
  return counting;
}

afterEach(() => {
  config.update("disableJit", false);
  config.update("enableX64", false);
});

describe("tracing", () => {
  test("happens once for each combination of shapes, dtypes, weakness and structure", () => {
    const f = counted((p: { a: NDArray }) => mul(p.a, 2));
    const g = jit(f);
    g({ a: f32(1, 2) });
    g({ a: f32(3, 4) });
    expect(f.traces).toBe(1);
    g({ a: f32(1, 2, 3) });
    g({ a: hostArray(Int32Array.of(1, 2), [2], "int32") });
    g({ a: 1 });
    g({ a: scalarArray(1, "float32") });
    g({ a: 2 });
    expect(f.traces).toBe(5);
    expect(g.cacheSize).toBe(5);
    g.clearCache();
    g({ a: 1 });
    expect(f.traces).toBe(6);
  });

  test("happens again for other static arguments, which count by contents, or by identity for functions", () => {
    const f = counted((x: NDArray, how: unknown) => (how === "double" ? mul(x, 2) : x));
    const g = jit(f, { staticArgnums: -1 });
    const callback = () => 1;
    for (const how of ["double", "double", 1, 1, { a: [1] }, { a: [1] }, callback, callback, { a: [2] }])
      g(f32(1), how);
    expect(f.traces).toBe(5);
    expect(g(f32(3), "double").tolist()).toEqual([6]);
  });

  test("refuses an array as a static argument, which would be another one at each call", () => {
    const g = jit((x: NDArray, y: NDArray) => add(x, y), { staticArgnums: 1 });
    expect(() => g(1, f32(2))).toThrow("jit: argument 1 is static, but an array");
  });

  test("sees what the function closes over as it was then", () => {
    let w = f32(2);
    const g = jit((x: NDArray) => mul(x, w));
    expect(g(f32(3)).tolist()).toEqual([6]);
    w = f32(100);
    expect(g(f32(3)).tolist()).toEqual([6]);
  });

  test("happens again after an option has changed", () => {
    const f = counted((x: NDArray) => add(x, 1));
    const g = jit(f);
    g(1);
    config.update("enableX64", true);
    expect(g(1).dtype).toBe("float64");
    config.update("enableX64", false);
    expect(g(1).dtype).toBe("float32");
    expect(f.traces).toBe(3);
  });

  test("keeps apart named axes of different sizes", () => {
    const g = jit((x: NDArray) => psum([x], { axes: ["i"], axisIndexGroups: null })[0]!);
    const traced = (size: number) => withNamedAxis("i", size, () => String(makeJaxpr((x: NDArray) => g(x))(1)));
    expect(traced(2)).toContain("psum");
    expect(g.cacheSize).toBe(1);
    traced(3);
    expect(g.cacheSize).toBe(2);
  });

  test("of a function that closes over a traced value belongs to the trace around it", () => {
    const outer = jit((x: NDArray) => {
      const inner = jit((y: NDArray) => mul(y, x));
      return add(inner(f32(1, 2)), inner(f32(3, 4)));
    });
    expect(outer(f32(10, 100)).tolist()).toEqual([40, 600]);
    expect(outer(f32(1, 1)).tolist()).toEqual([4, 6]);
  });

  test("that fails leaves nothing behind", () => {
    let fails = true;
    const g = jit((x: NDArray) => {
      if (fails) throw new RangeError("mine");
      return sin(x);
    });
    expect(() => g(f32(0))).toThrow(RangeError);
    expect(g.cacheSize).toBe(0);
    fails = false;
    expect(g(f32(0)).tolist()).toEqual([0]);
  });
});

describe("calling", () => {
  test("returns the pytree of the function, registered classes and null included", () => {
    class Pair {
      constructor(
        readonly left: NDArray,
        readonly right: NDArray,
      ) {}
    }
    registerPytreeNode(
      Pair,
      ({ left, right }) => [[left, right], null],
      (_: null, [left, right]: [NDArray, NDArray]) => new Pair(left, right),
    );
    const swap = jit((p: Pair) => ({ pair: new Pair(p.right, p.left), nothing: null, two: 2 }));
    const { pair, nothing, two } = swap(new Pair(f32(1), f32(2)));
    expect(pair).toBeInstanceOf(Pair);
    expect([pair.left.tolist(), pair.right.tolist(), nothing]).toEqual([[2], [1], null]);
    expect((two as unknown as NDArray).tolist()).toBe(2);
  });

  test("uses up donated arguments, and no others", () => {
    const g = jit((x: NDArray, y: NDArray) => add(x, y), { donateArgnums: 0 });
    const [x, y] = [f32(1), f32(2)];
    expect(g(x, y).tolist()).toEqual([3]);
    expect(() => x.tolist()).toThrow("donated");
    expect(y.tolist()).toEqual([2]);
    expect(() => g(x, y)).toThrow("donated");
  });

  test("donates no array that is a result", () => {
    const g = jit((x: NDArray) => [x, mul(x, 2)], { donateArgnums: 0 });
    const [same, double] = g(f32(3));
    expect([same!.tolist(), double!.tolist()]).toEqual([[3], [6]]);
  });

  test("takes typed arrays, and says what cannot be an argument", () => {
    const g = jit((p: { x: NDArray }) => reduceSum(p.x, { axes: [0] }));
    expect(g({ x: Float32Array.of(1, 2) }).tolist()).toBe(3);
    expect(() => g({ x: "text" } as never)).toThrow(`jit: argument 0 at ['x']`);
    expect(() => g({ x: "text" } as never)).toThrow("static arguments");
  });

  test("without compilation runs the function itself, each time", () => {
    config.update("disableJit", true);
    const f = counted((x: NDArray) => mul(x, 2));
    const g = jit(f);
    g(f32(1));
    expect(g(f32(2)).tolist()).toEqual([4]);
    expect(f.traces).toBe(2);
  });

  test("refuses promises, unknown options, and positions that the call does not have", () => {
    expect(() => jit(async (x: NDArray) => x)(f32(1))).toThrow("jit: the function returned a promise");
    expect(() => jit((x: NDArray) => x, { staticArgNums: 1 } as never)).toThrow('there is no option "staticArgNums"');
    expect(() => jit((x: NDArray) => x, { staticArgnums: 2 })(f32(1))).toThrow("staticArgnums names the argument 2");
  });
});

describe("lowering", () => {
  test("shows the jaxpr and what the engine made of it, without running", () => {
    const f = counted((x: NDArray) => sin(mul(x, 2)));
    const lowered = jit(f).lower(new ShapeDtypeStruct([3], "float32") as never);
    expect(lowered.asText()).toContain("b:f32[3] = mul a 2.0:f32[]");
    expect(lowered.kernels.flatMap(({ primitives }) => primitives)).toEqual(["mul", "sin"]);
    expect(f.traces).toBe(1);
  });
});

describe("makeJaxpr and evalShape", () => {
  test("take types in place of arrays", () => {
    const struct = new ShapeDtypeStruct([2, 3], "float16");
    const f = (x: NDArray) => ({ sum: reduceSum(x, { axes: [1] }), n: 1 });
    const { sum } = evalShape(f, struct as never);
    expect([sum.shape, sum.dtype, String(sum)]).toEqual([[2], "float16", "ShapeDtypeStruct(shape=[2], dtype=float16)"]);
    expect(String(makeJaxpr(f)(struct as never))).toContain("a:f16[2,3]");
  });

  test("keep closed-over arrays as constants of the jaxpr", () => {
    const w = f32(1, 2);
    const { jaxpr, consts } = makeJaxpr((x: NDArray) => mul(x, w))(f32(3, 4));
    expect(consts[0]).toBe(w);
    expect(jaxpr.constvars).toHaveLength(1);
  });

  test("take pytrees of types, arrays and numbers, and return types in the structure of the result", () => {
    const struct = new ShapeDtypeStruct([2], "int32");
    const f = (p: { x: NDArray; n: NDArray[] }) => ({ out: [p.x, null, mul(p.n[0] as NDArray, 2)] as const });
    const { out } = evalShape(f, { x: struct, n: [1] } as never);
    expect(String(out[0])).toBe("ShapeDtypeStruct(shape=[2], dtype=int32)");
    expect([out[1], out[2].dtype, out[2].weakType]).toEqual([null, "float32", true]);
  });

  test("return the jaxpr and the types of the results where both are asked for", () => {
    const [jaxpr, shapes] = makeJaxpr((x: NDArray) => [sin(x), { y: x }] as const, { returnShape: true })(f32(1, 2));
    expect(String(jaxpr)).toBe("{ lambda ; a:f32[2]. let b:f32[2] = sin a in (b, a) }");
    expect([shapes[0].shape, shapes[1].y.shape]).toEqual([[2], [2]]);
  });

  test("bind named axes for collectives, the last ones innermost", () => {
    const f = (x: NDArray) => psum([x], { axes: ["i", "j"], axisIndexGroups: null })[0] as NDArray;
    const axisEnv = [
      ["i", 2],
      ["j", 3],
    ] as const;
    expect(String(makeJaxpr(f, { axisEnv })(1))).toContain("psum");
    expect(() => makeJaxpr(f, { axisEnv: [["i", 2]] })(1)).toThrow(UnboundAxisError);
  });

  test("refuse options and functions that are none", () => {
    const untyped = makeJaxpr as (f: unknown, options?: unknown) => (...args: unknown[]) => unknown;
    const refused: readonly (readonly [call: () => unknown, text: string])[] = [
      [() => untyped(3), "makeJaxpr: takes a function, found number"],
      [() => evalShape(null as never), "evalShape: takes a function, found null"],
      [
        () => untyped(sin, { axisSize: 2 }),
        'makeJaxpr: there is no option "axisSize"; options are staticArgnums, returnShape, axisEnv',
      ],
      [() => untyped(sin, { returnShape: 1 }), "makeJaxpr: the option returnShape must be a boolean, found 1"],
      [
        () => untyped(sin, { axisEnv: { i: 2 } }),
        'makeJaxpr: the option axisEnv must be a list of pairs of a name and a positive size, as in [["i", 4]]',
      ],
      [
        () => untyped(sin, { staticArgnums: 3 })(1),
        "makeJaxpr: staticArgnums names the argument 3, but the function was called with 1",
      ],
    ];
    for (const [call, text] of refused) expect(call).toThrow(new TypeError(text));
  });

  test("leave static arguments out of the inputs", () => {
    const { jaxpr } = makeJaxpr((n: number, x: NDArray) => mul(x, n), { staticArgnums: 0 })(3, f32(1));
    expect(jaxpr.invars).toHaveLength(1);
  });
});
