import { describe, expect, test } from "vitest";
import * as lax from "./index.js";

/** The functions that take options, by how many arguments stand before those. */
const functions: Readonly<Record<number, readonly string[]>> = {
  1: ["cumlogsumexp", "cummax", "cummin", "cumprod", "cumsum", "round", "sort", "stack", "unstack"],
  2: [
    "allGather",
    "associativeScan",
    "batchMatmul",
    "dot",
    "dynamicIndexInDim",
    "full",
    "fullLike",
    "indexInDim",
    "map",
    "pmax",
    "pmean",
    "pmin",
    "psum",
    "psumScatter",
    "reshape",
    "sortKeyVal",
    "split",
    "topK",
  ],
  3: ["dotGeneral", "dynamicSliceInDim", "scan", "slice", "sliceInDim"],
  4: [
    "allToAll",
    "conv",
    "convGeneralDilated",
    "convGeneralDilatedPatches",
    "convTranspose",
    "foriLoop",
    "gather",
    "reduceWindow",
    "scatter",
    "scatterAdd",
    "scatterApply",
    "scatterMax",
    "scatterMin",
    "scatterMul",
    "scatterSub",
  ],
  6: ["convWithGeneralPadding"],
};

describe("options of lax", () => {
  const rows = Object.entries(functions).flatMap(([count, names]) =>
    names.map((name) => [name, Number(count)] as const),
  );

  test.each(rows)("%s throws for an option that does not exist, before it looks at its arguments", (name, count) => {
    const call = () => callByName(lax, name, [...Array<number>(count).fill(1), { nonsense: 1 }]);
    expect(call).toThrow(TypeError);
    expect(call).toThrow(`${name}: there is no option "nonsense"; options are `);
  });
});

/** Calls an export with what its types forbid. */
function callByName(module: object, name: string, args: readonly unknown[]): unknown {
  const f: unknown = Reflect.get(module, name);
  if (typeof f !== "function") throw new Error(`there is no function ${name}`);
  return Reflect.apply(f, undefined, args);
}
