import type { Array as NDArray } from "@hyrax/core";
import { jit } from "@hyrax/jit";
import { init } from "../src/index.js";
import { programs, trainingInputs, trainingStep } from "./programs.js";
import { reference } from "./reference.js";

/** The results of a program by both engines, and how often it was handed to the device. */
async function runProgram(name: string) {
  const device = await init();
  const { run, inputs } = programs.find((program) => program.name === name) as (typeof programs)[0];
  const before = device.counters.submits;
  const outs = jit((...args: NDArray[]) => run(...args))(...inputs);
  const submits = device.counters.submits - before;
  const actual = await Promise.all(outs.map(async (out) => [...((await out.data()) as Float32Array)]));
  return { actual, expected: reference(run, inputs).map((data) => [...(data as Float32Array)]), submits };
}

/** The first weight after many steps of training that never wait for the device, and the same by the reference engine. */
async function train(steps: number) {
  await init();
  const step = jit((...args: NDArray[]) => trainingStep(...args));
  const [x, y] = trainingInputs().slice(4) as [NDArray, NDArray];
  let weights = trainingInputs().slice(0, 4) as readonly NDArray[];
  for (let i = 0; i < steps; i++) weights = step(...weights, x, y);
  const many = (...inputs: NDArray[]) => {
    let ws: readonly NDArray[] = inputs.slice(0, 4);
    for (let i = 0; i < steps; i++) ws = trainingStep(...ws, ...inputs.slice(4));
    return ws;
  };
  const actual = await Promise.all(weights.map(async (w) => [...((await w.data()) as Float32Array)]));
  return { actual, expected: reference(many, trainingInputs()).map((data) => [...(data as Float32Array)]) };
}

/** What a synchronous read says, and whether a lost device is replaced. */
async function faults() {
  const device = await init();
  const x = trainingInputs()[4] as NDArray;
  const step = jit((y: NDArray) => programs[0]!.run(y));
  const message = (f: () => unknown) => {
    try {
      f();
      return "";
    } catch (error) {
      return `${(error as Error).name}: ${(error as Error).message}`;
    }
  };
  const [y] = step(x) as [NDArray];
  const read = message(() => y.dataSync());
  device.destroy();
  const lost = message(() => step(x));
  await init();
  const again = (await (step(x)[0] as NDArray).data()).length;
  return { read, lost, again };
}

Object.assign(globalThis, { runProgram, train, faults, programNames: programs.map(({ name }) => name) });
