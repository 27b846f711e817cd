import { describe, expect, test } from "vitest";
import { hostArray } from "../index.js";

// The texts are those of JAX 0.10.2, legacy threefry: key(0), and split(key(0), 3).
describe("random keys as text", () => {
  const key = hostArray(Uint32Array.of(0, 0), [], "key<fry>");
  const words = Uint32Array.of(2467461003, 428148500, 3186719485, 3840466878, 2562233961, 1946702221);
  const keys = hostArray(words, [3], "key<fry>");

  test("show their shape, and their words beneath", () => {
    expect(String(key)).toBe("Array((), dtype=key<fry>) overlaying:\n[0 0]");
    expect(keys.inspect()).toBe(
      "Array((3,), dtype=key<fry>) overlaying:\n" +
        "[[2467461003  428148500]\n [3186719485 3840466878]\n [2562233961 1946702221]]",
    );
  });

  test("have no elements as numbers, and say what does", () => {
    expect(() => keys.tolist()).toThrow("key<fry>[3] are not numbers; random.keyData(keys) gives");
    expect(() => key.item()).toThrow(TypeError);
    // @ts-expect-error arithmetic of JavaScript is not for arrays
    expect(() => key + 1).toThrow(TypeError);
  });
});
