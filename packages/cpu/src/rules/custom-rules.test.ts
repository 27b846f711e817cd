import { customJvpCall, customVjpCall, jaxprFunction, mul, shapedArray, stage } from "@hyrax/core";
import { describe, expect, test } from "vitest";
import { runPrimitive, testArray } from "../../test-support/run-primitive.js";

const { jaxpr } = stage(([x]) => [mul(x!, x!)], [shapedArray([2], "float32")]);
const never = () => {
  throw new Error("evaluation does not differentiate");
};

describe.each([customJvpCall, customVjpCall])("%s", (primitive) => {
  test("runs its function, not its rules", () => {
    const params = { name: "f", call: jaxprFunction(jaxpr), numConsts: 0, jvp: never, forward: never, backward: never };
    const [y] = runPrimitive(primitive, [testArray([3, -4], "float32")], params);
    expect(y!.data).toEqual(Float32Array.of(9, 16));
  });
});
