import { config, installDiagnostics, registerDevices } from "@hyrax/core";
import { CpuDevice } from "./cpu-device.js";
import { atBoundary, here } from "./diagnostics/boundary.js";
import { compileForDebugging } from "./diagnostics/compile.js";

const cpus: CpuDevice[] = [];

/** The `cpu` devices: as many as `config.values.numHostDevices` says, the same objects each time. */
function cpuDevices(): readonly CpuDevice[] {
  const { numHostDevices } = config.values;
  while (cpus.length < numHostDevices) cpus.push(new CpuDevice(cpus.length));
  return cpus.slice(0, numHostDevices);
}

registerDevices("cpu", cpuDevices);
installDiagnostics({ atBoundary, compile: compileForDebugging, here });
