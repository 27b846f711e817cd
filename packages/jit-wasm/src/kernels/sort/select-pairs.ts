import { type Expr, type FunctionBuilder, i32, i32x4, i64, type SharedFunctions } from "../../assembler/index.js";
import { loadLanes, loadVector } from "../../emit/vector-memory.js";
import { LANES, type LaneDType, type Vector } from "../../emit/vector-types.js";
import { bitsDtype, keysOfBits } from "./keys.js";

type Scalar = Expr<"i32">;

/** The most significant words of the keys, in descending order, of four elements that are `step` bytes apart. */
function leadingKeys(f: FunctionBuilder, dtype: LaneDType, isApart: boolean, at: Scalar, step: Scalar): Vector {
  const address = f.let(at);
  const bits = isApart
    ? loadLanes(
        f,
        bitsDtype(dtype),
        [0, 1, 2, 3].map((lane) => i32.add(address, i32.mul(step, i32.const(lane)))),
      )
    : loadVector(f, bitsDtype(dtype), address);
  const [low, high] = keysOfBits(f, dtype, bits, "descending").map((vector) => f.let(vector));
  return high === undefined ? low! : f.let(i32x4.shuffle(low!, high, [1, 3, 5, 7]));
}

/** Where element `i` of a row lies. */
const at = (row: Scalar, i: Scalar, step: Scalar) => i32.add(row, i32.mul(i, step));

/** The function that writes the least leading key of each of `count` chunks of a row; `chunk`, their length, is whole vectors. */
export function leastOfChunks(functions: SharedFunctions, dtype: LaneDType, isApart: boolean) {
  const parameters = { row: "i32", step: "i32", chunk: "i32", count: "i32", to: "i32" } as const;
  const name = `sort.chunks.${dtype}${isApart ? ".apart" : ""}`;
  return functions.get(name, parameters, "none", (f, { row, step, chunk, count, to }) => {
    f.for({ from: i32.const(0), to: count }, (c) => {
      const first = f.let(i32.mul(c, chunk));
      const least = f.let(i32x4.splat(i32.const(-1)));
      f.for({ from: first, to: i32.add(first, chunk), step: LANES }, (i) => {
        f.set(least, i32x4.minU(least, leadingKeys(f, dtype, isApart, at(row, i, step), step)));
      });
      f.set(least, i32x4.minU(least, i32x4.shuffle(least, least, [2, 3, 0, 1])));
      f.set(least, i32x4.minU(least, i32x4.shuffle(least, least, [1, 0, 3, 2])));
      f.do(i32.store(i32.add(to, i32.shl(c, i32.const(2))), i32x4.extractLane(least, 0)));
    });
  });
}

/** The function that writes pairs of the `n` elements of a row whose leading keys are at most `limit`; it returns how many. */
export function selectPairs(functions: SharedFunctions, dtype: LaneDType, isApart: boolean) {
  const parameters = { row: "i32", step: "i32", n: "i32", limit: "i32", to: "i32" } as const;
  const name = `sort.select.${dtype}${isApart ? ".apart" : ""}`;
  return functions.get(name, parameters, "i32", (f, { row, step, n, limit, to }) => {
    const end = f.let(to);
    const limits = f.let(i32x4.splat(limit));
    f.for({ from: i32.const(0), to: n, step: LANES }, (i) => {
      // The last vector starts earlier, so as not to read beyond the row; what it has again is masked out.
      const first = f.let(i);
      const last = i32.sub(n, i32.const(LANES));
      f.if(i32.gtS(first, last), () => f.set(first, last));
      const keys = leadingKeys(f, dtype, isApart, at(row, first, step), step);
      const repeated = f.let(i32.sub(i, first));
      const found = f.let(i32.shl(i32.shrU(i32x4.bitmask(i32x4.leU(keys, limits)), repeated), repeated));
      f.if(found, () => {
        for (let lane = 0; lane < LANES; lane++) {
          f.if(i32.and(found, i32.const(2 ** lane)), () => {
            const place = i64.extendI32U(i32.add(first, i32.const(lane)));
            const key = i64.extendI32U(i32x4.extractLane(keys, lane));
            f.do(i64.store(end, i64.or(place, i64.shl(key, i64.const(32n)))));
            f.set(end, i32.add(end, i32.const(8)));
          });
        }
      });
    });
    return i32.shrU(i32.sub(end, to), i32.const(3));
  });
}
