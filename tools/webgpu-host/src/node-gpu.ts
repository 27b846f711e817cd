import { create } from "webgpu";

/**
 * Dawn's `navigator.gpu` for Node. Whoever holds it keeps the process alive: let go of it, and destroy the devices, when
 * done. In a test, `globalSetup` of this package has seen to an adapter.
 */
export function nodeGpu(): GPU {
  return create([]);
}
