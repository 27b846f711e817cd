/** Skein's key schedule parity constant for 32-bit words. */
const PARITY = 0x1bd11bda;

/**
 * The Threefry-2x32 block function with 20 rounds, over arrays: for each i, `(out0[i], out1[i])` is the counter
 * `(x0[i], x1[i])` encrypted under the key `(k0, k1)`. The outputs may be the inputs.
 *
 * Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3" (SC 2011): add, rotate and exclusive-or,
 * four rounds at a time with rotations (13, 15, 26, 6) and (17, 29, 16, 24) in turn, a key injection after each four.
 */
export function threefry2x32(
  k0: number,
  k1: number,
  x0: Uint32Array,
  x1: Uint32Array,
  out0: Uint32Array,
  out1: Uint32Array,
): void {
  const n = x0.length;
  if (x1.length !== n || out0.length !== n || out1.length !== n) {
    throw new RangeError(
      `threefry2x32: the arrays differ in length: x0 ${n}, x1 ${x1.length}, out0 ${out0.length}, out1 ${out1.length}; ` +
        "all four need one entry for each block",
    );
  }
  const key0 = k0 | 0;
  const key1 = k1 | 0;
  const key2 = key0 ^ key1 ^ PARITY;
  for (let i = 0; i < n; i++) {
    let a = (x0[i]! + key0) | 0;
    let b = (x1[i]! + key1) | 0;

    a = (a + b) | 0;
    b = ((b << 13) | (b >>> 19)) ^ a;
    a = (a + b) | 0;
    b = ((b << 15) | (b >>> 17)) ^ a;
    a = (a + b) | 0;
    b = ((b << 26) | (b >>> 6)) ^ a;
    a = (a + b) | 0;
    b = ((b << 6) | (b >>> 26)) ^ a;
    a = (a + key1) | 0;
    b = (b + key2 + 1) | 0;

    a = (a + b) | 0;
    b = ((b << 17) | (b >>> 15)) ^ a;
    a = (a + b) | 0;
    b = ((b << 29) | (b >>> 3)) ^ a;
    a = (a + b) | 0;
    b = ((b << 16) | (b >>> 16)) ^ a;
    a = (a + b) | 0;
    b = ((b << 24) | (b >>> 8)) ^ a;
    a = (a + key2) | 0;
    b = (b + key0 + 2) | 0;

    a = (a + b) | 0;
    b = ((b << 13) | (b >>> 19)) ^ a;
    a = (a + b) | 0;
    b = ((b << 15) | (b >>> 17)) ^ a;
    a = (a + b) | 0;
    b = ((b << 26) | (b >>> 6)) ^ a;
    a = (a + b) | 0;
    b = ((b << 6) | (b >>> 26)) ^ a;
    a = (a + key0) | 0;
    b = (b + key1 + 3) | 0;

    a = (a + b) | 0;
    b = ((b << 17) | (b >>> 15)) ^ a;
    a = (a + b) | 0;
    b = ((b << 29) | (b >>> 3)) ^ a;
    a = (a + b) | 0;
    b = ((b << 16) | (b >>> 16)) ^ a;
    a = (a + b) | 0;
    b = ((b << 24) | (b >>> 8)) ^ a;
    a = (a + key1) | 0;
    b = (b + key2 + 4) | 0;

    a = (a + b) | 0;
    b = ((b << 13) | (b >>> 19)) ^ a;
    a = (a + b) | 0;
    b = ((b << 15) | (b >>> 17)) ^ a;
    a = (a + b) | 0;
    b = ((b << 26) | (b >>> 6)) ^ a;
    a = (a + b) | 0;
    b = ((b << 6) | (b >>> 26)) ^ a;
    out0[i] = (a + key2) | 0;
    out1[i] = (b + key0 + 5) | 0;
  }
}
