import { describe, expect, test } from "vitest";
import { aval, refuses, results } from "../../test-support/avals.js";
import {
  bind,
  type CustomVmapParams,
  checkpoint,
  checkpointName,
  customVmapCall,
  hostArray,
  jaxprFunction,
  mul,
  type Array as NDArray,
  primitive,
  printJaxpr,
  type ShapedArray,
  sin,
  stage,
} from "../index.js";

const x = hostArray(Float32Array.of(1, 2), [2], "float32");
const rule: CustomVmapParams["rule"] = (_, batched, inputs) => [inputs, batched];
const params = (call: CustomVmapParams["call"]): CustomVmapParams => ({ name: "f", call, numConsts: 0, rule });

describe("a function with a rule of the user's own", () => {
  test("is simply called where nothing is traced", () => {
    const calls: unknown[] = [];
    const call = (inputs: readonly NDArray[]) => {
      calls.push(inputs[0] === x);
      return inputs;
    };
    expect(bind(customVmapCall, [x], params(call))[0]).toBe(x);
    expect(calls).toEqual([true]);
  });

  test("has no type before it is staged", () => {
    refuses("custom_vmap_call: the function has not been staged", () =>
      results(
        customVmapCall,
        ["f32[2]"],
        params((inputs) => inputs),
      ),
    );
    const { jaxpr } = stage(([a]) => [sin(a as NDArray)], [aval("f32[2]")]);
    expect(results(customVmapCall, ["f32[2]"], params(jaxprFunction(jaxpr)))).toEqual(["f32[2]"]);
  });

  test("is staged with what it closes over as leading inputs, which are counted", () => {
    const call = ([a]: readonly NDArray[]) => [mul(a as NDArray, x)];
    const { jaxpr, consts } = stage((inputs) => bind(customVmapCall, inputs, params(call)), [x.aval]);
    expect(consts.map((constant) => constant === x)).toEqual([true]);
    const [eqn] = jaxpr.eqns;
    expect(eqn?.params).toMatchObject({ numConsts: 1 });
    expect(eqn?.inputs).toEqual([...jaxpr.constvars, ...jaxpr.invars]);
    expect(printJaxpr(jaxpr)).toContain("{ lambda ; d:f32[2] e:f32[2]. let f:f32[2] = mul e d in (f,) }");
  });

  test("has the effects of what it does", () => {
    const loud = primitive("loud_custom", ([a]: readonly [ShapedArray]) => a, { effect: () => true });
    const effects = [sin, loud].map(
      (f) =>
        stage(
          (inputs) =>
            bind(
              customVmapCall,
              inputs,
              params(([a]) => [f(a as NDArray)]),
            ),
          [x.aval],
        ).jaxpr.hasEffects,
    );
    expect(effects).toEqual([false, true]);
  });
});

describe("a checkpoint", () => {
  const { jaxpr } = stage(([a]) => [sin(a as NDArray)], [aval("f32[2]")]);
  const kept = { jaxpr, policy: null, preventCse: true, differentiated: false };

  test("has the types of its jaxpr, and takes what that takes", () => {
    expect(results(checkpoint, ["f32[2]"], kept)).toEqual(["f32[2]"]);
    refuses("remat2: the jaxpr takes (f32[2]), found (f32[3])", () => results(checkpoint, ["f32[3]"], kept));
  });

  test("knows values by name, which keep their types", () => {
    expect(results(checkpointName, ["~i32[2]"], { name: "h" })).toEqual(["~i32[2]"]);
  });
});
