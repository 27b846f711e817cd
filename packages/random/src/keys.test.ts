import { readFileSync } from "node:fs";
import "@hyrax/cpu";
import {
  config,
  convertElementType,
  type DType,
  hostArray,
  type Array as NDArray,
  scalarArray,
  shapedArray,
  stage,
} from "@hyrax/core";
import { afterEach, describe, expect, expectTypeOf, test } from "vitest";
import * as random from "./index.js";

const { seedToKey } = JSON.parse(readFileSync(new URL("./fixtures.json", import.meta.url), "utf8")) as {
  /** `typ` is the Python type of the seed; `x64` null means either. */
  readonly seedToKey: readonly { seed: number; typ: string; x64: boolean | null; key: readonly number[] }[];
};

const words = (...values: readonly number[]) => hostArray(Uint32Array.from(values), [values.length], "uint32");

afterEach(() => {
  config.update("threefryPartitionable", false);
  config.update("enableX64", false);
});

describe("a key", () => {
  test.each(
    seedToKey.flatMap((row) =>
      [false, true].filter((x64) => row.x64 === null || row.x64 === x64).map((x64) => ({ ...row, x64 })),
    ),
  )("from the seed $seed as $typ, 64-bit types $x64, has JAX's words", ({ seed, typ, x64, key }) => {
    config.update("enableX64", x64);
    const array = () => (x64 || !typ.endsWith("64") ? scalarArray(seed, typ as DType) : seed);
    expect(random.PRNGKey(typ === "int" ? seed : array()).tolist()).toEqual(key);
    expect(random.keyData(random.key(seed)).tolist()).toEqual(random.PRNGKey(seed).tolist());
  });

  test("is a scalar of a dtype of its own, or two words", () => {
    expect(`${random.key(0).aval} ${random.PRNGKey(0).aval}`).toBe("key<fry>[] u32[2]");
    expect(String(random.key(42))).toBe("Array((), dtype=key<fry>) overlaying:\n[ 0 42]");
    expect(String(random.PRNGKey(42))).toBe("[ 0 42]");
    expect([random.keyImpl(random.key(0)), random.keyDtype()]).toEqual(["threefry2x32", "key<fry>"]);
  });

  test("takes bigints and booleans as seeds too", () => {
    expect(random.PRNGKey(5n).tolist()).toEqual([0, 5]);
    expect(random.PRNGKey(true).tolist()).toEqual([0, 1]);
    config.update("enableX64", true);
    expect(random.PRNGKey(2n ** 40n + 7n).tolist()).toEqual([256, 7]);
  });

  test.each<[string, unknown, string]>([
    ["a fraction", 1.5, "key: a seed is an integer, found 1.5"],
    ["NaN", Number.NaN, "key: a seed is an integer, found NaN"],
    ["a number that is not exact", 2 ** 60, "give integers beyond 2^53 as a bigint"],
    ["more than 64 bits", 2n ** 70n, "key: a seed has 64 bits at most, found 1180591620717411303424"],
    ["floats", scalarArray(1, "float32"), "key: a seed is an integer, found f32[]"],
    ["several", words(1, 2), "key: takes one seed, found u32[2]; map over seeds with vmap"],
    ["a key", random.key(0), "key: a seed is an integer, found key<fry>[]"],
    ["text", "42", "key: a seed is an integer, found 42"],
  ])("is not made from %s", (_, seed, message) => {
    expect(() => random.key(seed as number)).toThrow(TypeError);
    expect(() => random.key(seed as number)).toThrow(message);
  });
});

describe("split", () => {
  test("gives two keys, which destructure", () => {
    const [key, subkey] = random.split(random.PRNGKey(42));
    // The values that JAX's introduction prints.
    expect([key.tolist(), subkey.tolist()]).toEqual([
      [2465931498, 3679230171],
      [255383827, 267815257],
    ]);
  });

  test("gives a few keys by their indices too, of the types that destructuring has", () => {
    const keys = random.split(random.PRNGKey(42), 3);
    const [first, second, third] = keys;
    expectTypeOf(third).toEqualTypeOf<random.Key>();
    expectTypeOf(random.split(random.PRNGKey(42), 3 as number)).toEqualTypeOf<random.Key>();
    expect([keys[0].tolist(), keys[1].tolist(), keys[2].tolist()]).toEqual(keys.tolist());
    expect([first.tolist(), second.tolist(), third.tolist()]).toEqual(keys.tolist());
  });

  test("gives as many as asked for, in any shape, in the form of the key", () => {
    expect(`${random.split(random.key(0), 5).aval}`).toBe("key<fry>[5]");
    expect(`${random.split(random.key(0), [2, 3]).aval}`).toBe("key<fry>[2,3]");
    expect(`${random.split(random.PRNGKey(0), [2, 3]).aval}`).toBe("u32[2,3,2]");
    expect(`${random.split(random.PRNGKey(0), 0).aval}`).toBe("u32[0,2]");
  });

  test("gives the same keys to typed and raw keys, in both layouts", () => {
    for (const partitionable of [false, true]) {
      config.update("threefryPartitionable", partitionable);
      const typed = random.keyData(random.split(random.key(7), 3));
      expect(random.split(random.PRNGKey(7), 3).tolist()).toEqual(typed.tolist());
    }
  });

  test("leaves the key that it takes, and results that may be deleted one by one", () => {
    const key = random.PRNGKey(0);
    const first = random.split(key);
    first.delete();
    expect(random.split(key).tolist()).toEqual([
      [4146024105, 967050713],
      [2718843009, 1272950319],
    ]);
  });
});

describe("foldIn", () => {
  test("makes a new key in the form of the old one", () => {
    expect(random.foldIn(random.PRNGKey(0), 1).tolist()).toEqual([928981903, 3453687069]);
    expect(random.keyData(random.foldIn(random.key(0), 1)).tolist()).toEqual([928981903, 3453687069]);
    expect(random.foldIn(random.PRNGKey(0), scalarArray(1, "int32")).tolist()).toEqual([928981903, 3453687069]);
  });

  test.each<[unknown, string]>([
    [-1, "foldIn: the integer must be from 0 to 4294967295, found -1"],
    [2 ** 32, "foldIn: the integer must be from 0 to 4294967295, found 4294967296"],
    [Number.NaN, "found NaN"],
    [words(1, 2), "foldIn: takes one integer, found u32[2]; map over them with vmap"],
  ])("does not take %s", (data, message) => {
    expect(() => random.foldIn(random.key(0), data as number)).toThrow(message);
  });
});

describe("the words of keys", () => {
  test("go back and forth", () => {
    const keys = random.split(random.key(3), [2, 2]);
    const data = random.keyData(keys);
    expect(`${data.aval}`).toBe("u32[2,2,2]");
    expect(random.keyData(random.wrapKeyData(data)).tolist()).toEqual(data.tolist());
    expect(random.keyData(random.wrapKeyData(Uint32Array.of(1, 2))).tolist()).toEqual([1, 2]);
  });

  test("are copies: deleting them leaves the keys", () => {
    const raw = random.PRNGKey(1);
    random.keyData(raw).delete();
    const typed = random.key(1);
    random.keyData(typed).delete();
    random.clone(raw).delete();
    expect([raw.tolist(), random.keyData(typed).tolist()]).toEqual([
      [0, 1],
      [0, 1],
    ]);
  });

  test("must be uint32, two to a key", () => {
    expect(() => random.wrapKeyData(words(1, 2, 3))).toThrow(
      "wrapKeyData: a key has two words along the last axis, found u32[3]",
    );
    expect(() => random.wrapKeyData(hostArray(Int32Array.of(1, 2), [2], "int32"))).toThrow(
      "the words of keys are uint32, found i32[2]",
    );
  });
});

describe("a sampler takes one key", () => {
  const samplers: Readonly<Record<string, (key: NDArray) => unknown>> = {
    split: (key) => random.split(key),
    foldIn: (key) => random.foldIn(key, 1),
    bits: (key) => random.bits(key, [2]),
    uniform: (key) => random.uniform(key, [2]),
    normal: (key) => random.normal(key, [2]),
    randint: (key) => random.randint(key, [2], 0, 5),
    permutation: (key) => random.permutation(key, 3),
    choice: (key) => random.choice(key, 3),
    categorical: (key) => random.categorical(key, [0, 1]),
    gamma: (key) => random.gamma(key, 1),
  };

  test.each(Object.entries(samplers))("%s", (name, sample) => {
    expect(() => sample(random.split(random.key(0), 3))).toThrow(
      new TypeError(
        `${name}: takes a single key, found an array of keys of shape [3]; map over them with vmap, or split one key`,
      ),
    );
    expect(() => sample(words(1, 2, 3))).toThrow(
      new TypeError(`${name}: a key has two words along the last axis, found u32[3]; make one with random.key(seed)`),
    );
    expect(() => sample(convertElementType(words(1, 2), { newDtype: "float32", weakType: false }))).toThrow(
      new TypeError(`${name}: the words of keys are uint32, found f32[2]; make a key with random.key(seed)`),
    );
    expect(() => sample(5 as unknown as NDArray)).toThrow(
      new TypeError(`${name}: the first argument must be a random key, found number 5; make one with random.key(seed)`),
    );
  });
});

test("keys are staged as JAX stages them", () => {
  const { jaxpr } = stage(([key]) => [random.split(key as NDArray)], [shapedArray([2], "uint32")]);
  expect(jaxpr.eqns.map(({ primitive }) => primitive.name)).toEqual(["random_wrap", "random_split", "random_unwrap"]);
});
