import { describe } from "../describe.js";
import { MissingEngineError } from "../errors.js";
import { Device } from "./device.js";

const platforms = new Map<string, () => readonly Device[]>();
let chosen: Device | undefined;
let first: string | undefined;

/** Adds the devices of a platform; the first platform that is registered has the default device. */
export function registerDevices(platform: string, list: () => readonly Device[]): void {
  platforms.set(platform, list);
  first ??= platform;
}

/** The devices of a platform, or of the default device's platform. */
export function devices(platform: string = defaultDevice().platform): readonly Device[] {
  const list = platforms.get(platform);
  if (list === undefined) {
    throw new MissingEngineError(
      `there is no device ${describe(platform)}, only: ${[...platforms.keys()].join(", ") || "none"}; ` +
        'import "@hyrax/cpu" for cpu, or await init() of "@hyrax/jit-webgpu" for webgpu',
    );
  }
  return list();
}

/** The device that new arrays go to, unless one is named. */
export function defaultDevice(): Device {
  if (chosen !== undefined) return chosen;
  if (first === undefined) {
    throw new MissingEngineError('there is no device; import "@hyrax/cpu" (numpy does so)');
  }
  return resolveDevice(first);
}

/** Makes a device, or the first one of a platform, the default; `undefined` goes back to the first platform. */
export function setDefaultDevice(device: Device | string | undefined): void {
  chosen = device === undefined ? undefined : resolveDevice(device);
}

/** The device meant by a device or the name of a platform. */
export function resolveDevice(device: Device | string): Device {
  if (device instanceof Device) return device;
  const [found] = devices(device);
  if (found === undefined) throw new MissingEngineError(`there is no device of the platform ${describe(device)}`);
  return found;
}
