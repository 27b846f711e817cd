import { controlFlow, MissingRuleError, type ScanParams, unsupported } from "@hyrax/core";
import { deviceBytes } from "../device/transfer.js";
import type { ProgramBuilder } from "../engine/program-builder.js";
import { bufferOf } from "../kernels/copy.js";
import { kernelFamily, type Source, type Target } from "./kernel-rule.js";

/** A loop of known length: the kernels of its body, recorded once for each step. */
function scan(inputs: readonly Source[], params: ScanParams, outs: readonly Target[], program: ProgramBuilder): void {
  const { jaxpr, length, numConsts, numCarry, reverse } = params;
  const body = program.compileBody(jaxpr);
  for (const id of [...body.inputs.slice(numConsts + numCarry), ...body.outs.slice(numCarry)]) {
    const { dtype, size } = body.buffers[id] as (typeof body.buffers)[0];
    if (dtype === "float16" && size % 2 === 1) {
      throw new MissingRuleError(
        `a row of ${size} float16 elements, ${deviceBytes(dtype, size) - 2} bytes, cannot be copied: WebGPU copies words of 4 bytes`,
      );
    }
  }
  const buffers = inputs.map((source) => bufferOf(source, program));
  const results = outs.map(({ buffer }) => buffer);
  program.add({
    kind: "loop",
    body,
    length,
    reverse,
    consts: buffers.slice(0, numConsts),
    carry: buffers.slice(numConsts, numConsts + numCarry),
    xs: buffers.slice(numConsts + numCarry),
    carryOuts: results.slice(0, numCarry),
    ys: results.slice(numCarry),
  });
}

const inlined = unsupported("it is computed as part of the program around it");

export const controlFlowKernels = kernelFamily(controlFlow, {
  jit: inlined,
  scan: (inputs, params, outs, program) => scan(inputs, params, outs, program),
  whileLoop: unsupported(
    "only the device would know when it ends, and the host cannot wait for that; use scan or foriLoop with a known number of steps",
  ),
  cond: inlined,
  customLinearSolve: inlined,
});
