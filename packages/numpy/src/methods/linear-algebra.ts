import type { ArrayMethodTable } from "@hyrax/core";
import { dot } from "../products/dot.js";
import { matmul } from "../products/matmul.js";
import { pending } from "./pending.js";

export const linearAlgebraMethods: Pick<ArrayMethodTable, "matmul" | "dot" | "trace" | "diagonal"> = {
  matmul: (x, y) => matmul(x, y),
  dot: (x, y) => dot(x, y),
  trace: pending("trace"),
  diagonal: pending("diagonal"),
};
