import { registerDevices, setDefaultDevice } from "@hyrax/core";
import { findGpu, openDevice } from "./device/adapter.js";
import { GpuContext } from "./device/gpu-context.js";
import { WebGpuDevice } from "./device/webgpu-device.js";

export interface InitOptions {
  /** Where to get the adapter from; by default the browser's `navigator.gpu`, or the package `webgpu` in Node. */
  readonly gpu?: GPU;
  /** Which adapter is preferred where there are several; "high-performance" by default. */
  readonly powerPreference?: "low-power" | "high-performance";
  /** The most bytes that arrays and temporaries may take on the device; 4 GiB by default. */
  readonly memoryBudget?: number;
}

let opening: Promise<WebGpuDevice> | undefined;
let device: WebGpuDevice | undefined;

/**
 * Opens WebGPU, registers the platform "webgpu", and makes its device the default: everything that is not told
 * otherwise runs there from then on. Called again it returns the same device, after it has replaced a lost one.
 *
 * @throws MissingEngineError where there is no WebGPU at all
 * @throws DeviceError where WebGPU has no adapter
 *
 * @example
 * import * as webgpu from "@hyrax/jit-webgpu";
 * await webgpu.init();
 */
export async function init(options: InitOptions = {}): Promise<WebGpuDevice> {
  opening ??= open(options).finally(() => {
    opening = undefined;
  });
  const opened = await opening;
  setDefaultDevice(opened);
  return opened;
}

async function open({ gpu, powerPreference, memoryBudget }: InitOptions): Promise<WebGpuDevice> {
  if (device !== undefined && !device.lost) return device;
  const opened = await openDevice(gpu ?? (await findGpu()), powerPreference ?? "high-performance");
  const context = new GpuContext(opened, memoryBudget ?? 4 * 2 ** 30);
  if (device === undefined) {
    device = new WebGpuDevice(0, context);
    const list = [device];
    registerDevices("webgpu", () => list);
  } else {
    device.replace(context);
  }
  return device;
}
