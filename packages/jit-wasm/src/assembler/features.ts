import { f32x4 } from "./instructions/float-lanes.js";
import { i32 } from "./instructions/i32.js";
import { ModuleBuilder } from "./module-builder.js";

/** What the host's WebAssembly can do beyond the first version. */
export interface WasmFeatures {
  /** 128-bit vectors. */
  readonly simd: boolean;
  /** Relaxed vector operations, of which fused multiply-add matters most. */
  readonly relaxedSimd: boolean;
  /** Shared memory and atomic operations. */
  readonly threads: boolean;
}

let detected: WasmFeatures | undefined;

/** Asks the host, once, by validating a tiny module per feature. */
export function detectFeatures(): WasmFeatures {
  detected ??= {
    simd: validates((module) => {
      const one = f32x4.const(1, 1, 1, 1);
      module.function("simd", {}, "v128", () => f32x4.add(one, one));
    }),
    relaxedSimd: validates((module) => {
      const one = f32x4.const(1, 1, 1, 1);
      module.function("relaxed", {}, "v128", () => f32x4.relaxedMadd(one, one, one));
    }),
    threads: validates((module) => {
      module.memory({ initial: 1, maximum: 1, shared: true });
      module.function("threads", {}, "i32", () => i32.atomic.load(i32.const(0)));
    }),
  };
  return detected;
}

function validates(build: (module: ModuleBuilder) => void): boolean {
  const module = new ModuleBuilder();
  build(module);
  return WebAssembly.validate(module.bytes());
}
