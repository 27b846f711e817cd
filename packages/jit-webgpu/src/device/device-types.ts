import type { DType } from "@hyrax/core";

/** How the device holds elements of a dtype, and what they are in a shader's registers. */
export interface DeviceType {
  /** The type of a buffer's elements. */
  readonly stored: "f32" | "i32" | "u32" | "f16";
  /** The type of a value. Halves are computed with in float32, and rounded after each operation. */
  readonly value: "f32" | "i32" | "u32" | "bool";
  /** Bytes of one element. */
  readonly bytes: 2 | 4;
}

/** bool takes a word per element, so that threads write neighbours without regard to each other. */
const types: { readonly [D in DType]?: DeviceType } = {
  float32: { stored: "f32", value: "f32", bytes: 4 },
  int32: { stored: "i32", value: "i32", bytes: 4 },
  uint32: { stored: "u32", value: "u32", bytes: 4 },
  bool: { stored: "u32", value: "bool", bytes: 4 },
  float16: { stored: "f16", value: "f32", bytes: 2 },
};

/** The type of a dtype that engines support; `undefined` for others. */
export function findDeviceType(dtype: DType): DeviceType | undefined {
  return types[dtype];
}

/** The type of a dtype that has been found to be supported. */
export function deviceType(dtype: DType): DeviceType {
  const type = types[dtype];
  if (type === undefined) throw new TypeError(`webgpu has no type for ${dtype}`);
  return type;
}

/**
 * The dtypes of a device; `float16` takes the feature "shader-f16". Complex arrays stay on the host, since WGSL has no
 * complex numbers.
 */
export function supportedDtypes(halves: boolean): ReadonlySet<DType> {
  return new Set(
    (["float32", "int32", "uint32", "bool", "float16", "complex64"] as const).filter(
      (dtype) => halves || dtype !== "float16",
    ),
  );
}
