import { controlFlow, unsupported } from "@hyrax/core";
import { condJvp, condTranspose } from "./control-flow/cond.js";
import { condPartialEval } from "./control-flow/cond-partial-eval.js";
import { jitJvp, jitPartialEval, jitTranspose } from "./control-flow/jit.js";
import { linearSolveJvp, linearSolveTranspose } from "./control-flow/linear-solve.js";
import { scanJvp } from "./control-flow/scan-jvp.js";
import { scanPartialEval } from "./control-flow/scan-partial-eval.js";
import { scanTranspose } from "./control-flow/scan-transpose.js";
import { whileJvp, whilePartialEval } from "./control-flow/while.js";
import { jvpFamily, partialEvalFamily, transposeFamily } from "./derivatives.js";

export const controlFlowJvp = jvpFamily(controlFlow, {
  customLinearSolve: linearSolveJvp,
  jit: jitJvp,
  scan: scanJvp,
  whileLoop: whileJvp,
  cond: condJvp,
});

export const controlFlowPartialEval = partialEvalFamily(controlFlow, {
  jit: jitPartialEval,
  scan: scanPartialEval,
  whileLoop: whilePartialEval,
  cond: condPartialEval,
  customLinearSolve: unsupported("it is recorded whole"),
});

export const controlFlowTranspose = transposeFamily(controlFlow, {
  customLinearSolve: linearSolveTranspose,
  jit: jitTranspose,
  scan: scanTranspose,
  whileLoop: unsupported(
    "reverse-mode differentiation (grad, vjp, jacrev) does not work through whileLoop, nor through foriLoop with traced " +
      "bounds, since the number of steps, and so the memory for the way back, is not known; use scan, or foriLoop with " +
      "bounds that are plain numbers, or forward mode (jvp, jacfwd)",
  ),
  cond: condTranspose,
});
