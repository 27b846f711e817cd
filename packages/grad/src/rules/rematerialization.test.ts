import "@hyrax/cpu";
import {
  add,
  type CheckpointPolicy,
  config,
  cos,
  dotGeneral,
  innerJaxprs,
  type Jaxpr,
  mul,
  type Array as NDArray,
  checkpointName as named,
  printJaxpr,
  reduceSum,
  type rematerialization,
  scalarArray,
  scan,
  shapedArray,
  sin,
  stage,
  tanh,
} from "@hyrax/core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { spread } from "../../test-support/arrays.js";
import { checkGradients, type TestFunction } from "../../test-support/check-gradients.js";
import { jitted, scanned } from "../../test-support/programs.js";
import { checkpoint, checkpointName, checkpointPolicies, customVjp, grad, jvp, linearize } from "../index.js";

const total = (x: NDArray) => reduceSum(x, { axes: x.shape.map((_, axis) => axis) });
const matvec = (m: NDArray, v: NDArray) =>
  dotGeneral(m, v, {
    dimensionNumbers: { lhsContract: [1], rhsContract: [0], lhsBatch: [], rhsBatch: [] },
    preferredElementType: null,
  });
const layer = (w: NDArray, x: NDArray) => tanh(add(matvec(w, x), sin(x)));

const namedLayers = (w: NDArray, x: NDArray) =>
  layer(w, checkpointName(layer(w, checkpointName(sin(x), "first")), "second"));

const { saveAnyNamesButThese, saveAnythingExceptTheseNames, saveFromBothPolicies, saveOnlyTheseNames } =
  checkpointPolicies;
const namePolicies: Readonly<Record<string, CheckpointPolicy>> = {
  saveOnlyTheseNames: saveOnlyTheseNames("first"),
  saveAnyNamesButThese: saveAnyNamesButThese("first"),
  saveAnythingExceptTheseNames: saveAnythingExceptTheseNames("first", "second"),
  saveFromBothPolicies: saveFromBothPolicies(saveOnlyTheseNames("first"), checkpointPolicies.dotsSaveable),
};

interface Example {
  readonly name: string;
  readonly f: TestFunction;
}

const inputs = [spread([2, 2]), spread([2])];

const examples: { readonly [N in keyof typeof rematerialization]: readonly Example[] } = {
  checkpointName: [
    { name: "a named value", f: (w, x) => named(layer(w, x), { name: "y" }) },
    { name: "named within a checkpointed function", f: checkpoint(namedLayers) },
    ...Object.entries(namePolicies).map(([name, policy]) => ({
      name: `with the policy ${name}`,
      f: checkpoint(namedLayers, { policy }),
    })),
  ],
  checkpoint: [
    { name: "a layer", f: checkpoint(layer) },
    { name: "two results, one of which is an input", f: checkpoint((w: NDArray, x: NDArray) => [layer(w, x), x]) },
    { name: "inside another", f: checkpoint((w: NDArray, x: NDArray) => sin(checkpoint(layer)(w, x) as NDArray)) },
    {
      name: "of a jitted call",
      f: checkpoint((w: NDArray, x: NDArray) => jitted((w, x) => [layer(w, x), mul(x, x)], w, x)),
    },
    {
      name: "closing over what is differentiated",
      f: (w, x) => checkpoint((v: NDArray) => layer(w, v))(x),
    },
    {
      name: "in the steps of a loop",
      f: (w, x) => scanned({ consts: [w], carry: [x], length: 3, step: (w, c) => [checkpoint(layer)(w, c), total(c)] }),
    },
    {
      name: "of a loop",
      f: checkpoint((w: NDArray, x: NDArray) =>
        scanned({ consts: [w], carry: [x], length: 3, step: (w, c) => [layer(w, c)] }),
      ),
    },
    ...Object.entries(checkpointPolicies)
      .filter(([name]) => !(name in namePolicies))
      .map(([name, policy]) => ({
        name: `with the policy ${name}`,
        f: checkpoint((w: NDArray, x: NDArray) => layer(w, jitted((w, x) => [layer(w, x)], w, x)[0] as NDArray), {
          policy: policy as CheckpointPolicy,
        }),
      })),
  ],
};

describe.each(Object.entries(examples))("derivatives of %s", (_, list) => {
  beforeAll(() => config.update("enableX64", true));
  afterAll(() => config.update("enableX64", false));
  test.each(list)("agree with finite differences: $name", ({ f }) => checkGradients(f, inputs));
});

const f32 = (...shape: number[]) => shapedArray(shape, "float32");

/** How often a primitive stands in a jaxpr, and in those within it. */
function occurrences(jaxpr: Jaxpr, name: string): number {
  return jaxpr.eqns.reduce(
    (n, eqn) =>
      n +
      (eqn.primitive.name === name ? 1 : 0) +
      innerJaxprs(eqn.params).reduce((m, inner) => m + occurrences(inner, name), 0),
    0,
  );
}

describe("checkpoint", () => {
  test("the gradient computes again what it needs, in JAX's form", () => {
    const f = checkpoint((x: NDArray) => sin(sin(x)));
    expect(printJaxpr(stage(([x]) => [grad(f)(x as NDArray)], [f32()]).jaxpr)).toMatchInlineSnapshot(`
      "{ lambda ; a:f32[]. let
          b:f32[] = sin a
          _:f32[] = sin b
          c:f32[] = remat2[
            differentiated=True
            jaxpr={ lambda ; d:f32[] e:f32[]. let
                f:f32[] = sin d
                g:f32[] = cos d
                h:f32[] = cos f
                i:f32[] = mul e h
                j:f32[] = mul i g
              in (j,) }
            policy=None
            prevent_cse=True
          ] a 1.0:f32[]
        in (c,) }"
    `);
  });

  test("a policy says which results are kept, in jitted calls too", () => {
    const f = (w: NDArray, x: NDArray) => total(jitted((w, x) => [sin(matvec(w, sin(x)))], w, x)[0] as NDArray);
    const products = (policy: CheckpointPolicy) => {
      const g = checkpoint(f, { policy });
      return occurrences(
        stage(([w, x]) => [grad(g)(w as NDArray, x as NDArray)], [f32(2, 2), f32(2)]).jaxpr,
        "dot_general",
      );
    };
    // The product itself, that for the gradient, and the product again unless it was kept.
    expect(products(checkpointPolicies.nothingSaveable)).toBe(3);
    expect(products(checkpointPolicies.dotsSaveable)).toBe(2);
    expect(products(checkpointPolicies.everythingSaveable)).toBe(2);
  });

  test("a checkpointed step keeps the carry of each step, and nothing else", () => {
    const step = (w: NDArray, c: NDArray) => sin(mul(w, tanh(cos(c))));
    const residuals = (each: typeof step) => {
      const f = (w: NDArray) =>
        scanned({
          consts: [w],
          carry: [scalarArray(0.5, "float32")],
          length: 100,
          step: (w, c) => [each(w, c)],
        })[0] as NDArray;
      const { jaxpr } = stage(([w]) => [grad(f)(w as NDArray)], [f32()]);
      const forward = jaxpr.eqns.find((eqn) => eqn.primitive === scan);
      return forward?.outs.filter((v) => v.aval.shape[0] === 100).length;
    };
    // cos(w tanh(cos c)), tanh(cos c), 1 − tanh(cos c) and sin c.
    expect(residuals(step)).toBe(4);
    expect(residuals(checkpoint(step) as typeof step)).toBe(1);
  });

  test("forward mode, and a linearized function that is applied often, give the same values", () => {
    const f = (x: NDArray) => mul(sin(x), x);
    const [value, tangent] = jvp(checkpoint(f), [0.7], [1]);
    expect([value.item(), tangent.item()]).toEqual(jvp(f, [0.7], [1]).map((x) => x.item()));
    const [, push] = linearize(checkpoint(f), 0.7);
    expect([push(1).item(), push(1).item()]).toEqual([tangent.item(), tangent.item()]);
  });

  test("custom rules inside keep their meaning", () => {
    const doubled = customVjp((x: NDArray) => sin(x));
    doubled.defvjp(
      (x) => [sin(x), x],
      (x, ct) => [mul(mul(2, ct), cos(x))],
    );
    expect(grad(checkpoint((x: NDArray) => mul(doubled(x), 3)))(0.4).item()).toBeCloseTo(6 * Math.cos(0.4), 6);
  });

  test("static arguments are part of the program", () => {
    const power = checkpoint(
      (x: NDArray, n: number) => Array.from({ length: n }).reduce<NDArray>((y) => mul(y, x), x),
      {
        staticArgnums: 1,
      },
    );
    expect(grad((x: NDArray) => power(x, 3))(2).item()).toBe(32);
  });
});
