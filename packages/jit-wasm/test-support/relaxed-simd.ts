import { setFlagsFromString } from "node:v8";

/** Node 20 knows the relaxed instructions, but only behind a flag, which later versions do not have any more. */
export function allowRelaxedSimd(): void {
  const [major] = process.versions.node.split(".");
  if (Number(major) < 21) setFlagsFromString("--experimental-wasm-relaxed-simd");
}
