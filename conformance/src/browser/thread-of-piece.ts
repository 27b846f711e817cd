import { type Array, primitive, type ShapedArray } from "@hyrax/core";
import { jit, np, wasm } from "hyrax";

/** Gives each element the number of the thread that computed it, to which it adds what it was: zero. */
const threadOfPiece = primitive("thread_of_piece", ([x]: readonly [x: ShapedArray]) => x);

const { i32 } = wasm;

wasm.wasmRules.define(threadOfPiece, ([x], _, [y]) => ({
  work: 1e6,
  emit(context) {
    context.parallel({ count: x.aval.size, grain: 1 }, ({ f, address, thread }, begin, end) => {
      f.for({ from: begin, to: end }, (i) => {
        const at = f.let(i32.shl(i, i32.const(2)));
        const zero = f.let(i32.load(i32.add(address(x.buffer), at)));
        // Some microseconds of work, so that there is something to share.
        const busy = f.let(i32.const(1));
        f.for({ from: i32.const(0), to: i32.const(20_000) }, (k) =>
          f.set(busy, i32.xor(i32.mul(busy, i32.const(31)), k)),
        );
        f.do(i32.store(i32.add(address((y ?? x).buffer), at), i32.add(thread, i32.and(busy, zero))));
      });
    });
  },
}));

const threads = jit((x: Array) => threadOfPiece(x));

/** The threads that compute the elements of one array. */
export function threadsOfPieces(): ReadonlySet<number> {
  return new Set(threads(np.zeros([200], { dtype: "int32" })).dataSync() as Int32Array);
}
