import {
  type Array,
  devicePut,
  devices,
  MissingEngineError,
  MissingRuleError,
  primitive,
  type ShapedArray,
  setDefaultDevice,
  UnboundAxisError,
} from "@hyrax/core";
import { grad, jvp } from "@hyrax/grad";
import { jit } from "@hyrax/jit";
import * as lax from "@hyrax/lax";
import * as np from "@hyrax/numpy";
import { vmap } from "@hyrax/vmap";
import { describe, test } from "vitest";
import { refuse } from "./bad-input/refuse.js";
import { untyped } from "./bad-input/untyped.js";

const three = np.array([1, 2, 3]);

/** A primitive that no package knows. */
const triple = primitive("triple", ([x]: readonly [x: ShapedArray]) => x);

describe("a primitive without a rule names the rule that is missing, and how to add it", () => {
  const missing = (what: string) =>
    `${what} of triple is not possible: there is no rule; add one with define(triple, …)`;

  test("to run it", () => {
    const text = missing("evaluation (reference engine)");
    refuse(() => triple(three), MissingRuleError, text, { runsFirst: true }); // it is the compilation that fails
    refuse(() => untyped(jit(triple))(three), MissingRuleError, text, { runsFirst: true });
  });

  test("to differentiate it", () => {
    refuse(() => untyped(jvp)(triple, [1], [1]), MissingRuleError, missing("differentiation (jvp)"));
    refuse(() => untyped(grad(triple as never))(1), MissingRuleError, missing("differentiation (jvp)"));
  });

  test("to map it", () => {
    refuse(() => untyped(vmap(triple as never))(three), MissingRuleError, missing("batching (vmap)"));
  });
});

describe("a gap that was left on purpose says why", () => {
  test("reverse-mode derivatives of a loop without a bound", () => {
    const loop = (x: Array) =>
      lax.whileLoop(
        (v) => v.less(10),
        (v) => v.mul(2),
        x,
      );
    refuse(
      () => untyped(grad(loop as never))(1),
      MissingRuleError,
      "transposition (reverse-mode differentiation) of while is not possible: reverse-mode differentiation (grad, vjp, " +
        "jacrev) does not work through whileLoop, nor through foriLoop with traced bounds, since the number of steps, and " +
        "so the memory for the way back, is not known; use scan, or foriLoop with bounds that are plain numbers, or " +
        "forward mode (jvp, jacfwd)",
      { runsFirst: true },
    );
  });
});

describe("a device that is not there is named, with those that are and what to import", () => {
  const text = (name: string) =>
    `there is no device "${name}", only: cpu; import "@hyrax/cpu" for cpu, or await init() of "@hyrax/jit-webgpu" for webgpu`;

  test("in each place that takes one", () => {
    refuse(() => devices("tpu"), MissingEngineError, text("tpu"));
    refuse(() => setDefaultDevice("webgpu"), MissingEngineError, text("webgpu"));
    refuse(() => devicePut(three, "gpu"), MissingEngineError, text("gpu"));
    refuse(() => jit((x: Array) => x, { device: "webgpu" })(three), MissingEngineError, text("webgpu"));
  });
});

test("a named axis that nobody binds is named", () => {
  refuse(() => lax.psum(three, "i"), UnboundAxisError, 'psum: no enclosing vmap or pmap has the axisName "i"');
});
