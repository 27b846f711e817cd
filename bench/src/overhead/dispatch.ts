import { jit, np } from "hyrax";
import { callTime, type Figure } from "../measure.js";
import { selu } from "./selu.js";

/** What a call costs beyond its arithmetic: arrays of a few elements. */
export function dispatch(): readonly Figure[] {
  const x = np.arange(0, 10, 10);
  const y = np.ones([10]);
  const seluJit = jit(selu);
  const axpy = jit((a: typeof y, b: typeof y) => a.mul(2).add(b));
  const time = (name: string, run: () => unknown, bar?: number): Figure => ({
    name,
    value: callTime(run),
    unit: "µs",
    ...(bar !== undefined && { bar }),
  });
  return [
    time("an eager operation, y + y", () => y.add(y), 5),
    time("an eager operation with a number, 2 y", () => y.mul(2), 5),
    time("an eager reduction, sum(y)", () => np.sum(y), 5),
    time("the tutorial's SELU, eager", () => selu(x), 52),
    time("the tutorial's SELU, jitted", () => seluJit(x), 6.5),
    time("a jitted call, 2 y + y", () => axpy(y, y), 3),
  ];
}
