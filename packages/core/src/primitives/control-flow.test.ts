import { describe, expect, test } from "vitest";
import { aval, refuses, results } from "../../test-support/avals.js";
import {
  add,
  cond,
  customLinearSolve,
  type Jaxpr,
  jit,
  lt,
  mul,
  type Array as NDArray,
  neg,
  pmap,
  type ScanParams,
  scan,
  stage,
  whileLoop,
} from "../index.js";

/** The jaxpr of a function of arrays of these types. */
function program(f: (...inputs: NDArray[]) => NDArray[], ...types: readonly string[]): Jaxpr {
  return stage((inputs) => f(...inputs), types.map(aval)).jaxpr;
}

describe("a call", () => {
  const jaxpr = program((x, y) => [mul(x as NDArray, y as NDArray), x as NDArray], "f32[3]", "f32[]");

  test("has the results of its jaxpr, and takes weak inputs for strong ones", () => {
    expect(results(jit, ["f32[3]", "~f32[]"], { jaxpr, name: "f" })).toEqual(["f32[3]", "f32[3]"]);
  });

  test("refuses other inputs than its jaxpr takes", () => {
    refuses("jit: the jaxpr takes (f32[3], f32[]), found (f32[3])", () =>
      results(jit, ["f32[3]"], { jaxpr, name: "f" }),
    );
    refuses("jit: the jaxpr takes (f32[3], f32[]), found (f32[3], i32[])", () =>
      results(jit, ["f32[3]", "i32[]"], { jaxpr, name: "f" }),
    );
  });
});

describe("a scan", () => {
  // One constant, one carry, one scanned input; the carry, and its old value for each step.
  const step = program((k, c, x) => [add(mul(k!, c!), x!), c!], "f32[]", "f32[2]", "f32[2]");
  const params: ScanParams = { jaxpr: step, length: 5, numConsts: 1, numCarry: 1, reverse: false, unroll: 1 };

  test("returns the carry, and what each step returns, stacked", () => {
    expect(results(scan, ["f32[]", "f32[2]", "f32[5,2]"], params)).toEqual(["f32[2]", "f32[5,2]"]);
  });

  test("scans over as many rows as it has steps", () => {
    refuses("scan: runs 5 steps, but scans over f32[4,2]; axis 0 must have that size", () =>
      results(scan, ["f32[]", "f32[2]", "f32[4,2]"], params),
    );
    refuses("scan: runs 5 steps, but scans over f32[]; axis 0 must have that size", () =>
      results(scan, ["f32[]", "f32[2]", "f32[]"], params),
    );
  });

  test("takes what its step takes, and keeps the types of the carry", () => {
    refuses("scan: the jaxpr takes (f32[], f32[2], f32[2]), found (f32[], f32[3], f32[2])", () =>
      results(scan, ["f32[]", "f32[3]", "f32[5,2]"], params),
    );
    const compares = program((c, x) => [lt(c!, x!)], "f32[2]", "f32[2]");
    refuses("scan: the carry must keep its types (f32[2]), found (bool[2])", () =>
      results(scan, ["f32[2]", "f32[5,2]"], { ...params, jaxpr: compares, numConsts: 0 }),
    );
  });
});

describe("a while loop", () => {
  const below = program((limit, x) => [lt(x!, limit!)], "f32[]", "f32[]");
  const body = program((k, x) => [mul(k!, x!)], "f32[]", "f32[]");
  const params = { condJaxpr: below, condNumConsts: 1, bodyJaxpr: body, bodyNumConsts: 1 };
  const three = ["f32[]", "f32[]", "f32[]"];

  test("returns the carry", () => {
    expect(results(whileLoop, three, params)).toEqual(["f32[]"]);
  });

  test("has a condition of one bool, and a body that keeps the types of the carry", () => {
    refuses("while: the condition must return (bool[]), found (f32[])", () =>
      results(whileLoop, three, { ...params, condJaxpr: body }),
    );
    const wide = program((x) => [lt(x!, x!)], "f32[2]");
    refuses("while: the condition must return (bool[]), found (bool[2])", () =>
      results(whileLoop, ["f32[2]"], {
        condJaxpr: wide,
        condNumConsts: 0,
        bodyJaxpr: program((x) => [neg(x!)], "f32[2]"),
        bodyNumConsts: 0,
      }),
    );
    refuses("while: the carry must keep its types (f32[]), found (bool[])", () =>
      results(whileLoop, three, { ...params, bodyJaxpr: below }),
    );
    refuses("while: the jaxpr takes (f32[], f32[]), found (f32[], i32[])", () =>
      results(whileLoop, ["f32[]", "f32[]", "i32[]"], params),
    );
  });
});

describe("a branch", () => {
  const minus = program((x) => [neg(x!)], "f32[2]");
  const same = program((x) => [x!], "f32[2]");

  test("returns what every branch returns", () => {
    expect(results(cond, ["i32[]", "f32[2]"], { branches: [minus, same, minus] })).toEqual(["f32[2]"]);
  });

  test("is chosen by an int32 scalar, out of one branch at least", () => {
    refuses("cond: the index of the branch must be (i32[]), found (bool[])", () =>
      results(cond, ["bool[]", "f32[2]"], { branches: [minus, same] }),
    );
    refuses("cond: takes at least one branch", () => results(cond, ["i32[]"], { branches: [] }));
  });

  test("takes the operands, and has the types of the first one", () => {
    refuses("cond: the jaxpr takes (f32[2]), found (f32[3])", () =>
      results(cond, ["i32[]", "f32[3]"], { branches: [minus] }),
    );
    const compares = program((x) => [lt(x!, x!)], "f32[2]");
    refuses("cond: every branch must return (f32[2]), found (bool[2])", () =>
      results(cond, ["i32[]", "f32[2]"], { branches: [minus, compares] }),
    );
    const twice = program((x) => [x!, x!], "f32[2]");
    refuses("cond: every branch must return (f32[2]), found (f32[2], f32[2])", () =>
      results(cond, ["i32[]", "f32[2]"], { branches: [minus, twice] }),
    );
  });
});

describe("a linear solve", () => {
  const matvec = program((a, x) => [mul(a!, x!)], "f32[3]", "f32[3]");
  const params = {
    matvec,
    vecmat: null,
    solve: matvec,
    transposeSolve: null,
    constLengths: { matvec: 1, vecmat: 0, solve: 1, transposeSolve: 0 },
  };

  test("returns what the solver does, which takes its constants and the right-hand side", () => {
    expect(results(customLinearSolve, ["f32[3]", "f32[3]", "f32[3]"], params)).toEqual(["f32[3]"]);
    refuses("custom_linear_solve: the jaxpr takes (f32[3], f32[3]), found (f32[3], f32[2])", () =>
      results(customLinearSolve, ["f32[3]", "f32[3]", "f32[2]"], params),
    );
  });
});

describe("a program of many members", () => {
  const jaxpr = program((x, y) => [mul(x!, y!)], "f32[2]", "f32[]");
  const params = { jaxpr, axisName: "i", axisSize: 4, mapped: [true, false], name: "f" };

  test("gets a row of what is mapped each, and stacks results", () => {
    expect(results(pmap, ["f32[4,2]", "f32[]"], params)).toEqual(["f32[4,2]"]);
  });

  test("refuses what has no row for each, or other rows than it takes", () => {
    refuses("pmap: axis 0 of f32[3,2] must have an entry for each of 4 members", () =>
      results(pmap, ["f32[3,2]", "f32[]"], params),
    );
    refuses("pmap: the jaxpr takes (f32[2], f32[]), found (f32[3], f32[])", () =>
      results(pmap, ["f32[4,3]", "f32[]"], params),
    );
  });
});
