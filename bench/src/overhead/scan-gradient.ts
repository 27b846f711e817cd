import { type Array, checkpoint, grad, jit, lax, makeJaxpr, np } from "hyrax";

// A process of its own for each measurement: `node --expose-gc scan-gradient.js <steps> <checkpoint | plain>`.

const width = 256;
const weights = np.eye(width).mul(0.5);

function body(h: Array, x: Array): [Array, Array] {
  const next = np.tanh(np.matmul(weights, np.sin(h)).add(x));
  return [next, next.sum()];
}

const [steps = Number.NaN, kind] = [Number(process.argv[2]), process.argv[3]];
const step = kind === "checkpoint" ? checkpoint(body) : body;
const loss = (xs: Array) => (lax.scan(step, np.zeros([width]), xs)[1] as Array).sum();
const gradient = jit(grad(loss));

/** What the loop forwards stores for the loop backwards, as the program says: the stacks that it returns beside the losses. */
function residualBytes(): number {
  const { jaxpr } = makeJaxpr(grad(loss))(np.ones([steps, width]));
  const program = jaxpr.eqns.find(({ primitive }) => primitive.name === "scan");
  const stacks = program?.outs.filter(({ aval }) => aval.shape[0] === steps && aval.shape.length > 1) ?? [];
  return stacks.reduce((sum, { aval }) => sum + 4 * aval.size, 0);
}

const xs = np.ones([steps, width]).mul(0.1);
gradient(xs.get(":2")).dataSync();
gradient(xs.get(":1000")).dataSync();
globalThis.gc?.();
const before = process.memoryUsage().rss;
const start = performance.now();
gradient(xs).dataSync();
const ms = performance.now() - start;
const grown = process.resourceUsage().maxRSS * 1024 - before;
console.log(JSON.stringify({ residuals: residualBytes() / 1e6, grown: Math.max(grown, 0) / 1e6, ms }));
