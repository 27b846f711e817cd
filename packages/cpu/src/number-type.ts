import { type DType, dtypeBytes, dtypeKind } from "@hyrax/core";
import type { NarrowInteger } from "./math/index.js";

/** The type of integers of at most 32 bits that a dtype has. */
export function narrowInteger(dtype: DType): NarrowInteger {
  // Bytes are 1, 2 or 4 here: 64-bit integers are wide.
  return { width: (8 * dtypeBytes(dtype)) as NarrowInteger["width"], signed: dtypeKind(dtype) === "i" };
}
