import { expect, test } from "vitest";
import { mustThrow } from "./must-throw.js";
import { Mismatch, Missing } from "./outcome.js";

class Leak extends TypeError {}

const throws = (error: unknown) => () => {
  throw error;
};

test("an error of the class, of one of several, or of a subclass will do", async () => {
  await mustThrow("TypeError", throws(new TypeError("add: shapes differ")));
  await mustThrow(["RangeError", "TypeError"], throws(new Leak("leaked")));
  await mustThrow("Error", throws(new RangeError("axis 3")));
  await mustThrow("TypeError", async () => Promise.reject(new TypeError("later")));
});

test("nothing thrown, another class, or something that is no error will not do", async () => {
  await expect(mustThrow("TypeError", () => 1)).rejects.toThrow("nothing was thrown");
  await expect(mustThrow("TypeError", throws(new RangeError("axis 3")))).rejects.toThrow("RangeError: axis 3");
  await expect(mustThrow("Error", throws("a string"))).rejects.toThrow(Mismatch);
});

test("an accident of JavaScript is not an answer", async () => {
  await expect(mustThrow("TypeError", () => (undefined as unknown as () => void)())).rejects.toThrow(
    "JavaScript itself",
  );
  await expect(mustThrow("Error", throws(new ReferenceError("x is not defined")))).rejects.toThrow("JavaScript itself");
});

test("a missing name stays a missing name", async () => {
  await expect(mustThrow("Error", throws(new Missing("numpy.sum")))).rejects.toThrow(Missing);
});
