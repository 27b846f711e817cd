import { np } from "hyrax";
import type { Figure } from "../measure.js";

/** 100,000 eager operations on arrays of 1 MB, without a pause in which finalizers could run. */
export function memory(): readonly Figure[] {
  const step = np.ones([250_000]);
  let x = np.zeros([250_000]);
  let peak = 0;
  for (let i = 0; i < 100_000; i++) {
    x = x.add(step);
    if (i % 500 === 0) peak = Math.max(peak, process.memoryUsage().rss);
  }
  if (x.get(0).item() !== 100_000) throw new Error("the sum is wrong");
  return [
    { name: "resident memory at most, 100,000 eager operations on 1 MB", value: peak / 1e6, unit: "MB", bar: 500 },
  ];
}
