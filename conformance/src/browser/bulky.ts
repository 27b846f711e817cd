import { type Array, primitive, type ShapedArray } from "@hyrax/core";
import { jit, wasm } from "hyrax";

/** Its argument, by a program with 10 MB of code: more than Chrome compiles at once on the main thread of a page (8 MB). */
const bulky = primitive("bulky", ([x]: readonly [x: ShapedArray]) => x);

const { i32, i64 } = wasm;
const FUNCTIONS = 32;
const STATEMENTS = 20_000;

wasm.wasmRules.define(bulky, ([x], _, [y]) => ({
  work: 1e6,
  emit({ f, address, functions }) {
    const [from, to] = [address(x.buffer), address((y ?? x).buffer)];
    for (let n = 0; n < FUNCTIONS; n++) {
      const part = functions.get(`bulky${n}`, { at: "i32" }, "none", (g, { at }) => {
        for (let i = 0; i < STATEMENTS; i++) g.do(i64.store(at, i64.const(2n ** 62n + BigInt(i))));
      });
      f.call(part, { at: to });
    }
    f.for({ from: i32.const(0), to: i32.const(x.aval.size) }, (i) => {
      const at = f.let(i32.shl(i, i32.const(2)));
      f.do(i32.store(i32.add(to, at), i32.load(i32.add(from, at))));
    });
  },
}));

/** What a call says to the size of its program, and what it returns after the program has been warmed. */
export async function warmBulky(x: Array) {
  const f = jit((a: Array) => bulky(a));
  let message = "";
  try {
    f(x);
  } catch (error) {
    message = String(error);
  }
  await f.warm(x);
  return { message, values: [...f(x).dataSync()] };
}
