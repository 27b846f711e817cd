// The same inputs in every system: python/inputs.py computes them too.

/** Uniform bits of an index: the hash "lowbias32" of C. Wellons, "Prospecting for Hash Functions", 2018. */
function hash(index: number, seed: number): number {
  let h = (Math.imul(index, 0x9e3779b1) + Math.imul(seed, 0x85ebca6b)) >>> 0;
  h = Math.imul(h ^ (h >>> 16), 0x7feb352d) >>> 0;
  h = Math.imul(h ^ (h >>> 15), 0x846ca68b) >>> 0;
  return (h ^ (h >>> 16)) >>> 0;
}

/** `n` floats in [−scale, scale). */
export function noise(n: number, seed: number, scale = 1): Float32Array {
  return Float32Array.from({ length: n }, (_, i) => (hash(i, seed) / 2 ** 31 - 1) * scale);
}

/** `n` integers in [0, limit). */
export function indices(n: number, limit: number, seed: number): Int32Array {
  return Int32Array.from({ length: n }, (_, i) => Math.floor((hash(i, seed) / 2 ** 32) * limit));
}

/** The weight of an element of a result in its checksum, in [−1, 1). */
export function weight(index: number): number {
  return hash(index, 77) / 2 ** 31 - 1;
}
