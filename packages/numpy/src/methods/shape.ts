import type { ArrayMethodTable } from "@hyrax/core";
import { pending } from "./pending.js";

type Names =
  | "reshape"
  | "ravel"
  | "flatten"
  | "transpose"
  | "swapaxes"
  | "squeeze"
  | "repeat"
  | "astype"
  | "copy"
  | "T"
  | "mT";

export const shapeMethods: Pick<ArrayMethodTable, Names> = {
  reshape: pending("reshape"),
  ravel: pending("ravel"),
  flatten: pending("flatten"),
  transpose: pending("transpose"),
  swapaxes: pending("swapaxes"),
  squeeze: pending("squeeze"),
  repeat: pending("repeat"),
  astype: pending("astype"),
  copy: pending("copy"),
  T: pending("T"),
  mT: pending("mT"),
};
