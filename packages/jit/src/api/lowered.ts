import {
  type CompileReport,
  type Device,
  defaultDevice,
  executableOf,
  hoistConsts,
  type Jaxpr,
  type KernelReport,
  printJaxpr,
} from "@hyrax/core";

/** A traced function on its way to machine code: its jaxpr, the plan of its kernels, and the code that was emitted. */
export class Lowered {
  #report: CompileReport | undefined;

  constructor(
    readonly name: string,
    readonly jaxpr: Jaxpr,
    readonly device: Device = defaultDevice(),
  ) {}

  /** What the engine made of the program; compiles it on the first use. */
  get report(): CompileReport {
    this.#report ??= executableOf(hoistConsts(this.jaxpr), { device: this.device, name: this.name }).report;
    return this.#report;
  }

  /** The kernels in the order in which they run. */
  get kernels(): readonly KernelReport[] {
    return this.report.kernels;
  }

  /** The kernels that the reference engine runs in place of compiled code, each with the reason. */
  get fallbacks(): readonly KernelReport[] {
    return this.report.kernels.filter((kernel) => kernel.fallback !== undefined);
  }

  /** The jaxpr, the kernel plan with what is not compiled and why, and the emitted code, as text. */
  asText(): string {
    const left = this.fallbacks.map(
      ({ primitives, fallback }) => `reference engine: ${primitives.join(", ")}: ${fallback}\n`,
    );
    return `${printJaxpr(this.jaxpr)}\n\n${left.join("")}${this.report.asText()}`;
  }
}
