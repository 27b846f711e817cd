/** An axis counted from the front. Throws a `TypeError` that names the function if there is no such axis. */
export function canonicalAxis(name: string, axis: number, ndim: number): number {
  if (!Number.isInteger(axis) || axis < -ndim || axis >= ndim) {
    throw new TypeError(`${name}: axis ${axis} is out of range for an array with ${ndim} axes`);
  }
  return axis < 0 ? axis + ndim : axis;
}
