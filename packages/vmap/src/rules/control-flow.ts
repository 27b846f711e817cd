import { controlFlow } from "@hyrax/core";
import { batchFamily } from "../interpreters/rule.js";
import { condBatch } from "./control-flow/cond.js";
import { jitBatch } from "./control-flow/jit.js";
import { linearSolveBatch } from "./control-flow/linear-solve.js";
import { scanBatch } from "./control-flow/scan.js";
import { whileBatch } from "./control-flow/while.js";

export const controlFlowBatch = batchFamily(controlFlow, {
  jit: jitBatch,
  scan: scanBatch,
  whileLoop: whileBatch,
  cond: condBatch,
  customLinearSolve: linearSolveBatch,
});
