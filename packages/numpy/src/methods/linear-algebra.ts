import type { ArrayMethodTable } from "@hyrax/core";
import { diagonal } from "../indexing/diagonal.js";
import { dot } from "../products/dot.js";
import { matmul } from "../products/matmul.js";
import { trace } from "../products/trace.js";

export const linearAlgebraMethods: Pick<ArrayMethodTable, "matmul" | "dot" | "trace" | "diagonal"> = {
  matmul: (x, y) => matmul(x, y),
  dot: (x, y) => dot(x, y),
  trace: trace,
  diagonal: diagonal,
};
