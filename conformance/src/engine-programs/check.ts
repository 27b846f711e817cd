import {
  checkJaxpr,
  copy,
  type Executable,
  type HostStorage,
  Jaxpr,
  printJaxpr,
  type ShapedArray,
  type Storage,
  type TypedArray,
  TypedArrayStorage,
  Var,
} from "@hyrax/core";
import { CpuDevice, ReferenceEngine } from "@hyrax/cpu";
import { MemoryPool, WasmEngine } from "@hyrax/jit-wasm";
import { type Count, disagreement } from "./agreement.js";
import { seedNoise } from "./noise.js";
import { noisy } from "./noisy.js";
import type { EngineProgram } from "./program.js";
import { type Example, smallest } from "./smallest.js";

const device = new CpuDevice(0);
const reference = new ReferenceEngine();
const wasm = new WasmEngine(new MemoryPool(), { smallest: 0 });

/** How many sets of rounding errors are tried: more of them only where a few do not explain a result. */
const efforts = { few: [2, 40, 200], many: [2, 12] };
/** How many elements are few. */
const few = 20_000;

function run(executable: Executable, inputs: readonly TypedArray[], donate = false): readonly TypedArray[] {
  const storages = inputs.map((data) => new TypedArrayStorage(data.slice()));
  const results = executable.run(storages);
  const elements = results.map((storage) => (storage as HostStorage).data.slice()); // Of the cpu device.
  for (const storage of results) storage.delete();
  if (donate) for (const storage of storages) storage.delete();
  return elements;
}

/** Runs a program on arrays that lie in the memory of compiled code, of which some are given away. */
function runDonated(jaxpr: Jaxpr, inputs: readonly TypedArray[]): readonly TypedArray[] {
  const donated = inputs.map((_, i) => i % 2 === 0);
  const storages = inputs.map((data, i) => resident(data, jaxpr.inAvals[i]!));
  const results = wasm.compile(jaxpr, { device, donated }).run(storages);
  const elements = results.map((storage) => (storage as HostStorage).data.slice()); // Of the cpu device.
  for (const storage of new Set<Storage>([...results, ...storages])) if (!storage.deleted) storage.delete();
  return elements;
}

/** The elements in the memory of compiled code, if they are many enough to stay there. */
function resident(data: TypedArray, aval: ShapedArray): Storage {
  const [x, y] = [new Var(aval), new Var(aval)];
  const jaxpr = new Jaxpr([], [x], [{ primitive: copy, inputs: [x], params: {}, outs: [y] }], [y]);
  return wasm.compile(jaxpr, { device }).run([new TypedArrayStorage(data)])[0]!;
}

/** What is wrong with a program on the compiled engine; undefined where nothing is. */
function problemOf(jaxpr: Jaxpr, inputs: readonly TypedArray[], count: Count, donate: boolean): string | undefined {
  checkJaxpr(jaxpr);
  const expected = run(reference.compile(jaxpr, { device }), inputs);
  const executable = wasm.compile(jaxpr, { device });
  const fallbacks = executable.report.kernels.flatMap(({ fallback }) => fallback ?? []);
  if (fallbacks.length > 0) return `left to the reference engine: ${fallbacks.join(", ")}`;
  const found = donate ? runDonated(jaxpr, inputs) : run(executable, inputs);
  return compare(jaxpr, inputs, found, expected, count);
}

function compare(
  jaxpr: Jaxpr,
  inputs: readonly TypedArray[],
  found: readonly TypedArray[],
  expected: readonly TypedArray[],
  count: Count,
): string | undefined {
  const perturbed = reference.compile(noisy(jaxpr), { device });
  const samples: (readonly TypedArray[])[] = [];
  let problem: string | undefined;
  const elements = expected.reduce((n, data) => n + data.length, 0);
  for (const effort of elements > few ? efforts.many : efforts.few) {
    while (samples.length < effort) {
      seedNoise(samples.length + 1);
      samples.push(run(perturbed, inputs));
    }
    const counted = { compared: 0, undecided: 0 };
    problem = undefined;
    for (const [i, aval] of jaxpr.outAvals.entries()) {
      const others = samples.map((sample) => sample[i]!);
      const wrong = disagreement(aval, found[i]!, expected[i]!, others, counted);
      if (wrong !== undefined) problem ??= `result ${i}, ${aval}: ${wrong}`;
    }
    if (problem !== undefined) continue;
    count.compared += counted.compared;
    count.undecided += counted.undecided;
    break;
  }
  return problem;
}

/** What is wrong with an example, an error that it throws too. */
function attempt({ jaxpr, inputs }: Example, donate: boolean, count: Count): string | undefined {
  try {
    return problemOf(jaxpr, inputs, count, donate);
  } catch (error) {
    return (error as Error).stack ?? String(error);
  }
}

/** Throws unless both engines agree on a program; the error has the smallest part of it in it on which they do not. */
export function checkProgram(program: EngineProgram, count: Count): void {
  const { jaxpr, donated, inputs } = program;
  if (attempt({ jaxpr, inputs }, donated, count) === undefined) return;
  const ignored: Count = { compared: 0, undecided: 0 };
  const example = smallest({ jaxpr, inputs }, (part) => attempt(part, donated, ignored) !== undefined);
  const elements = example.inputs.map((data) => (data.length > 300 ? `${data.length} elements` : `[${data}]`));
  throw new Error(`${attempt(example, donated, ignored)}, in\n${printJaxpr(example.jaxpr)}\nof ${elements.join("\n")}`);
}
