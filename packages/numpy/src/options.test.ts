import { describe, expect, test } from "vitest";
import * as np from "./index.js";

/** The functions that take options, by how many arguments stand before those. */
const functions: Readonly<Record<number, readonly string[]>> = {
  1: [
    "all",
    "angle",
    "any",
    "argmax",
    "argmin",
    "argsort",
    "argwhere",
    "around",
    "array",
    "asarray",
    "average",
    "bincount",
    "concat",
    "concatenate",
    "corrcoef",
    "countNonzero",
    "cov",
    "cumprod",
    "cumsum",
    "cumulativeProd",
    "cumulativeSum",
    "diag",
    "diagIndices",
    "diagflat",
    "diagonal",
    "diff",
    "dstack",
    "ediff1d",
    "empty",
    "emptyLike",
    "eye",
    "flatnonzero",
    "flip",
    "histogram",
    "histogramBinEdges",
    "histogramdd",
    "hstack",
    "identity",
    "indices",
    "lexsort",
    "max",
    "mean",
    "median",
    "min",
    "nanToNum",
    "nanargmax",
    "nanargmin",
    "nancumprod",
    "nancumsum",
    "nanmax",
    "nanmean",
    "nanmedian",
    "nanmin",
    "nanprod",
    "nanstd",
    "nansum",
    "nanvar",
    "nonzero",
    "ones",
    "onesLike",
    "polyder",
    "polyint",
    "prod",
    "ptp",
    "ravel",
    "rot90",
    "round",
    "size",
    "sort",
    "stack",
    "std",
    "sum",
    "trace",
    "trapezoid",
    "tri",
    "tril",
    "trilIndices",
    "trilIndicesFrom",
    "trimZeros",
    "triu",
    "triuIndices",
    "triuIndicesFrom",
    "unique",
    "uniqueAll",
    "uniqueCounts",
    "uniqueInverse",
    "uniqueValues",
    "unstack",
    "unwrap",
    "vander",
    "var",
    "vectorize",
    "vstack",
    "where",
    "zeros",
    "zerosLike",
  ],
  2: [
    "allclose",
    "append",
    "argpartition",
    "arrayEqual",
    "arraySplit",
    "canCast",
    "choose",
    "compress",
    "convolve",
    "correlate",
    "cross",
    "delete",
    "digitize",
    "dot",
    "extract",
    "fillDiagonal",
    "fromfunction",
    "full",
    "fullLike",
    "geomspace",
    "histogram2d",
    "inner",
    "intersect1d",
    "isclose",
    "isin",
    "linspace",
    "logspace",
    "maskIndices",
    "matmul",
    "nanpercentile",
    "nanquantile",
    "pad",
    "partition",
    "percentile",
    "polydiv",
    "polymul",
    "quantile",
    "ravelMultiIndex",
    "repeat",
    "reshape",
    "roll",
    "searchsorted",
    "select",
    "setdiff1d",
    "setxor1d",
    "split",
    "take",
    "takeAlongAxis",
    "tensordot",
    "union1d",
    "vdot",
    "vecdot",
  ],
  3: ["clip", "insert", "interp", "place", "put"],
  4: ["putAlongAxis"],
};

describe("options of np", () => {
  const rows = Object.entries(functions).flatMap(([count, names]) =>
    names.map((name) => [name, Number(count)] as const),
  );

  test.each(rows)("%s throws for an option that does not exist, before it looks at its arguments", (name, count) => {
    const call = () => callByName(np, name, [...Array<number>(count).fill(1), { nonsense: 1 }]);
    expect(call).toThrow(TypeError);
    expect(call).toThrow(`${name}: there is no option "nonsense"; options are `);
  });

  test.each([
    [
      "meshgrid",
      [
        [1, 2],
        [3, 4],
      ],
    ],
    ["arange", [4]],
    ["linspace", [0, 1, 5]],
    ["eye", [2, 3]],
    ["gradient", [[1, 2, 4]]],
    ["einsum", ["i,i->", [1, 2], [3, 4]]],
    ["einsumPath", ["i,i->", [1, 2], [3, 4]]],
  ])("%s throws for an unknown option after arguments that may be left out", (name, args) => {
    const call = () => callByName(np, name, [...args, { nonsense: 1 }]);
    expect(call).toThrow(TypeError);
    expect(call).toThrow(`${name}: there is no option "nonsense"; options are `);
  });

  test.each([
    ["diagonal", 1],
    ["trace", 1],
    ["norm", 1],
    ["vectorNorm", 1],
    ["matrixNorm", 1],
  ])("linalg.%s throws for an unknown option", (name, count) => {
    const call = () => callByName(np.linalg, name, [...Array<number>(count).fill(1), { nonsense: 1 }]);
    expect(call).toThrow(TypeError);
    expect(call).toThrow(`${name}: there is no option "nonsense"; options are `);
  });

  test.each(["get", "set", "add", "multiply"])("x.at(i).%s throws for an unknown option", (method) => {
    const options = { nonsense: 1 };
    const indexed = np.array([1, 2, 3]).at(0);
    const call = () => callByName(indexed, method, method === "get" ? [options] : [1, options]);
    expect(call).toThrow(TypeError);
    expect(call).toThrow(`x.at(…).${method}: there is no option "nonsense"; options are mode, `);
  });

  test("a method throws as its function does", () => {
    const x = np.array([1, 2, 3]);
    expect(() => x.sum({ nonsense: 1 } as object)).toThrow('sum: there is no option "nonsense"');
    expect(() => x.argsort({ nonsense: 1 } as object)).toThrow('argsort: there is no option "nonsense"');
  });
});

/** Calls an export with what its types forbid. */
function callByName(module: object, name: string, args: readonly unknown[]): unknown {
  const f: unknown = Reflect.get(module, name);
  if (typeof f !== "function") throw new Error(`there is no function ${name}`);
  return Reflect.apply(f, undefined, args);
}
