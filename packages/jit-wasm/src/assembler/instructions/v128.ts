import type { Expr } from "../expression.js";
import { laneLoads, laneStores, loads, stores } from "./access.js";
import { binary, ternary, unary } from "./operations.js";

/** Vectors of 128 bits without regard to their lanes. */
export const v128 = {
  /** The constant with these 16 bytes. */
  const(bytes: Uint8Array): Expr<"v128"> {
    if (bytes.length !== 16) throw new RangeError(`v128.const: ${bytes.length} bytes were given; a vector has 16`);
    return { kind: "vector", type: "v128", shape: "i8x16", bytes };
  },
  ...unary("v128", "v128", "v128", { not: 0xfd_04d }),
  /** `andnot(x, y)` is x ∧ ¬y. */
  ...binary("v128", "v128", "v128", { and: 0xfd_04e, andnot: 0xfd_04f, or: 0xfd_050, xor: 0xfd_051 }),
  /** `bitselect(x, y, mask)` takes each bit from x where the mask's bit is 1, from y where it is 0. */
  ...ternary("v128", "v128", { bitselect: 0xfd_052 }),
  ...unary("v128", "v128", "i32", { anyTrue: 0xfd_053 }),
  ...loads("v128", "v128", 16, { load: 0xfd_000 }),
  ...loads("v128", "v128", 8, { load8x8S: 0xfd_001, load8x8U: 0xfd_002, load16x4S: 0xfd_003, load16x4U: 0xfd_004 }),
  ...loads("v128", "v128", 8, { load32x2S: 0xfd_005, load32x2U: 0xfd_006 }),
  ...loads("v128", "v128", 8, { load64Splat: 0xfd_00a, load64Zero: 0xfd_05d }),
  ...loads("v128", "v128", 4, { load32Splat: 0xfd_009, load32Zero: 0xfd_05c }),
  ...loads("v128", "v128", 2, { load16Splat: 0xfd_008 }),
  ...loads("v128", "v128", 1, { load8Splat: 0xfd_007 }),
  ...stores("v128", "v128", 16, { store: 0xfd_00b }),
  ...laneLoads(1, { load8Lane: 0xfd_054 }),
  ...laneLoads(2, { load16Lane: 0xfd_055 }),
  ...laneLoads(4, { load32Lane: 0xfd_056 }),
  ...laneLoads(8, { load64Lane: 0xfd_057 }),
  ...laneStores(1, { store8Lane: 0xfd_058 }),
  ...laneStores(2, { store16Lane: 0xfd_059 }),
  ...laneStores(4, { store32Lane: 0xfd_05a }),
  ...laneStores(8, { store64Lane: 0xfd_05b }),
};
