import { type Expr, i32, i64, type Local, type SharedFunctions, v128 } from "../../assembler/index.js";

type Scalar = Expr<"i32">;

const move: Readonly<Record<number, (to: Scalar, from: Scalar) => Expr<"none">>> = {
  1: (to, from) => i32.store8(to, i32.load8U(from)),
  2: (to, from) => i32.store16(to, i32.load16U(from)),
  4: (to, from) => i32.store(to, i32.load(from)),
  8: (to, from) => i64.store(to, i64.load(from)),
  16: (to, from) => v128.store(to, v128.load(from)),
};

const parameters = { pairs: "i32", from: "i32", to: "i32", row: "i32", step: "i32", out: "i32" } as const;

/**
 * The function that writes, for the pairs numbered `from` to before `to`, the elements of `bytes` bytes at their places
 * in `row` to the same numbers of the row `out`; elements of both are `step` bytes apart.
 */
export function gatherPlaces(functions: SharedFunctions, bytes: number) {
  return functions.get(`sort.gather${bytes}`, parameters, "none", (f, { pairs, from, to, row, step, out }) => {
    f.for({ from, to }, (i: Local<"i32">) => {
      const place = i32.load(i32.add(pairs, i32.shl(i, i32.const(3))));
      f.do(move[bytes]!(i32.add(out, i32.mul(i, step)), i32.add(row, i32.mul(place, step))));
    });
  });
}

/** The function that writes the places of the first `n` pairs to the row `out`, whose int32 elements are `step` bytes apart. */
export function writePlaces(functions: SharedFunctions) {
  const names = { pairs: "i32", n: "i32", out: "i32", step: "i32" } as const;
  return functions.get("sort.places", names, "none", (f, { pairs, n, out, step }) => {
    f.for({ from: i32.const(0), to: n }, (i) => {
      f.do(i32.store(i32.add(out, i32.mul(i, step)), i32.load(i32.add(pairs, i32.shl(i, i32.const(3))))));
    });
  });
}
