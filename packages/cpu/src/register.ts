import { config, registerDevices } from "@hyrax/core";
import { CpuDevice } from "./cpu-device.js";

const cpus: CpuDevice[] = [];

/** The `cpu` devices: as many as `config.values.numHostDevices` says, the same objects each time. */
function cpuDevices(): readonly CpuDevice[] {
  const { numHostDevices } = config.values;
  while (cpus.length < numHostDevices) cpus.push(new CpuDevice(cpus.length));
  return cpus.slice(0, numHostDevices);
}

registerDevices("cpu", cpuDevices);
