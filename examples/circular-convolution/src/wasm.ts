import { dtypeBytes } from "@hyrax/core";
import { f32, f64, i32, type KernelRule, type WasmExpr } from "@hyrax/jit-wasm";
import type { circularConvolve } from "./circular-convolve.js";

/**
 * The compiled kernel, for a result `[...batch, n]`: as the reference engine has it, n multiplications for each element,
 * added in double precision. Threads share the elements of a large result.
 */
export const convolutionCode: KernelRule<typeof circularConvolve> = ([kernel, x], _, [y]) => {
  const { dtype, shape, size } = x.aval;
  const n = Math.max(1, shape.at(-1) ?? 1);
  const bytes = dtypeBytes(dtype);
  const wide = (address: WasmExpr<"i32">) =>
    dtype === "float64" ? f64.load(address) : f64.promoteF32(f32.load(address));
  return {
    work: 8 * n * size,
    emit(context) {
      context.parallel({ count: size, grain: Math.ceil(20_000 / (8 * n)) }, ({ f, address }, begin, end) => {
        // Bytes from one element to the next, and from the first one of a row to where the row ends.
        const [step, rowBytes] = [i32.const(bytes), i32.const(n * bytes)];
        f.for({ from: begin, to: end }, (element) => {
          const at = f.let(i32.mul(element, step), "at");
          const row = f.let(i32.sub(at, i32.remU(at, rowBytes)), "row");
          const first = f.let(i32.add(address(kernel.buffer), row), "first");
          // kernel[i − j] goes backwards while x[j] goes on, and from the first element of its row to the last.
          const weight = f.let(i32.add(address(kernel.buffer), at), "weight");
          const value = f.let(i32.add(address(x.buffer), row), "value");
          const sum = f.local("f64", "sum");
          f.set(sum, f64.const(0));
          f.for({ from: i32.const(0), to: i32.const(n) }, () => {
            f.set(sum, f64.add(sum, f64.mul(wide(weight), wide(value))));
            f.set(value, i32.add(value, step));
            f.if(i32.eq(weight, first), () => f.set(weight, i32.add(weight, rowBytes)));
            f.set(weight, i32.sub(weight, step));
          });
          const target = i32.add(address((y ?? x).buffer), at);
          f.do(dtype === "float64" ? f64.store(target, sum) : f32.store(target, f32.demoteF64(sum)));
        });
      });
    },
  };
};
