import type { Expr } from "../expression.js";
import { laneLoads, laneStores, loads, stores } from "./access.js";
import { binary, ternary, unary } from "./operations.js";

/** Vectors of 128 bits without regard to their lanes. */
export const v128 = {
  /** The constant with these 16 bytes. */
  const(bytes: Uint8Array): Expr<"v128"> {
    if (bytes.length !== 16) throw new RangeError(`v128.const: ${bytes.length} bytes were given; a vector has 16`);
    return { kind: "vector", type: "v128", shape: "i8x16", lanes: [...bytes] };
  },
  ...unary("v128", "v128", "v128", 0xfd_04d, ["not"]),
  /** `andnot(x, y)` is x ∧ ¬y. */
  ...binary("v128", "v128", "v128", 0xfd_04e, ["and", "andnot", "or", "xor"]),
  /** `bitselect(x, y, mask)` takes each bit from x where the mask's bit is 1, from y where it is 0. */
  ...ternary("v128", "v128", 0xfd_052, ["bitselect"]),
  ...unary("v128", "v128", "i32", 0xfd_053, ["anyTrue"]),
  ...loads("v128", "v128", 16, 0xfd_000, ["load"]),
  ...loads("v128", "v128", 8, 0xfd_001, ["load8x8S", "load8x8U", "load16x4S", "load16x4U", "load32x2S", "load32x2U"]),
  ...loads("v128", "v128", 1, 0xfd_007, ["load8Splat"]),
  ...loads("v128", "v128", 2, 0xfd_008, ["load16Splat"]),
  ...loads("v128", "v128", 4, 0xfd_009, ["load32Splat"]),
  ...loads("v128", "v128", 8, 0xfd_00a, ["load64Splat"]),
  ...loads("v128", "v128", 4, 0xfd_05c, ["load32Zero"]),
  ...loads("v128", "v128", 8, 0xfd_05d, ["load64Zero"]),
  ...stores("v128", "v128", 16, 0xfd_00b, ["store"]),
  ...laneLoads(1, 0xfd_054, ["load8Lane"]),
  ...laneLoads(2, 0xfd_055, ["load16Lane"]),
  ...laneLoads(4, 0xfd_056, ["load32Lane"]),
  ...laneLoads(8, 0xfd_057, ["load64Lane"]),
  ...laneStores(1, 0xfd_058, ["store8Lane"]),
  ...laneStores(2, 0xfd_059, ["store16Lane"]),
  ...laneStores(4, 0xfd_05a, ["store32Lane"]),
  ...laneStores(8, 0xfd_05b, ["store64Lane"]),
};
