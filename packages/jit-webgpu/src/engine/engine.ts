import type { CompileOptions, Engine, Executable, Jaxpr } from "@hyrax/core";
import type { DeviceState } from "../device/gpu-context.js";
import { compileProgram } from "./compile-program.js";
import { HostExecutable, ShaderExecutable } from "./executable.js";

/** Compiles jaxprs into compute shaders. */
export class WebGpuEngine implements Engine {
  readonly name = "webgpu";

  constructor(readonly state: DeviceState) {}

  compile(jaxpr: Jaxpr, { name = "a program" }: CompileOptions): Executable {
    const { context, supportedDtypes } = this.state;
    const compiled = compileProgram(jaxpr, { limits: context.limits, dtypes: supportedDtypes });
    return compiled.program === undefined
      ? new HostExecutable(name, jaxpr, compiled)
      : new ShaderExecutable(this.state, compiled.program, jaxpr.outAvals, compiled);
  }
}
