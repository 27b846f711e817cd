import "@hyrax/cpu";
import {
  type CheckpointPolicy,
  dotGeneral,
  hostArray,
  mul,
  type Array as NDArray,
  printJaxpr,
  reduceSum,
  sin,
  stage,
  tanh,
} from "@hyrax/core";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { jitted } from "../../test-support/programs.js";
import { checkpoint, checkpointName, checkpointPolicies as policies, printSavedResiduals } from "../index.js";

const print = vi.spyOn(console, "log");
beforeEach(() => {
  print.mockImplementation(() => {});
});
afterEach(() => print.mockReset());

const printed = () => print.mock.calls.map(([line]) => line as string);

const zeros = (...shape: number[]) =>
  hostArray(new Float32Array(shape.reduce((n, size) => n * size, 1)), shape, "float32");
const matvec = (m: NDArray, v: NDArray) =>
  dotGeneral(m, v, {
    dimensionNumbers: { lhsContract: [1], rhsContract: [0], lhsBatch: [], rhsBatch: [] },
    preferredElementType: null,
  });
const total = (x: NDArray) => reduceSum(x, { axes: [0] });
const layers = (w: NDArray, x: NDArray) => total(tanh(checkpointName(matvec(w, checkpointName(sin(x), "a")), "b")));
const lines = (f: (w: NDArray, x: NDArray) => NDArray) => {
  print.mockClear();
  printSavedResiduals(f, zeros(2, 3), zeros(3));
  return printed();
};

const inputs = ["f32[2,3] from argument 0", "f32[3] from argument 1"];
const all = [
  "f32[2,3] from argument 0",
  "f32[3] output of cos",
  "f32[3] named 'a'",
  "f32[2] output of tanh",
  "f32[2] output of sub",
];

// What JAX 0.10.2 prints for the same functions, without its line numbers.
test.each([
  ["no checkpoint", layers, all],
  ["no policy", checkpoint(layers), inputs],
  ["nothingSaveable", checkpoint(layers, { policy: policies.nothingSaveable }), inputs],
  ["everythingSaveable", checkpoint(layers, { policy: policies.everythingSaveable }), all],
  ["dotsSaveable", checkpoint(layers, { policy: policies.dotsSaveable }), [...inputs, "f32[2] output of dot_general"]],
  [
    "saveOnlyTheseNames",
    checkpoint(layers, { policy: policies.saveOnlyTheseNames("a", "c") }),
    [...inputs, "f32[3] named 'a'"],
  ],
  [
    "saveAnyNamesButThese",
    checkpoint(layers, { policy: policies.saveAnyNamesButThese("a") }),
    [...inputs, "f32[2] named 'b'"],
  ],
  [
    "saveFromBothPolicies",
    checkpoint(layers, {
      policy: policies.saveFromBothPolicies(policies.saveOnlyTheseNames("a"), policies.dotsSaveable),
    }),
    [...inputs, "f32[3] named 'a'", "f32[2] output of dot_general"],
  ],
] as const)("with %s, differentiation keeps what the policy says", (_, f, expected) => {
  expect(lines(f as typeof layers).sort()).toEqual([...expected].sort());
});

test("saveAnythingExceptTheseNames does not keep the named value itself", () => {
  const kept = lines(checkpoint(layers, { policy: policies.saveAnythingExceptTheseNames("a") }) as typeof layers);
  expect(kept).toContain("f32[2] output of tanh");
  expect(kept).not.toContain("f32[3] named 'a'");
});

test("a leaf of an argument is named by its path, a constant and a jitted call as such", () => {
  const constant = zeros(3);
  const f = (p: { a: NDArray; b: NDArray[] }) =>
    total(mul(jitted((x) => [sin(x)], mul(p.a, constant))[0] as NDArray, p.b[0] as NDArray));
  printSavedResiduals(f, { a: zeros(3), b: [zeros(3)] });
  expect(printed()).toEqual(expect.arrayContaining(["f32[3] from a constant", "f32[3] from argument 0 at ['b'][0]"]));
  expect(printed().filter((line) => line.startsWith("f32[3] output of jitted function '"))).toHaveLength(2);
});

test("bad policies and names are refused where they are given", () => {
  const untyped = (value: unknown) => value as never;
  expect(() => checkpoint(layers, { policy: untyped("dots") })).toThrow(
    "checkpoint: policy must be a function, such as those of checkpointPolicies, found dots",
  );
  expect(() => checkpoint(layers, { preventCse: untyped(1) })).toThrow(/preventCse must be true or false, found 1/);
  expect(() => checkpoint(layers, untyped({ prevent_cse: true }))).toThrow(/there is no option "prevent_cse"/);
  expect(() => checkpointName(zeros(3), untyped(3))).toThrow("checkpointName: the name must be a string, found 3");
  expect(() => checkpointName(untyped({ a: "x" }), "a")).toThrow(
    /checkpointName: the value at \['a'\] must be an array or a number, found "x"/,
  );
  expect(() => policies.saveOnlyTheseNames(untyped(["a"]))).toThrow(
    "checkpointPolicies.saveOnlyTheseNames: takes names, as given to checkpointName, found a",
  );
});

test("a policy prints in a jaxpr as JAX's own", () => {
  const printedPolicy = (policy: CheckpointPolicy) => {
    const f = checkpoint((x: NDArray) => sin(x), { policy });
    return /policy=(.*)/.exec(printJaxpr(stage(([x]) => [f(x as NDArray) as NDArray], [zeros(3).aval]).jaxpr))?.[1];
  };
  expect(printedPolicy(policies.dotsSaveable)).toBe("DotsSaveable(only_if_no_batch_dims=False)");
  expect(printedPolicy(policies.saveOnlyTheseNames("a"))).toBe("SaveOnlyTheseNames(saveable_names=frozenset({'a'}))");
  expect(printedPolicy(policies.saveAnyNamesButThese("a"))).toBe("SaveAnyNamesButThese(names=frozenset({'a'}))");
});
