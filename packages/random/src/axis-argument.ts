/** An axis counted from the front. Throws a `TypeError` unless it is one of `rank` axes. */
export function checkedAxis(name: string, axis: number, rank: number): number {
  if (!Number.isInteger(axis) || axis < -rank || axis >= rank) {
    throw new TypeError(`${name}: axis ${axis} is out of range for an array of ${rank} axes`);
  }
  return axis < 0 ? axis + rank : axis;
}
