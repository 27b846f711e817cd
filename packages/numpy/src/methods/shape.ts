import { type ArrayMethodTable, copy } from "@hyrax/core";
import { astype } from "../dtypes.js";
import { matrixTranspose, ravel, reshape, squeeze, swapaxes, transpose } from "../shape.js";
import { repeat } from "../tiling.js";

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
  reshape: (x, shape) => reshape(x, shape),
  ravel: (x) => ravel(x),
  flatten: (x) => ravel(x),
  transpose: (x, axes) => transpose(x, axes),
  swapaxes,
  squeeze: (x, axis) => squeeze(x, axis),
  repeat,
  astype,
  copy: (x) => copy(x),
  T: (x) => transpose(x),
  mT: (x) => matrixTranspose(x),
};
