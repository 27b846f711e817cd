import { readFileSync } from "node:fs";
import { type Array, config, type DType, promoteTypes, scalarArray, type Typed } from "@hyrax/core";
import * as np from "@hyrax/numpy";
import { afterEach, describe, expect, test } from "vitest";

/** The dtype of `jnp.add(a, b)` in JAX 0.10.2: `i*`, `f*` and `c*` are bare numbers, and a star after a result is weakness. */
type Table = Readonly<Record<string, Readonly<Record<string, string>>>>;

const goldens = new URL("../goldens/reference/promotion.json", import.meta.url);
const { tables } = JSON.parse(readFileSync(goldens, "utf8")) as { readonly tables: Readonly<Record<string, Table>> };

const bare: Readonly<Record<string, DType>> = { "i*": "int64", "f*": "float64", "c*": "complex128" };

/** An entry of the table as an operand; bare numbers have the default dtype of their kind, as far as it exists. */
function operand(name: string): Typed {
  const weakDtype = bare[name];
  const narrow = { int64: "int32", float64: "float32", complex128: "complex64" } as const;
  if (weakDtype === undefined) return { dtype: name as DType, weakType: false };
  const dtype = config.values.enableX64 ? weakDtype : narrow[weakDtype as keyof typeof narrow];
  return { dtype, weakType: true };
}

const text = ({ dtype, weakType }: Typed) => `${dtype}${weakType ? "*" : ""}`;

const modes = Object.entries(tables).map(([name, table]) => ({ name, table, x64: name === "x64" }));

afterEach(() => config.update("enableX64", false));

describe.each(modes)("promotion with $name", ({ table, x64 }) => {
  const pairs = Object.entries(table).flatMap(([a, row]) => Object.entries(row).map(([b, sum]) => ({ a, b, sum })));

  test("of every two types is JAX's", () => {
    config.update("enableX64", x64);
    const found = pairs.map(({ a, b }) => ({ a, b, sum: text(promoteTypes([operand(a), operand(b)])) }));
    expect(found).toEqual(pairs);
  });

  test("does not depend on the order", () => {
    config.update("enableX64", x64);
    for (const { a, b } of pairs) {
      expect(promoteTypes([operand(a), operand(b)])).toEqual(promoteTypes([operand(b), operand(a)]));
    }
  });

  test("of three types is that of two and the third, for strong ones", () => {
    config.update("enableX64", x64);
    const names = Object.keys(table).filter((name) => bare[name] === undefined);
    for (const [i, a] of names.entries()) {
      const [b, c] = [names[(i * 5 + 3) % names.length] as string, names[(i * 7 + 1) % names.length] as string];
      const [first, second, third] = [operand(a), operand(b), operand(c)];
      const two = promoteTypes([first, second]);
      expect(promoteTypes([first, second, third])).toEqual(promoteTypes([two, third]));
    }
  });

  test("is what np.add gives, where arrays of both dtypes can be made", () => {
    config.update("enableX64", x64);
    const real = pairs.filter(({ a, b, sum }) => ![a, b, sum].some((name) => /^c/.test(name)));
    const found = real.map(({ a, b }) => {
      const [x, y] = [operand(a), operand(b)].map(({ dtype, weakType }) => scalarArray(1, dtype, weakType));
      return { a, b, sum: text(np.add(x as Array, y as Array)) };
    });
    expect(found).toEqual(real);
  });
});

test("a dtype without arithmetic does not promote with others", () => {
  const key: Typed = { dtype: "key<fry>", weakType: false };
  expect(() => promoteTypes([key, operand("float32")])).toThrow(new TypeError("key<fry> has no arithmetic"));
  expect(promoteTypes([key, key])).toEqual(key);
});
