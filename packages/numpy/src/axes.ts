import { type Axis, Tracer, TracerIntegerConversionError } from "@hyrax/core";

/** An axis counted from the front. Throws a `TypeError` that names the function if there is no such axis. */
export function canonicalAxis(name: string, axis: number, ndim: number): number {
  refuseTracer(name, axis, "an axis");
  if (!Number.isInteger(axis)) throw new TypeError(`${name}: an axis is an integer, found ${String(axis)}`);
  if (axis >= -ndim && axis < ndim) return axis < 0 ? axis + ndim : axis;
  const range = ndim === 0 ? "which has no axes" : `whose axes are ${-ndim} to ${ndim - 1}`;
  throw new TypeError(`${name}: axis ${axis} is out of range for an array with ${ndim} axes, ${range}`);
}

/**
 * The axes of an option, counted from the front, in the order given: one, several, or all of them for `null` and
 * undefined. Throws a `TypeError` if one is out of range or named twice.
 */
export function canonicalAxes(name: string, axis: Axis | undefined, ndim: number): readonly number[] {
  if (axis === null || axis === undefined) return Array.from({ length: ndim }, (_, i) => i);
  if (!Array.isArray(axis)) return [canonicalAxis(name, axis as number, ndim)];
  const axes = axis.map((a) => canonicalAxis(name, a, ndim));
  if (new Set(axes).size !== axes.length) {
    throw new TypeError(
      `${name}: the axes [${axis.join(", ")}] name the same axis of an array with ${ndim} axes twice`,
    );
  }
  return axes;
}

/** The sizes of a shape argument: a number stands for one axis. */
export function canonicalShape(name: string, shape: number | readonly number[]): readonly number[] {
  const sizes: readonly number[] = Array.isArray(shape) ? shape : [shape];
  for (const n of sizes) {
    refuseTracer(name, n, "a size");
    if (!Number.isInteger(n) || n < 0) {
      throw new TypeError(
        `${name}: a shape holds integers of zero or more, found ${String(n)} in [${sizes.map(String).join(", ")}]`,
      );
    }
  }
  return sizes;
}

/** Throws a `TracerIntegerConversionError` for a traced array where plain JavaScript needs an integer. */
function refuseTracer(name: string, value: unknown, what: string): void {
  if (!(value instanceof Tracer)) return;
  throw new TracerIntegerConversionError(
    `${name}: ${what} must be known while a function is traced, found the traced array ${value}; ` +
      "pass it as a static argument (jit's staticArgnums)",
  );
}
