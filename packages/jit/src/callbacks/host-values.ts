import {
  type ConcreteArray,
  defaultDevice,
  HostStorage,
  hostArray,
  Array as NDArray,
  setDefaultDevice,
} from "@hyrax/core";

/** Whether the host holds the elements of all arrays, so that they can be read at once. */
export function areOnHost(arrays: readonly NDArray[]): boolean {
  // Host functions run when there are values: what reaches them is concrete.
  return arrays.every((x) => (x as ConcreteArray).storage instanceof HostStorage);
}

/** The same arrays on the host. */
export function broughtToHost(arrays: readonly NDArray[]): Promise<readonly NDArray[]> {
  return Promise.all(
    arrays.map(async (x) => {
      const { device, storage, shape, dtype, weakType } = x as ConcreteArray;
      return hostArray(await device.read(storage), shape, dtype, weakType);
    }),
  );
}

/** Runs a function of the host's with the host as the default device: what it computes must be there when it returns. */
export function onHostDevice<T>(run: () => T): T {
  const before = defaultDevice();
  if (before.platform === "cpu") return run();
  setDefaultDevice("cpu");
  try {
    return run();
  } finally {
    setDefaultDevice(before);
  }
}

/** Whether a leaf of a pytree is a promise. */
export function isPromise(value: unknown): value is Promise<unknown> {
  return (
    typeof (value as Partial<Promise<unknown>> | null | undefined)?.then === "function" && !(value instanceof NDArray)
  );
}
