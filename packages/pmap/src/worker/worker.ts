import { parentPort, workerData } from "node:worker_threads";
import { config, type Jaxpr, pmap, type TypedArray, typedArrayClass, unsupported, withNamedAxis } from "@hyrax/core";
import { compileJaxpr, cpuRules } from "@hyrax/cpu";
import { decodeJaxpr } from "../spmd/encode-jaxpr.js";
import { Exchange, type Member } from "../spmd/exchange.js";
import { type RunMessage, type SharedArray, writeFailure } from "../spmd/messages.js";
import { Abandoned, Rendezvous } from "../spmd/rendezvous.js";
import { defineCollectives } from "./collective-rules.js";

// One member of an axis: receives jaxprs, compiles them itself, and runs them on shared memory.

type Kernel = (inputs: readonly TypedArray[]) => readonly TypedArray[];

/** Programs that have been received, and their kernels for this thread's place in the axis. */
const programs = new Map<number, Jaxpr>();
const kernels = new Map<string, { readonly kernel: Kernel; readonly seat: Seat }>();

/** This thread's place in an axis. Kernels hold on to it; each run brings the memory to communicate through. */
class Seat implements Member {
  exchanging: Exchange | undefined;

  constructor(
    readonly index: number,
    readonly size: number,
  ) {}

  exchange(mine: TypedArray): readonly TypedArray[] {
    if (this.exchanging === undefined) throw new Error("pmap: a collective ran outside of a program");
    return this.exchanging.exchange(mine);
  }
}

cpuRules.define(pmap, unsupported("each device runs one program already; use vmap inside of pmap"));

let compiling: Seat | undefined;
defineCollectives(() => {
  if (compiling === undefined) throw new Error("pmap: a collective was compiled outside of a program");
  return compiling;
});

function kernelFor(message: RunMessage): { readonly kernel: Kernel; readonly seat: Seat } {
  const { program, jaxpr, axisName, index, size } = message;
  if (jaxpr !== undefined) programs.set(program, decodeJaxpr(jaxpr));
  const key = `${program}:${index}:${size}`;
  let found = kernels.get(key);
  if (found === undefined) {
    const seat = new Seat(index, size);
    compiling = seat;
    // The caller sends a program before it first names it alone.
    const kernel = withNamedAxis(axisName, size, () => compileJaxpr(programs.get(program) as Jaxpr));
    found = { kernel, seat };
    kernels.set(key, found);
  }
  return found;
}

function view({ memory, offset, length, dtype }: SharedArray): TypedArray {
  return new (typedArrayClass(dtype))(memory, offset, length);
}

parentPort?.on("message", (message: RunMessage) => {
  const rendezvous = new Rendezvous(message.size, message.rendezvous);
  let failed = false;
  try {
    if (config.values.enableX64 !== message.options.enableX64) config.update("enableX64", message.options.enableX64);
    const { kernel, seat } = kernelFor(message);
    seat.exchanging = new Exchange(message.index, message.size, rendezvous, message.slots);
    const results = kernel(message.inputs.map(view));
    message.outs.forEach((out, i) => view(out).set(results[i] as never));
  } catch (error) {
    failed = true;
    if (!(error instanceof Abandoned)) writeFailure(message.failure, error);
  }
  rendezvous.finish(failed);
});

// The thread that started this one waits until it listens.
const ready = new Int32Array(workerData as SharedArrayBuffer);
Atomics.store(ready, 0, 1);
Atomics.notify(ready, 0);
