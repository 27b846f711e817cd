import { checkpoint, mul, shapedArray, stage } from "@hyrax/core";
import { expect, test } from "vitest";
import { runPrimitive, testArray } from "../../test-support/run-primitive.js";

test("a checkpointed program is run as it is", () => {
  const { jaxpr } = stage(([x]) => [mul(x!, x!), x!], [shapedArray([2], "float32")]);
  const params = { jaxpr, policy: null, preventCse: true, differentiated: false };
  const results = runPrimitive(checkpoint, [testArray([3, -4], "float32")], params);
  expect(results.map((x) => x.data)).toEqual([Float32Array.of(9, 16), Float32Array.of(3, -4)]);
});
