import type { ArrayLike, Array as NDArray } from "@hyrax/core";
import { grad, jvp } from "@hyrax/grad";
import { jit } from "@hyrax/jit";
import * as np from "@hyrax/numpy";
import * as random from "@hyrax/random";
import { vmap } from "@hyrax/vmap";
import { describe, expect, test } from "vitest";
import * as nn from "./index.js";

const elementwise = {
  ...{ relu: nn.relu, relu6: nn.relu6, leakyRelu: nn.leakyRelu, elu: nn.elu, celu: nn.celu, selu: nn.selu },
  ...{ sigmoid: nn.sigmoid, silu: nn.silu, softplus: nn.softplus, logSigmoid: nn.logSigmoid, mish: nn.mish },
  ...{ squareplus: nn.squareplus, softSign: nn.softSign, hardTanh: nn.hardTanh, hardSigmoid: nn.hardSigmoid },
  ...{
    hardSilu: nn.hardSilu,
    sparsePlus: nn.sparsePlus,
    sparseSigmoid: nn.sparseSigmoid,
    gelu: nn.gelu,
    tanh: nn.tanh,
  },
  exactGelu: (x: NDArray) => nn.gelu(x, { approximate: false }),
  log1mexp: (x: NDArray) => nn.log1mexp(np.abs(x)),
};

/** No corner of any of them. */
const points = [-3.7, -1.3, -0.4, 0.35, 1.6, 4.2, 7.1];

describe.each(Object.entries(elementwise))("%s", (_, f) => {
  test("its derivative agrees with differences", () => {
    // A step at which the rounding of float32 and the curvature weigh about the same.
    const h = 1e-2;
    const derivative = vmap(grad(f))(np.array(points));
    const differences = f(np.array(points).add(h))
      .sub(f(np.array(points).sub(h)))
      .div(2 * h);
    expect(np.max(np.abs(derivative.sub(differences))).item()).toBeLessThan(2e-3);
  });

  test("is finite with its derivatives far from 0, jitted or not", () => {
    const x = np.array([-1e4, -100, -20, 20, 100, 1e4]);
    const [value, slope] = jvp(jit(f), [x], [np.ones(6)]);
    expect(String(np.isnan(value).sum()), String(value)).toBe("0");
    expect(String(np.isfinite(slope).sum()), String(slope)).toBe("6");
    expect(String(value)).toBe(String(f(x)));
  });
});

test.each<[string, (x: ArrayLike) => NDArray, number, number]>([
  ["relu at 0", nn.relu, 0, 0],
  ["relu6 at 0", nn.relu6, 0, 0],
  ["relu6 at 6", nn.relu6, 6, 0],
  ["softplus at 0", nn.softplus, 0, 0.5],
  ["gelu at 0", nn.gelu, 0, 0.5],
  ["silu at 0", nn.silu, 0, 0.5],
  ["leakyRelu at 0", nn.leakyRelu, 0, 1],
  ["elu at 0", nn.elu, 0, 1],
])("the derivative of %s is JAX's", (_, f, x, slope) => {
  const [, derivative] = jvp(f, [np.array(x)], [np.array(1)]);
  expect(derivative.item()).toBeCloseTo(slope, 6);
});

describe("reductions:", () => {
  const x = random.normal(random.key(0), [3, 5]);
  const weights = random.normal(random.key(1), [3, 5]);
  test.each([
    ["softmax", (x: NDArray) => nn.softmax(x).mul(weights).sum()],
    [
      "softmax with a mask",
      (x: NDArray) =>
        nn
          .softmax(x, { where: weights.less(0.3) })
          .mul(weights)
          .sum(),
    ],
    ["logSoftmax", (x: NDArray) => nn.logSoftmax(x, { axis: 0 }).mul(weights).sum()],
    ["logsumexp", (x: NDArray) => nn.logsumexp(x, { axis: 1 }).mul(weights.get(":", 0)).sum()],
    ["logsumexp with factors", (x: NDArray) => nn.logsumexp(x, { b: np.abs(weights) })],
    ["logmeanexp", (x: NDArray) => nn.logmeanexp(x)],
    ["standardize", (x: NDArray) => nn.standardize(x).mul(weights).sum()],
  ])("the gradient of %s agrees with differences", (_, f) => {
    const h = 1e-2;
    const direction = random.normal(random.key(2), [3, 5]);
    const slope = np.sum(grad(f)(x).mul(direction)).item() as number;
    const step = direction.mul(h);
    const difference =
      (f(x.add(step))
        .sub(f(x.sub(step)))
        .item() as number) /
      (2 * h);
    expect(Math.abs(slope - difference)).toBeLessThan(2e-3 * Math.max(1, Math.abs(difference)));
  });

  test("a masked element has no gradient, even if it is infinite", () => {
    const row = np.array([1, Number.POSITIVE_INFINITY, 2]);
    const where = np.array([true, false, true]);
    const gradient = grad((x: NDArray) => nn.logsumexp(x, { where }))(row);
    expect(gradient.tolist()).toEqual([expect.closeTo(0.26894, 4), 0, expect.closeTo(0.73106, 4)]);
  });

  test("oneHot under a mapped axis gives each member its class", () => {
    const classes = np.array([0, 2, 2], { dtype: "int32" });
    const spread = vmap(() => nn.oneHot(classes, 3, { axis: "classes" }), { axisName: "classes", axisSize: 3 })();
    expect(spread.T.tolist()).toEqual(nn.oneHot(classes, 3).tolist());
  });
});
