import { Complex, cumlogsumexp } from "@hyrax/core";
import { expect, test } from "vitest";
import { runPrimitive, testArray } from "../test-support/run-primitive.js";

test("a running log-sum of complex numbers has its first element between −π and π too", () => {
  const x = testArray([new Complex(3, -4), new Complex(2, 7)], "complex64");
  const [result] = runPrimitive(cumlogsumexp, [x], { axis: 0, reverse: false });
  // What lax.cumlogsumexp of JAX 0.10.2 gives.
  const expected = [3, 2.2831852, 3.0648959, 1.9312017];
  expect(Array.from(result!.data, Number)).toEqual(expected.map((part) => expect.closeTo(part, 6)));
});
