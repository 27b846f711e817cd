import { controlFlow, unsupported } from "@hyrax/core";
import { batchFamily } from "../interpreters/rule.js";
import { condBatch } from "./control-flow/cond.js";
import { jitBatch } from "./control-flow/jit.js";
import { scanBatch } from "./control-flow/scan.js";
import { whileBatch } from "./control-flow/while.js";

export const controlFlowBatch = batchFamily(controlFlow, {
  jit: jitBatch,
  scan: scanBatch,
  whileLoop: whileBatch,
  cond: condBatch,
  customLinearSolve: unsupported("its rule is being written"),
});
