import { hostArray, type Array as NDArray } from "@hyrax/core";

/** The coordinates of the nonzero elements of an array that is not traced, in row-major order: an int32 array for each axis. */
export function coordinatesOfTrue(x: NDArray): readonly NDArray[] {
  const flat = flatNonzero(x);
  const coordinates = x.shape.map(() => new Int32Array(flat.length));
  flat.forEach((position, i) => {
    let rest = position;
    for (let axis = x.ndim - 1; axis >= 0; axis--) {
      const size = x.shape[axis] as number;
      (coordinates[axis] as Int32Array)[i] = rest % size;
      rest = Math.floor(rest / size);
    }
  });
  return coordinates.map((data) => hostArray(data, [data.length], "int32"));
}

/** The positions of the nonzero elements in row-major order. NaN counts as nonzero, as in NumPy. */
export function flatNonzero(x: NDArray): readonly number[] {
  const data = x.dataSync();
  const found: number[] = [];
  // A complex element is two of the typed array.
  const lanes = x.size === 0 ? 1 : data.length / x.size;
  for (let i = 0; i < data.length; i++) {
    const position = Math.floor(i / lanes);
    if (Number(data[i]) !== 0 && found.at(-1) !== position) found.push(position);
  }
  return found;
}

/** The elements of an array that is not traced, as numbers. */
export function knownNumbers(x: NDArray): readonly number[] {
  const data = x.dataSync();
  return Array.from({ length: data.length }, (_, i) => Number(data[i]));
}
