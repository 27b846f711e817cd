import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type Element, formatArray, reprArray } from "./index.js";

interface Fixture {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data: readonly (number | boolean | string)[];
  readonly str: string;
  readonly repr: string;
  readonly weak?: boolean;
}

// Printed by NumPy and JAX: see fixtures.py beside it. Parsed JSON is untyped, hence the cast.
const fixtures = JSON.parse(readFileSync(new URL("./fixtures.json", import.meta.url), "utf8")) as readonly Fixture[];

const specials: Readonly<Record<string, number>> = {
  nan: Number.NaN,
  inf: Number.POSITIVE_INFINITY,
  "-inf": Number.NEGATIVE_INFINITY,
};

/** The fixture's data, repeated until the shape is full. */
function elementsOf({ dtype, shape, data }: Fixture): Element[] {
  const elements = data.map((x) => (typeof x !== "string" ? x : dtype.endsWith("int64") ? BigInt(x) : specials[x]!));
  const size = shape.reduce((a, b) => a * b, 1) * (dtype.startsWith("complex") ? 2 : 1);
  return Array.from({ length: size }, (_, i) => elements[i % elements.length]!);
}

describe("arrays print as NumPy and JAX print them", () => {
  const dtypes = [...new Set(fixtures.map((f) => f.dtype))];
  test.each(dtypes)("%s", (dtype) => {
    for (const fixture of fixtures.filter((f) => f.dtype === dtype)) {
      const elements = elementsOf(fixture);
      const data = JSON.stringify(fixture.data);
      expect(formatArray(elements, fixture.shape, dtype), `str of ${data}`).toBe(fixture.str);
      const repr = reprArray(elements, fixture.shape, dtype, { weakType: fixture.weak ?? false });
      expect(repr, `repr of ${data}`).toBe(fixture.repr);
    }
  });
});

describe("the host data", () => {
  test("may be a function of the index, and only the elements that are shown are read", () => {
    const read: number[] = [];
    const strided = (index: number) => {
      read.push(index);
      return 2 * index;
    };
    expect(formatArray(strided, [10_000_000], "int32")).toBe(
      "[       0        2        4 ... 19999994 19999996 19999998]",
    );
    expect(read).toEqual([0, 1, 2, 9_999_997, 9_999_998, 9_999_999]);
  });

  test("may hold booleans as 0 and 1, and complex numbers as pairs", () => {
    expect(formatArray(Uint8Array.of(1, 0), [2], "bool")).toBe("[ True False]");
    expect(formatArray(Float32Array.of(1, 2, 3, -4), [2], "complex64")).toBe("[1.+2.j 3.-4.j]");
  });

  test("must suffice for the shape", () => {
    expect(() => formatArray([1, 2, 3], [2, 2], "float32")).toThrow(
      new RangeError("an array of shape [2,2] needs element 3, but its data ends at 3"),
    );
  });

  test("must be of a dtype that has a text form", () => {
    expect(formatArray([0, 0], [2], "float0")).toBe("[(b'',) (b'',)]");
    expect(() => reprArray([1], [1], "float8", {})).toThrow(/^an array of dtype float8 has no text form/);
  });
});
