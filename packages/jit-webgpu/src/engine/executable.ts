import {
  type CompileReport,
  type Executable,
  type Jaxpr,
  type KernelReport,
  MissingRuleError,
  type ShapedArray,
  type Storage,
  type TypedArray,
} from "@hyrax/core";
import { compileJaxpr } from "@hyrax/cpu";
import { printPlan } from "@hyrax/jit";
import type { DeviceState } from "../device/gpu-context.js";
import { WebGpuStorage } from "../device/storage.js";
import type { CompiledProgram } from "./compile-program.js";
import { printStep } from "./print-step.js";
import type { Program } from "./program.js";
import { Recorder } from "./record.js";

/** A program of shaders: one run is one submission of commands. */
export class ShaderExecutable implements Executable {
  readonly report: CompileReport;

  constructor(
    readonly state: DeviceState,
    readonly program: Program,
    readonly outAvals: readonly ShapedArray[],
    compiled: CompiledProgram,
  ) {
    this.report = reportOf(
      compiled,
      compiled.kernels.map(({ report }) => report),
    );
  }

  run(inputs: readonly Storage[]): readonly Storage[] {
    const { context } = this.state;
    // Storages of this device are its own.
    const buffers = inputs.map((storage) => (storage as WebGpuStorage).bufferOn(context));
    return new Recorder(context).run(this.program, buffers).map((buffer, i) => {
      const { dtype, size } = this.outAvals[i] as ShapedArray;
      return WebGpuStorage.ofBuffer(buffer, dtype, size);
    });
  }
}

/** What keeps a program on the host that has a shader for every kernel. */
const passedOn = "arrays of complex64";

/**
 * A program that holds something for which there is no shader. The reference engine runs all of it, as long as all inputs
 * are on the host as well; the elements of others could only be awaited.
 */
export class HostExecutable implements Executable {
  readonly report: CompileReport;
  readonly #kernel: (inputs: readonly TypedArray[]) => readonly TypedArray[];
  readonly #missing: readonly KernelReport[];

  constructor(
    readonly name: string,
    readonly jaxpr: Jaxpr,
    compiled: CompiledProgram,
  ) {
    this.#kernel = compileJaxpr(jaxpr);
    const reports = compiled.kernels.map(({ report }) => report);
    this.#missing = reports.filter(({ fallback }) => fallback !== undefined);
    const others = this.#missing.map(({ primitives }) => primitives.join(" ")).join(", ") || passedOn;
    this.report = reportOf(
      compiled,
      reports.map((report) => ({
        fallback: `it is part of a program with ${others}, which only the reference engine runs`,
        ...report,
      })),
    );
  }

  run(inputs: readonly Storage[]): readonly Storage[] {
    const elements = inputs.map((storage, i) => {
      const { host } = storage as WebGpuStorage; // Storages of this device are its own.
      if (host === undefined) throw this.#cannotWait(i);
      return host;
    });
    return this.#kernel(elements).map((data, i) => {
      const { dtype, size } = this.jaxpr.outAvals[i] as ShapedArray;
      const own = data.byteLength === data.buffer.byteLength ? data : data.slice();
      return WebGpuStorage.ofHost(own, dtype, size);
    });
  }

  #cannotWait(input: number): MissingRuleError {
    // Each reason once: a program may have many equations of one primitive.
    const texts = this.#missing.map(({ primitives, fallback }) => `${primitives.join(" ")} (${fallback})`);
    const reasons = [...new Set(texts)].join("; ") || passedOn;
    return new MissingRuleError(
      `webgpu: ${this.name} uses what only the reference engine runs: ${reasons}. That needs the elements of input ${input}, ` +
        `${this.jaxpr.inAvals[input]}, which are on the GPU. await x.data() brings those of an array x to the host, and then it runs; where they are results ` +
        `on the way, jit the whole computation from arrays of the host, or use jit(f, { device: "cpu" })`,
    );
  }
}

function reportOf({ plan, kernels }: CompiledProgram, reports: readonly KernelReport[]): CompileReport {
  return {
    engine: "webgpu",
    kernels: reports,
    asText: () => {
      const steps = kernels.flatMap((kernel) => kernel.steps.map(printStep));
      return [printPlan(plan), ...steps].join("\n\n");
    },
  };
}
