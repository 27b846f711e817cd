import type { NDArray } from "../array/array.js";
import { ConcreteArray } from "../array/concrete.js";
import { leakError, Tracer } from "../array/tracer.js";
import type { ShapedArray } from "../aval.js";
import { describe } from "../describe.js";
import { diagnostics } from "../diagnostics.js";
import type { Jaxpr } from "../jaxpr/jaxpr.js";
import type { Device } from "./device.js";
import type { CompileOptions, Executable } from "./engine.js";
import { defaultDevice } from "./registry.js";
import { HostStorage, type Storage } from "./storage.js";

/** Rewrites a jaxpr before an engine sees it; `@hyrax/random` lowers the arithmetic of keys to that of their words. */
export type Lowering = (jaxpr: Jaxpr) => Jaxpr;

const lowerings: Lowering[] = [];

/** Adds a rewriting of every jaxpr that is compiled from now on. */
export function registerLowering(lowering: Lowering): void {
  lowerings.push(lowering);
}

/** A jaxpr as engines see it: after every registered rewriting. */
function lower(jaxpr: Jaxpr): Jaxpr {
  return lowerings.reduce((program, lowering) => lowering(program), jaxpr);
}

/** Compiles a jaxpr without constvars for a device. */
export function compile(jaxpr: Jaxpr, options: CompileOptions): Executable {
  return diagnostics.compile(jaxpr, options, () => options.device.engine.compile(lower(jaxpr), options));
}

/** Runs an executable on arrays of its device and wraps the results. */
export function execute(
  executable: Executable,
  inputs: readonly NDArray[],
  outAvals: readonly ShapedArray[],
  device: Device,
): readonly ConcreteArray[] {
  const storages = new Array<Storage>(inputs.length);
  let committed = false;
  for (let i = 0; i < inputs.length; i++) {
    const x = inputs[i] as ConcreteArray;
    storages[i] = storageOn(x, device);
    committed ||= x.committed;
  }
  const results = executable.run(storages);
  const outs = new Array<ConcreteArray>(results.length);
  for (let i = 0; i < results.length; i++) {
    outs[i] = new ConcreteArray(outAvals[i] as ShapedArray, results[i] as Storage, device, committed);
  }
  return outs;
}

const uploads = new WeakMap<Storage, { readonly device: Device; readonly storage: Storage }>();

/** The storage of an array on a device; elements that are elsewhere are handed over once and remembered. */
function storageOn(x: ConcreteArray, device: Device): Storage {
  x.checkAlive();
  const { storage } = x;
  const onHost = storage instanceof HostStorage;
  if (onHost ? device.platform === "cpu" : x.device === device) return storage;
  const known = uploads.get(storage);
  if (known?.device === device && !known.storage.deleted) return known.storage;
  const put = device.put(onHost ? storage.data : x.device.readSync(storage), x.dtype);
  uploads.set(storage, { device, storage: put });
  return put;
}

/** The device that an operation on these arrays runs on. Arrays committed to different devices throw a `TypeError`. */
export function commonDevice(inputs: readonly NDArray[], operation: string): Device {
  let found: ConcreteArray | undefined;
  for (const x of inputs) {
    if (!(x instanceof ConcreteArray)) throw notConcrete(x, operation);
    if (!x.committed) continue;
    if (found !== undefined && found.device !== x.device) {
      throw new TypeError(
        `${operation}: ${found.aval} is on ${found.device} and ${x.aval} on ${x.device}; ` +
          "move one with devicePut(x, device)",
      );
    }
    found = x;
  }
  if (found !== undefined) return found.device;
  // Uncommitted results of another device than the default one stay where they are.
  for (const x of inputs) if (!((x as ConcreteArray).storage instanceof HostStorage)) return x.device;
  return defaultDevice();
}

function notConcrete(x: NDArray, operation: string): Error {
  if (x instanceof Tracer) return leakError(x);
  return new TypeError(`${operation}: expected an array, found ${describe(x)}`);
}
