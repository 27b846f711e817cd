import { expect, test } from "vitest";
import jax from "./fixtures/jax.json" with { type: "json" };
import { erfInv, erfInvF32 } from "./index.js";

const bits = new Uint32Array(1);
const float = new Float32Array(bits.buffer);

const fromBits = (pattern: number): number => {
  bits[0] = pattern;
  return float[0]!;
};
const toBits = (x: number): number => {
  float[0] = x;
  return bits[0]!;
};

test("erfInvF32 has the bits of jax.lax.erf_inv", () => {
  const wrong = jax.erfInvF32.filter(([x, want]) => toBits(erfInvF32(fromBits(x!))) !== want);
  expect(wrong).toEqual([]);
});

test("√2·erfInvF32 of the uniform draw has the bits of jax.random.normal", () => {
  const root2 = Math.fround(Math.SQRT2);
  const wrong = jax.normal.filter(([u, want]) => toBits(root2 * erfInvF32(fromBits(u!))) !== want);
  expect(wrong).toEqual([]);
});

test("erfInvF32 is NaN outside [-1, 1]", () => {
  for (const x of [1.0000001, -2, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN]) {
    expect(erfInvF32(x)).toBeNaN();
  }
});

test("erfInvF32 stays within 4e-7 of the inverse error function below 0.99, and within 6e-6 beyond", () => {
  for (let i = 1; i < 20_000; i++) {
    const x = Math.fround(Math.sqrt(i / 20_000));
    expect(Math.abs(erfInvF32(x) / erfInv(x) - 1)).toBeLessThan(x < 0.99 ? 4e-7 : 6e-6);
    expect(erfInvF32(-x)).toBe(-erfInvF32(x));
  }
});
