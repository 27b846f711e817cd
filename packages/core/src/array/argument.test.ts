import { describe, expect, test } from "vitest";
import {
  arrayFromTypedArray,
  type ConcreteArray,
  config,
  flattenArrays,
  flattenResult,
  leafArray,
  leafName,
  type Array as NDArray,
  scalarArray,
  shapedArray,
  stage,
  type TypedArray,
  typedArrayDtype,
  UnexpectedTracerError,
} from "../index.js";

const where = () => "f: the argument x";

describe("a leaf that stands for an array", () => {
  test("is an array, a bare value, or a typed array, which becomes one of one axis", () => {
    const x = scalarArray(1, "float32");
    expect(leafArray(x, where)).toBe(x);
    expect(leafArray(true, where).aval).toBe(shapedArray([], "bool"));
    expect(leafArray(Int8Array.of(1, -2), where).tolist()).toEqual([1, -2]);
  });

  test("is nothing else: the error names the place, what is there, and what may help", () => {
    const found: readonly (readonly [unknown, string])[] = [
      ["1", '"1"'],
      [undefined, "undefined"],
      [Symbol.iterator, "Symbol(Symbol.iterator)"],
      [Math.sin, "the function sin"],
      [new Map(), "a Map; tree.register makes its class a node"],
      [new Date(0), "a Date; tree.register makes its class a node"],
    ];
    for (const [leaf, text] of found) {
      const message = `f: the argument x must be an array or a number, found ${text}`;
      expect(() => leafArray(leaf, where)).toThrow(new TypeError(message));
    }
  });

  test("is no traced array whose function has returned", () => {
    const kept: NDArray[] = [];
    stage(
      (inputs) => {
        kept.push(...inputs);
        return inputs;
      },
      [shapedArray([3], "float32")],
    );
    expect(() => leafArray(kept[0], where)).toThrow(
      new UnexpectedTracerError(
        "the traced array Traced<f32[3]> was used outside the transformed function that it belongs to; " +
          "return it from the function instead of storing it",
      ),
    );
  });
});

describe("a typed array as an array", () => {
  const x64 = <T>(run: () => T): T => {
    config.update("enableX64", true);
    try {
      return run();
    } finally {
      config.update("enableX64", false);
    }
  };

  test("has the dtype that its class is named after", () => {
    const classes: readonly (readonly [TypedArray | Uint8ClampedArray, string])[] = [
      [Int8Array.of(1), "int8"],
      [Uint8Array.of(1), "uint8"],
      [Uint8ClampedArray.of(1), "uint8"],
      [Int16Array.of(1), "int16"],
      [Uint16Array.of(1), "uint16"],
      [Int32Array.of(1), "int32"],
      [Uint32Array.of(1), "uint32"],
      [Float32Array.of(1), "float32"],
      [Float64Array.of(1), "float64"],
      [BigInt64Array.of(1n), "int64"],
      [BigUint64Array.of(1n), "uint64"],
    ];
    for (const [data, dtype] of classes) expect(typedArrayDtype(data)).toBe(dtype);
    expect([typedArrayDtype([1]), typedArrayDtype(new DataView(new ArrayBuffer(8)))]).toEqual([undefined, undefined]);
  });

  test("is a copy", () => {
    const data = Float32Array.of(1, 2);
    const x = arrayFromTypedArray(data);
    data[0] = 9;
    expect(x.tolist()).toEqual([1, 2]);
  });

  test("keeps 64 bits where they are on, and wraps or rounds to 32 where they are off, as JAX does", () => {
    const wide: TypedArray[] = [BigInt64Array.of(2n ** 53n + 1n, -(2n ** 40n) - 7n), Float64Array.of(0.1, 1e300)];
    expect(x64(() => wide.map((data) => arrayFromTypedArray(data).dataSync()))).toEqual(wide);
    const narrow: readonly ConcreteArray[] = wide.map(arrayFromTypedArray);
    // jnp.asarray(np.array([2**53 + 1, -2**40 - 7])) is [1, -7] in JAX 0.10.2.
    expect(narrow.map((x) => x.dataSync())).toEqual([Int32Array.of(1, -7), Float32Array.of(0.1, 1e300)]);
  });
});

describe("a pytree of arrays, flat", () => {
  test("has its leaves as arrays, in the order of sorted keys, and its structure", () => {
    const [arrays, treedef] = flattenArrays("f: the argument", { w: [1, Int32Array.of(2)], b: null, a: 3n });
    expect(arrays.map((x) => `${x.aval}`)).toEqual(["i32[]", "f32[]", "i32[1]"]);
    expect(String(treedef)).toBe("PyTreeDef({'a': *, 'b': None, 'w': [*, *]})");
  });

  test("that holds something else is an error that names the path to it", () => {
    expect(() => flattenArrays("f: the argument", { layers: [{ w: 1 }, { w: "two" }] })).toThrow(
      new TypeError(`f: the argument at ['layers'][1]['w'] must be an array or a number, found "two"`),
    );
    expect(() => flattenArrays("f: the argument", "two")).toThrow("f: the argument must be an array or a number");
  });

  test("names each leaf by its path, and one that stands alone without", () => {
    const [, treedef] = flattenArrays("f", [1, { a: 2 }]);
    expect([0, 1].map((i) => leafName("the result", treedef, i))).toEqual([
      "the result at [0]",
      "the result at [1]['a']",
    ]);
    const [, leaf] = flattenArrays("f", 1);
    expect(leafName("the result", leaf, 0)).toBe("the result");
  });
});

describe("what a traced function returns", () => {
  test("is a pytree of arrays, or an error that names the transformation", () => {
    const [arrays] = flattenResult("jit", { y: 1 });
    expect(arrays.map((x) => x.item())).toEqual([1]);
    expect(() => flattenResult("jit", { y: "done" })).toThrow(
      `jit: the result of the function at ['y'] must be an array or a number, found "done"`,
    );
  });

  test("is no promise, wherever it stands", () => {
    for (const result of [Promise.resolve(1), { y: [Promise.resolve(1)] }]) {
      expect(() => flattenResult("grad", result)).toThrow(
        new TypeError(
          "grad: the function returned a promise, but it is traced while it runs; " +
            "await values before the call and pass them as arguments",
        ),
      );
    }
  });
});
