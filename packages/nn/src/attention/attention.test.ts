import type { Array as NDArray } from "@hyrax/core";
import { grad } from "@hyrax/grad";
import * as np from "@hyrax/numpy";
import * as random from "@hyrax/random";
import { vmap } from "@hyrax/vmap";
import { expect, test } from "vitest";
import { dotProductAttention, scaledMatmul } from "../index.js";

const sample = (seed: number, shape: readonly number[]) => random.normal(random.key(seed), shape);
const [query, key, value] = [sample(0, [2, 4, 6, 3]), sample(1, [2, 5, 2, 3]), sample(2, [2, 5, 2, 3])];

/** Attention by its definition, one head of one example after the other, without the shift that keeps exp from overflowing. */
function attend(isVisible: (t: number, s: number) => boolean): NDArray {
  const [B, T, N, H] = [2, 4, 6, 3];
  const visible = np.array(Array.from({ length: T }, (_, t) => Array.from({ length: 5 }, (_, s) => isVisible(t, s))));
  const examples = Array.from({ length: B }, (_, b) => {
    const heads = Array.from({ length: N }, (_, n) => {
      const [q, shared] = [query.get(b, ":", n), Math.floor(n / 3)];
      const logits = q.matmul(key.get(b, ":", shared).T).div(Math.sqrt(H));
      const weights = np.exp(logits).mul(visible);
      return weights.div(weights.sum({ axis: 1, keepdims: true })).matmul(value.get(b, ":", shared));
    });
    return np.stack(heads, { axis: 1 });
  });
  return np.stack(examples);
}

test.each([
  ["everything", {}, () => true],
  ["the past", { isCausal: true }, (t: number, s: number) => s <= t],
  ["a window", { localWindowSize: [1, 2] as const }, (t: number, s: number) => s >= t - 1 && s <= t + 2],
])("heads in groups attend to %s as the definition says", (_, options, visible) => {
  const result = dotProductAttention(query, key, value, options);
  expect(np.max(np.abs(result.sub(attend(visible)))).item()).toBeLessThan(1e-5);
});

test("examples are independent: a batch is vmap of single examples", () => {
  const one = (q: NDArray, k: NDArray, v: NDArray) => dotProductAttention(q, k, v, { isCausal: true });
  const batched = vmap(one)(query, key, value);
  expect(np.allclose(batched, one(query, key, value), { atol: 1e-6 }).item()).toBe(true);
});

test("hidden keys and values have no gradient", () => {
  const lengths = np.array([2, 5], { dtype: "int32" });
  const loss = (k: NDArray) => np.sum(np.square(dotProductAttention(query, k, value, { keyValueSeqLengths: lengths })));
  const gradient = grad(loss)(key);
  expect(np.abs(gradient.get(0, "2:")).max().item()).toBe(0);
  expect(np.abs(gradient.get(1, "2:")).max().item()).toBeGreaterThan(0);
});

test("errors name the argument that does not fit", () => {
  expect(() => dotProductAttention(query, key, value.get(":", ":4"))).toThrow(
    /value is f32\[2,4,2,3\].* must be \[2, 5, 2, 3\]/,
  );
  expect(() => dotProductAttention(query.get(":", ":", ":5"), key, value)).toThrow(/5 heads of the query .* 2 heads/);
  expect(() => dotProductAttention(query, key, value.astype("float16"))).toThrow(/value .* same dtype/);
  expect(() => dotProductAttention(query, key, value, { mask: np.ones([4, 5]) })).toThrow(/mask must be bool.*bias/);
  expect(() => dotProductAttention(query, key, value, { bias: np.ones([3, 5]) })).toThrow(
    /bias .* does not broadcast to \[2, 6, 4, 5\]/,
  );
  expect(() => dotProductAttention(query, key, value, { querySeqLengths: [1, 2] })).toThrow(/int32\[2\]/);
  expect(() => dotProductAttention(query, key, value, { causal: true } as object)).toThrow(/no option/);
});

test("scaledMatmul multiplies blocks by their factors", () => {
  const [a, b] = [sample(3, [2, 3, 6]), sample(4, [2, 4, 6])];
  const [as, bs] = [sample(5, [2, 3, 2]), sample(6, [2, 4, 3])];
  const product = np.matmul(a.mul(np.repeat(as, 3, { axis: 2 })), b.mul(np.repeat(bs, 2, { axis: 2 })).swapaxes(1, 2));
  expect(np.allclose(scaledMatmul(a, b, as, bs), product, { atol: 1e-5 }).item()).toBe(true);
  expect(() => scaledMatmul(a, b, as, sample(6, [2, 4, 4]))).toThrow(/rhsScales .* divisor/);
  expect(() => scaledMatmul(a, b.get(":1"), as, bs.get(":1"))).toThrow(/same B and K/);
});
