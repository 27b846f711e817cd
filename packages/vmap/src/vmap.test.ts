import { type Array, currentTrace, Tracer, UnexpectedTracerError } from "@hyrax/core";
import * as np from "@hyrax/numpy";
import * as tree from "@hyrax/tree";
import { vmap } from "@hyrax/vmap";
import { describe, expect, test } from "vitest";

const matrix = np.array([
  [1, 2, 3],
  [4, 5, 6],
]);

describe("axes of the arguments", () => {
  test("are axis 0 of every argument if nothing is said", () => {
    expect(vmap((a: Array, b: Array) => np.dot(a, b))(matrix, matrix).tolist()).toEqual([14, 77]);
  });

  test("are one number for all, or one for each, and count from the end where negative", () => {
    const sum = (a: Array) => a.sum();
    expect(vmap(sum, { inAxes: 1 })(matrix).tolist()).toEqual([5, 7, 9]);
    expect(vmap(sum, { inAxes: [-1] })(matrix).tolist()).toEqual([5, 7, 9]);
    expect(vmap(sum, { inAxes: -2 })(matrix).tolist()).toEqual([6, 15]);
    const scale = (a: Array, b: Array) => a.mul(b);
    expect(vmap(scale, { inAxes: [1, 0] })(matrix, np.array([1, 10, 100])).tolist()).toEqual([
      [1, 4],
      [20, 50],
      [300, 600],
    ]);
  });

  test("are null for an argument that every element gets whole", () => {
    const rows = vmap((a: Array, b: Array) => a.add(b), { inAxes: [0, null] })(matrix, np.array([10, 20, 30]));
    expect(rows.tolist()).toEqual([
      [11, 22, 33],
      [14, 25, 36],
    ]);
  });

  test("go with the structure of an argument, down to where one number says it for the rest", () => {
    const layer = (p: { w: Array; b: Array }, [x]: [Array]) => np.dot(p.w, x).add(p.b);
    const params = { w: matrix, b: np.array(0.5) };
    const mapped = vmap(layer, { inAxes: [{ w: 0, b: null }, null] });
    expect(mapped(params, [np.array([1, 0, 1])]).tolist()).toEqual([4.5, 10.5]);
  });

  test("go with the fields of a registered class", () => {
    class Affine {
      constructor(
        readonly w: Array,
        readonly b: Array,
      ) {}
    }
    tree.register(
      Affine,
      ({ w, b }) => [[w, b], null],
      (_, [w, b]: [Array, Array]) => new Affine(w, b),
      { keys: () => ["w", "b"] },
    );
    const half = (f: Affine) => new Affine(f.w.mul(0.5), f.b);
    const mapped = vmap(half, { inAxes: [0] })(new Affine(matrix, np.array([1, 2])));
    expect(mapped).toBeInstanceOf(Affine);
    expect(mapped.w.tolist()).toEqual([
      [0.5, 1, 1.5],
      [2, 2.5, 3],
    ]);
    expect(() => vmap(half)(new Affine(matrix, np.array(1)))).toThrow("vmap: argument 0 at .b is f32[]");
  });

  test("leave what is not mapped as it is: bare numbers, functions, texts", () => {
    const seen: unknown[] = [];
    const f = (x: Array, ...rest: [number, (x: Array) => Array, string]) => {
      seen.push(...rest);
      return rest[1](x).add(rest[0]);
    };
    expect(vmap(f, { inAxes: [0, null, null, null] })(matrix, 1, np.negative, "text").tolist()).toEqual([
      [0, -1, -2],
      [-3, -4, -5],
    ]);
    expect(seen).toEqual([1, np.negative, "text"]);
  });

  test("take typed arrays, which have one axis", () => {
    const double = vmap((x: Array | Int32Array) => np.multiply(x, 2));
    expect(double(Int32Array.of(1, 2)).tolist()).toEqual([2, 4]);
  });

  test("are not needed where axisSize says how many elements there are", () => {
    expect(vmap(() => np.arange(2), { axisSize: 3 })().tolist()).toEqual([
      [0, 1],
      [0, 1],
      [0, 1],
    ]);
    expect(vmap((x: Array) => x, { inAxes: null, axisSize: 0 })(matrix).shape).toEqual([0, 2, 3]);
  });
});

describe("axes of the results", () => {
  test("are where outAxes puts them, counted from the end where negative", () => {
    const double = (a: Array) => a.mul(2);
    expect(vmap(double, { outAxes: 1 })(matrix).tolist()).toEqual([
      [2, 8],
      [4, 10],
      [6, 12],
    ]);
    const outer = (a: Array) => np.outer(a, np.ones([4]));
    expect(vmap(outer, { outAxes: -1 })(matrix).shape).toEqual([3, 4, 2]);
    expect(vmap(outer, { outAxes: -2 })(matrix).shape).toEqual([3, 2, 4]);
  });

  test("go with the structure of the result", () => {
    const f = (a: Array) => ({ rows: [a, a] as const, total: a.sum(), constant: np.ones([2]) });
    const out = vmap(f, { outAxes: { rows: 1, total: 0, constant: null } })(matrix);
    expect(out.rows.map(({ shape }) => shape)).toEqual([
      [3, 2],
      [3, 2],
    ]);
    expect(out.total.tolist()).toEqual([6, 15]);
    expect(out.constant.shape).toEqual([2]);
  });

  test("repeat what is the same for all elements, bare numbers too", () => {
    const ones = vmap((_: Array) => 1)(matrix);
    expect([ones.tolist(), ones.weakType]).toEqual([[1, 1], true]);
    expect(vmap((_: Array) => np.arange(2), { outAxes: 1 })(matrix).tolist()).toEqual([
      [0, 0],
      [1, 1],
    ]);
  });
});

describe("elements of a batch", () => {
  test("have the shape of an element, and no value", () => {
    const seen: unknown[] = [];
    vmap((x: Array) => {
      seen.push(x.shape, x.dtype, x instanceof Tracer, String(x));
      return x;
    })(matrix);
    expect(seen).toEqual([[3], "float32", true, "Traced<f32[3]>"]);
  });

  test("must not leave the function", () => {
    let leaked: Array | undefined;
    vmap((x: Array) => {
      leaked = x;
      return x;
    })(matrix);
    expect(() => np.sin(leaked as Array)).toThrow(UnexpectedTracerError);
  });

  test("are computed together with elements of other maps, in any order of nesting", () => {
    const x = np.array([1, 2]);
    const y = np.array([10, 20, 30]);
    const products = vmap((a: Array) => vmap((b: Array) => a.mul(b))(y))(x);
    expect(products.tolist()).toEqual([
      [10, 20, 30],
      [20, 40, 60],
    ]);
    const both = vmap(
      vmap((a: Array, b: Array) => a.sub(b), { inAxes: [null, 0] }),
      { inAxes: [0, null], outAxes: 1 },
    );
    expect(both(x, y).tolist()).toEqual([
      [-9, -8],
      [-19, -18],
      [-29, -28],
    ]);
    // The same array, mapped twice over.
    const pairs = vmap((a: Array) => vmap((b: Array) => a.mul(10).add(b))(x))(x);
    expect(pairs.tolist()).toEqual([
      [11, 12],
      [21, 22],
    ]);
  });

  test("may be none", () => {
    expect(vmap((v: Array) => np.sin(v).sum())(np.zeros([0, 3])).shape).toEqual([0]);
  });
});

test("after an error in the function, operations are eager as before", () => {
  const before = currentTrace();
  const failing = vmap((_: Array): Array => {
    throw new RangeError("from the function");
  });
  expect(() => failing(matrix)).toThrow(new RangeError("from the function"));
  expect(currentTrace()).toBe(before);
});
