import { readFileSync } from "node:fs";
import type { DType, Array as NDArray, Shape } from "@hyrax/core";
import * as np from "@hyrax/numpy";
import { describe, expect, test } from "vitest";
import * as nn from "./index.js";

type Element = number | boolean | "NaN" | "Infinity" | "-Infinity";

interface Stored {
  readonly dtype: DType;
  readonly shape: Shape;
  readonly data: readonly Element[];
}

/** What JAX 0.10.2 answers: fixtures.py says how it is written. */
interface Case {
  readonly fn: string;
  readonly args: readonly (Stored | Element)[];
  readonly options: Readonly<Record<string, unknown>>;
  readonly out: readonly (Stored & { readonly weak: boolean })[];
}

// The file is part of this folder.
const { functions } = JSON.parse(readFileSync(new URL("./fixtures.json", import.meta.url), "utf8")) as {
  readonly functions: readonly Case[];
};

const byName: Readonly<Record<string, unknown>> = nn;

/** How far off results may be: a few units in the last place of each dtype. */
const tolerances: Readonly<Record<string, number>> = { float32: 4e-6, float16: 2e-3, bfloat16: 1.6e-2 };

const decoded = (value: unknown): unknown => {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const { dtype, shape, data } = value as Stored; // the only objects there are
  return np.array(data.map(elementOf), { dtype }).reshape(shape);
};
const elementOf = (x: Element) => (typeof x === "string" ? Number(x) : x);

describe("answers JAX's numbers, dtypes and weak types:", () => {
  test.each(functions.map((c, i) => [`${c.fn} ${summary(c)} (${i})`, c] as const))(
    "%s",
    (_, { fn, args, options, out }) => {
      const f = byName[fn] as (...args: readonly unknown[]) => NDArray | readonly NDArray[]; // as the file calls it
      const given = Object.fromEntries(Object.entries(options).map(([name, value]) => [name, decoded(value)]));
      const result = f(...args.map(decoded), ...(Object.keys(options).length === 0 ? [] : [given]));
      const results = Array.isArray(result) ? (result as readonly NDArray[]) : [result as NDArray];
      expect(results).toHaveLength(out.length);
      results.forEach((got, i) => {
        const want = out[i] as Case["out"][number];
        expect({ dtype: got.dtype, shape: got.shape, weak: got.weakType }).toEqual({
          dtype: want.dtype,
          shape: want.shape,
          weak: want.weak,
        });
        const tolerance = tolerances[want.dtype] ?? 0;
        const elements = np.ravel(got.astype("float32")).tolist() as readonly number[];
        elements.forEach((x, j) => {
          const y = Number(elementOf(want.data[j] as Element));
          const close = Object.is(x, y) || x === y || Math.abs(x - y) <= tolerance * Math.max(Math.abs(y), 0.2);
          if (!close) expect.fail(`element ${j} of result ${i} is ${x}, but JAX's is ${y}`);
        });
      });
    },
  );
});

function summary({ args, options }: Case): string {
  const types = args.map((x) => (typeof x === "object" ? `${x.dtype}[${x.shape.join(", ")}]` : x));
  return [...types, ...Object.keys(options)].join(" ");
}
