import type { NDArray } from "../array/array.js";
import { onConfigChange } from "../config.js";
import type { Jaxpr } from "../jaxpr/jaxpr.js";
import { memo } from "../memo.js";
import { commonDevice, compile, execute } from "./compile.js";
import type { Device } from "./device.js";
import type { CompileOptions, Executable } from "./engine.js";

let compiled = new WeakMap<Jaxpr, Map<Device, Executable>>();
onConfigChange(() => {
  compiled = new WeakMap();
});

/** The executable of a jaxpr for a device, compiled once as long as the jaxpr is held. */
export function executableOf(jaxpr: Jaxpr, options: CompileOptions): Executable {
  const perDevice = memo(compiled, jaxpr, () => new Map<Device, Executable>());
  return memo(perDevice, options.device, () => compile(jaxpr, options));
}

/** Runs a jaxpr on concrete arrays, on their device. */
export function compileAndRun(
  jaxpr: Jaxpr,
  inputs: readonly NDArray[],
  options: Omit<CompileOptions, "device"> & { readonly name: string },
): readonly NDArray[] {
  const device = commonDevice(inputs, options.name);
  return execute(executableOf(jaxpr, { ...options, device }), inputs, jaxpr.outAvals, device);
}
