import { describe, expect, test } from "vitest";
import { checksum, disagreement } from "./checksum.js";
import { noise } from "./inputs.js";

describe("results agree", () => {
  const values = noise(1000, 5);
  const wanted = checksum([values]);
  const check = { tolerance: 1e-4 };

  test("that differ by rounding, however they are cut into arrays", () => {
    const rounded = values.map((x) => x * (1 + 1e-6));
    expect(disagreement(checksum([rounded.slice(0, 10), rounded.slice(10)]), wanted, check)).toBeUndefined();
  });

  test("not if two elements are exchanged", () => {
    const exchanged = values.slice();
    [exchanged[3], exchanged[700]] = [values[700] as number, values[3] as number];
    expect(disagreement(checksum([exchanged]), wanted, check)).toContain("weighted");
  });

  test("not if an element is NaN, or missing", () => {
    const spoilt = values.slice();
    spoilt[500] = Number.NaN;
    expect(disagreement(checksum([spoilt]), wanted, check)).toContain("NaN");
    expect(disagreement(checksum([values.slice(1)]), wanted, check)).toBe("999 elements instead of 1000");
  });

  test("of random numbers by mean and variance alone", () => {
    // By Box and Muller, 1958, from uniform numbers.
    const uniform = noise(200_000, 1).map((u) => (u + 1) / 2);
    const normal = Float64Array.from(
      { length: 100_000 },
      (_, i) => Math.sqrt(-2 * Math.log(1 - uniform[2 * i]!)) * Math.cos(2 * Math.PI * uniform[2 * i + 1]!),
    );
    const other = checksum([normal.slice().reverse()]);
    expect(disagreement(checksum([normal]), other, "standard normal")).toBeUndefined();
    expect(disagreement(checksum([noise(100_000, 2)]), other, "standard normal")).toContain("variance");
  });
});
