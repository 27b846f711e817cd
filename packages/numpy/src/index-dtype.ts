import { canonicalDtype, type DType } from "@hyrax/core";

/** The dtype of positions and counts: int32, and int64 where 64-bit types are on. */
export function indexDtype(): DType {
  return canonicalDtype("int64");
}
