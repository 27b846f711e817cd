import { writeFileSync } from "node:fs";
import { SingleBar } from "cli-progress";
import { type Array, grad, jit, np, random, tree } from "hyrax";
import { heading, printed } from "./check.js";
import { scatterPlot } from "./scatter-plot.js";

interface Params {
  readonly slope: Array;
  readonly offset: Array;
}

interface Data {
  readonly x: Array;
  readonly y: Array;
}

function linearModel({ slope, offset }: Params, x: Array): Array {
  return slope.mul(x).add(offset);
}

function mseLoss(params: Params, { x, y }: Data): Array {
  return np.mean(y.sub(linearModel(params, x)).pow(2));
}

const gradientDescentStep = jit((params: Params, data: Data, learningRate: Array): Params => {
  const grads = grad(mseLoss)(params, data);
  return tree.map((p: Array, g: Array) => p.sub(learningRate.mul(g)), params, grads);
});

/** Takes steps down the gradient, with a progress bar. */
function gradientDescent(initial: Params, data: Data, learningRate: number, steps: number): Params {
  const bar = new SingleBar({ format: "training {bar} {value}/{total}", noTTYOutput: true, notTTYSchedule: 50 });
  bar.start(steps, 0);
  let params = initial;
  for (let i = 0; i < steps; i++) {
    params = gradientDescentStep(params, data, learningRate);
    bar.increment();
  }
  bar.stop();
  return params;
}

/** "Example: Model parameters": a linear model, its training, and a plot of both. Writes an SVG to `plotFile`. */
export function trainLinearModel(plotFile: string): void {
  heading("Example: Model parameters");
  const n = 50;
  const x = np.linspace(-1, 1, n);
  const noise = random.normal(random.PRNGKey(0), [n]).mul(0.3);
  const data = { x, y: x.mul(2).add(10).add(noise) };

  const initial = { slope: np.array([1]), offset: np.array([0]) };
  const params = gradientDescent(initial, data, 0.1, 50);
  const text = (p: Array) => (p.get(0).item() as number).toFixed(2);
  printed("", `slope: ${text(params.slope)}, offset: ${text(params.offset)}`, "slope: 2.01, offset: 9.96");

  const fitted = linearModel(params, x);
  writeFileSync(plotFile, scatterPlot({ x: numbers(x), y: numbers(data.y), fitted: numbers(fitted) }));
  console.log(`The data and the optimised model are drawn in ${plotFile}`);
}

function numbers(x: Array): readonly number[] {
  return x.tolist() as number[];
}
