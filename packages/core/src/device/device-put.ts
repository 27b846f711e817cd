import { flattenArrays } from "../array/argument.js";
import type { NDArray } from "../array/array.js";
import { ConcreteArray } from "../array/concrete.js";
import { unflatten } from "../pytree/flatten.js";
import type { Device } from "./device.js";
import { defaultDevice, resolveDevice } from "./registry.js";
import { HostStorage, TypedArrayStorage } from "./storage.js";

/**
 * The arrays of a pytree on a device, to which they are committed: operations run there, and throw a `TypeError` where
 * they meet arrays that are committed to another one. Bare numbers become arrays. Elements on a device that cannot be
 * read at once throw; read them with `await x.data()` first.
 */
export function devicePut<T>(tree: T, device: Device | string = defaultDevice()): T {
  const target = resolveDevice(device);
  const [arrays, treedef] = flattenArrays("devicePut: the pytree", tree);
  // The structure is that of the argument, so the type is too.
  return unflatten(
    treedef,
    arrays.map((x) => put(x, target)),
  ) as T;
}

function put(x: NDArray, device: Device): NDArray {
  // A traced array is wherever the program will run.
  if (!(x instanceof ConcreteArray)) return x;
  x.checkAlive();
  const { storage } = x;
  const onHost = storage instanceof HostStorage;
  const elements = onHost ? storage.data : x.device.readSync(storage);
  const copied =
    device.platform === "cpu" && onHost ? new TypedArrayStorage(elements.slice()) : device.put(elements, x.dtype);
  return new ConcreteArray(x.aval, copied, device, true);
}
