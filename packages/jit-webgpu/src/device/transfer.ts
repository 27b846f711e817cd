import { DeviceError, type DType, lanes, type TypedArray, typedArrayClass } from "@hyrax/core";
import { findDeviceType } from "./device-types.js";

/** Bytes that the elements of an array take on the device: whole words. */
export function deviceBytes(dtype: DType, size: number): number {
  const bytes = findDeviceType(dtype)?.bytes ?? 4;
  return Math.ceil((size * lanes(dtype) * bytes) / 4) * 4;
}

/** Throws a `DeviceError` for a dtype that the device cannot hold. Keys are held as their words. */
export function requireDtype(dtype: DType, supported: ReadonlySet<DType>, what: string): void {
  if (supported.has(dtype) || dtype === "key<fry>") return;
  throw new DeviceError(
    `webgpu: ${what} is ${dtype}, which this device does not hold; it holds ${[...supported].join(", ")}. ` +
      `Convert with astype, or compute on the cpu with devicePut(x, "cpu")`,
  );
}

/** Elements of the host as the device lays them out, padded to whole words. */
export function toDevice(data: TypedArray, dtype: DType): TypedArray {
  if (dtype === "bool") return Uint32Array.from(data as Uint8Array);
  if (data.byteLength % 4 === 0) return data;
  const padded = new Uint16Array(data.length + 1);
  padded.set(data as Uint16Array);
  return padded;
}

/** Elements as the host lays them out, from the bytes of the device. */
export function fromDevice(bytes: ArrayBuffer, dtype: DType, size: number): TypedArray {
  if (dtype === "bool") return Uint8Array.from(new Uint32Array(bytes, 0, size));
  return new (typedArrayClass(dtype))(bytes, 0, size * lanes(dtype));
}
