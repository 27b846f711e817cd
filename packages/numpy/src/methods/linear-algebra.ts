import type { ArrayMethodTable } from "@hyrax/core";
import { pending } from "./pending.js";

export const linearAlgebraMethods: Pick<ArrayMethodTable, "matmul" | "dot" | "trace" | "diagonal"> = {
  matmul: pending("matmul"),
  dot: pending("dot"),
  trace: pending("trace"),
  diagonal: pending("diagonal"),
};
