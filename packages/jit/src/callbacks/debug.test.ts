import "@hyrax/cpu";
import { hostArray, mul, type Array as NDArray, sin } from "@hyrax/core";
import { expect, test, vi } from "vitest";
import { debug, ioCallback, jit } from "../index.js";

const f32 = (...values: number[]) => hostArray(Float32Array.from(values), [values.length], "float32");

function printed(run: () => unknown): readonly unknown[] {
  const log = vi.spyOn(console, "log").mockImplementation(() => {});
  run();
  const lines = log.mock.calls.map(([line]) => line);
  log.mockRestore();
  return lines;
}

test("prints when the program runs, each time, although nobody reads what was printed", () => {
  const f = jit((x: NDArray) => {
    debug.print("x = {}", x);
    const y = mul(sin(x), 2);
    debug.print("y = {y:.3f}", { y });
    return x;
  });
  const two = hostArray(Float32Array.of(2), [], "float32");
  expect(printed(() => [f(two), f(two)])).toEqual(["x = 2.0", "y = 1.819", "x = 2.0", "y = 1.819"]);
});

test("prints what equals what was printed before", () => {
  const f = jit((x: NDArray) => {
    for (let i = 0; i < 3; i++) debug.print("again");
    return x;
  });
  expect(printed(() => f(f32(1)))).toEqual(["again", "again", "again"]);
});

test("takes options behind what the format needs", () => {
  expect(printed(() => debug.print("{} {a}", 1, { a: 2 }, { ordered: true }))).toEqual(["1 2"]);
  expect(printed(() => debug.print("none", { ordered: false }))).toEqual(["none"]);
});

test("callbacks come in the order of the program, whatever their kind", () => {
  const order: string[] = [];
  const note = (text: string) => () => void order.push(text);
  const f = jit((x: NDArray) => {
    debug.callback(note("a"));
    ioCallback(() => {
      order.push("b");
      return null;
    }, null);
    debug.callback(note("c"), x, { ordered: true });
    return x;
  });
  f(f32(1));
  expect(order).toEqual(["a", "b", "c"]);
});

test("a callback gets arrays with their values, and everything else as it was passed", () => {
  const seen = vi.fn();
  class Own {}
  const own = new Own();
  const f = jit((x: NDArray) => {
    debug.callback(
      (p: { x: NDArray; own: Own }, n: number, text: string) => seen(p.x.tolist(), p.own, n, text),
      { x, own },
      3,
      "text",
      {},
    );
    return x;
  });
  f(f32(1, 2));
  expect(seen).toHaveBeenCalledExactlyOnceWith([1, 2], own, 3, "text");
});

test("an object with an option's name is options; an empty one behind it makes it an argument", () => {
  const seen = vi.fn();
  debug.callback(seen, 1, { ordered: true });
  debug.callback(seen, 1, { ordered: true }, {});
  expect(seen.mock.calls).toEqual([[1], [1, { ordered: true }]]);
});
