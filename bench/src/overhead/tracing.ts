import { type Array, grad, makeJaxpr, np } from "hyrax";
import { type Figure, median } from "../measure.js";

const equations = 10_000;

/** Tracing a long function: 10,000 equations written out by a loop of plain JavaScript. */
export function tracing(): readonly Figure[] {
  const long = (x: Array) => {
    let y = x;
    for (let i = 0; i < equations / 2; i++) y = y.mul(0.5).add(x);
    return y;
  };
  const x = np.ones([3]);
  const time = (run: () => unknown) => {
    const start = performance.now();
    run();
    return performance.now() - start;
  };
  const rounds = (run: () => unknown) => median(globalThis.Array.from({ length: 9 }, () => time(run)));
  const traced = makeJaxpr(long)(x).jaxpr.eqns.length;
  if (traced !== equations) throw new Error(`traced ${traced} equations, not ${equations}`);
  return [
    { name: "tracing 10,000 equations", value: rounds(() => makeJaxpr(long)(x)), unit: "ms", bar: 200 },
    {
      name: "tracing the gradient of 10,000 equations",
      value: rounds(() => makeJaxpr(grad((v: Array) => long(v).sum()))(x)),
      unit: "ms",
    },
  ];
}
