import { i32x4, i64x2 } from "../assembler/index.js";
import { type LaneDType, partVectors, type Value, type Vector } from "../emit/vector-types.js";

/** Which element stands in each of the four places: its number, or −1 for that of another value. */
export type Places = readonly [number, number, number, number];

/** The elements of a value moved to other places, with those of `fill`, which are all equal, in the places of −1. */
export function moveLanes(dtype: LaneDType, value: Value, places: Places, fill: Value = value): Value {
  const vectors = partVectors(dtype);
  return Array.from({ length: value.length / vectors }, (_, part) => {
    const from = value.slice(part * vectors, (part + 1) * vectors);
    return vectors === 1
      ? [i32x4.shuffle(from[0]!, fill[part]!, lanesOf(places))]
      : [0, 2].map((first) => pair(from, places.slice(first, first + 2), fill[part * vectors]!));
  }).flat();
}

function lanesOf(places: Places): readonly number[] {
  return places.map((place) => (place < 0 ? 4 : place));
}

/** Two elements of 64 bits. */
function pair(from: Value, places: readonly number[], fill: Vector): Vector {
  const [x, y] = places.map((place) => (place < 0 ? fill : from[place >> 1]!)) as [Vector, Vector]; // Two places.
  const [i, j] = places.map((place) => (place < 0 ? 0 : place & 1)) as [number, number];
  return i64x2.shuffle(x, y, [i, j + 2]);
}
