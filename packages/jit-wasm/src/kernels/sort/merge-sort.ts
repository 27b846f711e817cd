import { type Expr, i32, type SharedFunctions, select } from "../../assembler/index.js";
import type { Elements } from "./elements.js";

type Scalar = Expr<"i32">;

/** Runs of so many elements are sorted by insertion before they are merged. */
const RUN = 12;

const minimum = (x: Scalar, y: Scalar) => select(i32.ltU(x, y), x, y);

/** The function that sorts the elements from `from` to before `end` by insertion. */
function insertionSort(functions: SharedFunctions, elements: Elements) {
  const { name, bytes, load, store, before } = elements;
  return functions.get(`sort.insert.${name}`, { from: "i32", end: "i32" }, "none", (f, { from, end }) => {
    const at = f.let(i32.add(from, i32.const(bytes)));
    f.while(
      () => i32.ltU(at, end),
      () => {
        const x = f.let(load(at));
        const hole = f.let(at);
        f.block((found) => {
          f.loop((again) => {
            f.brIf(found, i32.leU(hole, from));
            const previous = f.let(load(i32.sub(hole, i32.const(bytes))));
            f.brIf(found, i32.eqz(before(x, previous)));
            f.do(store(hole, previous));
            f.set(hole, i32.sub(hole, i32.const(bytes)));
            f.br(again);
          });
        });
        f.do(store(hole, x));
        f.set(at, i32.add(at, i32.const(bytes)));
      },
    );
  });
}

/** The function that merges the sorted elements from `left` and from `right`, which ends the first ones, into `to`. */
function merge(functions: SharedFunctions, elements: Elements) {
  const { name, bytes, load, store, before } = elements;
  const parameters = { left: "i32", middle: "i32", end: "i32", to: "i32" } as const;
  return functions.get(`sort.merge.${name}`, parameters, "none", (f, { left, middle, end, to }) => {
    const right = f.let(middle);
    const copyRest = (from: typeof left, limit: Scalar) =>
      f.while(
        () => i32.ltU(from, limit),
        () => {
          f.do(store(to, load(from)));
          f.set(from, i32.add(from, i32.const(bytes)));
          f.set(to, i32.add(to, i32.const(bytes)));
        },
      );
    f.while(
      () => i32.and(i32.ltU(left, middle), i32.ltU(right, end)),
      () => {
        const [x, y] = [f.let(load(left)), f.let(load(right))];
        // Without a branch on the comparison: nobody could predict it.
        const step = f.let(i32.mul(before(y, x), i32.const(bytes)));
        f.do(store(to, select(step, y, x)));
        f.set(right, i32.add(right, step));
        f.set(left, i32.sub(i32.add(left, i32.const(bytes)), step));
        f.set(to, i32.add(to, i32.const(bytes)));
      },
    );
    copyRest(left, middle);
    copyRest(right, end);
  });
}

/** The function that sorts the `n` elements at `a`, stably, with room for as many at `b`; it returns where they are then. */
export function mergeSort(functions: SharedFunctions, elements: Elements) {
  const { name, bytes } = elements;
  const insertion = insertionSort(functions, elements);
  const merging = merge(functions, elements);
  return functions.get(`sort.short.${name}`, { a: "i32", b: "i32", n: "i32" }, "i32", (f, { a, b, n }) => {
    const size = f.let(i32.mul(n, i32.const(bytes)));
    const end = f.let(i32.add(a, size));
    const width = f.let(i32.const(RUN * bytes));
    const next = (from: Scalar) => f.let(minimum(i32.add(from, width), end));
    const overRuns = (body: (start: Scalar) => Scalar) => {
      const start = f.let(a);
      f.while(
        () => i32.ltU(start, end),
        () => f.set(start, body(start)),
      );
    };
    overRuns((start) => {
      const limit = next(start);
      f.call(insertion, { from: start, end: limit });
      return limit;
    });
    f.while(
      () => i32.ltU(width, size),
      () => {
        const to = f.let(b);
        overRuns((start) => {
          const middle = next(start);
          const limit = next(middle);
          f.call(merging, { left: start, middle, end: limit, to });
          f.set(to, i32.add(to, i32.sub(limit, start)));
          return limit;
        });
        const sorted = f.let(b);
        f.set(b, a);
        f.set(a, sorted);
        f.set(end, i32.add(a, size));
        f.set(width, i32.shl(width, i32.const(1)));
      },
    );
    return a;
  });
}
