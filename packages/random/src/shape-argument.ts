import { type Shape, sameShape, Tracer, TracerIntegerConversionError } from "@hyrax/core";

/** A shape as samplers take it: a list of sizes, or the size of one axis. */
export type ShapeLike = number | Shape;

/** A shape, checked: throws a `TypeError` unless its sizes are integers of zero or more. */
export function checkedShape(name: string, shape: ShapeLike): Shape {
  const single: unknown = shape;
  const sizes: unknown = typeof single === "number" || single instanceof Tracer ? [single] : shape;
  if (!Array.isArray(sizes)) {
    throw new TypeError(`${name}: the shape must be a list of integers, such as [2, 3], found ${describe(shape)}`);
  }
  for (const size of sizes) {
    if (size instanceof Tracer) {
      throw new TracerIntegerConversionError(
        `${name}: the shape holds the traced array ${size}. Shapes must be known while a function is traced: ` +
          "pass the size as a static argument (jit's staticArgnums).",
      );
    }
    if (!Number.isInteger(size) || (size as number) < 0) {
      throw new TypeError(
        `${name}: a shape holds integers of zero or more, found ${describe(size)} in [${sizes.map(describe).join(", ")}]`,
      );
    }
  }
  return sizes as Shape;
}

function describe(value: unknown): string {
  return typeof value === "object" && value !== null ? `an instance of ${value.constructor.name}` : String(value);
}

/** The shape that arrays of these shapes broadcast to, by NumPy's rules; undefined if there is none. */
function broadcastShapes(shapes: readonly Shape[]): Shape | undefined {
  const rank = Math.max(0, ...shapes.map((shape) => shape.length));
  const result = new Array<number>(rank).fill(1);
  for (const shape of shapes) {
    for (let i = 0; i < shape.length; i++) {
      const axis = rank - shape.length + i;
      const size = shape[i] as number;
      if (size === 1 || size === result[axis]) continue;
      if (result[axis] !== 1) return undefined;
      result[axis] = size;
    }
  }
  return result;
}

/**
 * The shape of samples: the one asked for, to which the parameters must broadcast, or the one that they broadcast to.
 * Throws a `TypeError` if they do not.
 */
export function sampleShape(
  name: string,
  shape: ShapeLike | null | undefined,
  parameters: Readonly<Record<string, Shape>>,
): Shape {
  const wanted = shape === undefined || shape === null ? undefined : checkedShape(name, shape);
  const shapes = Object.values(parameters);
  const common = broadcastShapes(wanted === undefined ? shapes : [wanted, ...shapes]);
  if (common !== undefined && (wanted === undefined || sameShape(common, wanted))) return common;
  const found = Object.entries(parameters).map(([parameter, sizes]) => `${parameter} [${sizes.join(", ")}]`);
  throw new TypeError(
    wanted === undefined
      ? `${name}: the shapes of the parameters do not broadcast together: ${found.join(", ")}`
      : `${name}: the shapes of the parameters, ${found.join(", ")}, must broadcast to the shape asked for, [${wanted.join(", ")}]`,
  );
}
