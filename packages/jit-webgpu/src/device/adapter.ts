import { DeviceError, MissingEngineError } from "@hyrax/core";

/** Dawn crashes when what it was created as has been collected before its devices, which do not hold it. */
const held = new Set<GPU>();
let dawn: GPU | undefined;

/** The host's WebGPU: the browser's own, or in Node that of the package `webgpu` (Dawn). */
export async function findGpu(): Promise<GPU> {
  const own = (globalThis as { readonly navigator?: { readonly gpu?: GPU } }).navigator?.gpu;
  if (own !== undefined) return own;
  if (dawn !== undefined) return dawn;
  if (!isNode()) {
    throw new MissingEngineError(
      "webgpu.init: this browser has no navigator.gpu. WebGPU needs a secure context (https, or localhost) and a browser that " +
        "offers it; compute on the cpu instead, or pass init({ gpu })",
    );
  }
  // A variable keeps bundlers for browsers from looking for the package.
  const name = "webgpu";
  let binding: { readonly create: (options: readonly string[]) => GPU };
  try {
    binding = await import(/* @vite-ignore */ /* webpackIgnore: true */ name);
  } catch (error) {
    throw new MissingEngineError(
      `webgpu.init: Node has no WebGPU of its own, and the package "webgpu" (Dawn) could not be loaded; npm install webgpu, ` +
        `or pass init({ gpu }). ${(error as Error).message}`,
    );
  }
  dawn = binding.create([]);
  return dawn;
}

function isNode(): boolean {
  const { process } = globalThis as { readonly process?: { readonly versions?: { readonly node?: string } } };
  return process?.versions?.node !== undefined;
}

/** Limits that are raised from the least that WebGPU promises to the most that the adapter has. */
const raisedLimits = [
  "maxBufferSize",
  "maxStorageBufferBindingSize",
  "maxStorageBuffersPerShaderStage",
  "maxComputeWorkgroupsPerDimension",
] as const;

/** A device of the best adapter. Throws a `DeviceError` where there is none. */
export async function openDevice(gpu: GPU, powerPreference: GPUPowerPreference): Promise<GPUDevice> {
  const adapter = await gpu.requestAdapter({ powerPreference });
  if (adapter === null) {
    throw new DeviceError(
      "webgpu.init: there is no WebGPU adapter. In Node, Dawn needs a driver for Vulkan, Metal or Direct3D 12 (SwiftShader or " +
        "lavapipe do without a GPU); in a browser, hardware acceleration may be off",
    );
  }
  held.add(gpu);
  const halves = adapter.features.has("shader-f16");
  return adapter.requestDevice({
    label: "hyrax",
    requiredFeatures: halves ? ["shader-f16"] : [],
    requiredLimits: Object.fromEntries(raisedLimits.map((name) => [name, adapter.limits[name]])),
  });
}
