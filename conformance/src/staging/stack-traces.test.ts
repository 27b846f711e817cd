import { type Array, config } from "@hyrax/core";
import { grad, hessian, jvp } from "@hyrax/grad";
import { jit, makeJaxpr } from "@hyrax/jit";
import * as lax from "@hyrax/lax";
import * as np from "@hyrax/numpy";
import { vmap } from "@hyrax/vmap";
import { afterEach, describe, expect, test } from "vitest";

afterEach(() => config.update("tracebackFiltering", true));

interface Thrown extends Error {
  readonly unfilteredStack?: string;
}

function thrownBy(run: () => unknown): Thrown {
  try {
    run();
  } catch (error) {
    return error as Thrown;
  }
  return expect.fail("nothing was thrown");
}

const frames = (stack = "") => stack.split("\n").filter((line) => /^ +at /.test(line));
const first = (run: () => unknown) => frames(thrownBy(run).stack)[0];
const isLibrary = (frame: string) => /packages\/[^/]+\/(src|dist)\//.test(frame);

const two = np.ones([2]);
const matrix = np.ones([3, 2]);

/** Mistakes of the user's, each in a function whose name its line in the stack has. */
const mistakes: readonly (readonly [what: string, mistake: (x: Array) => Array])[] = [
  [
    "a shape that does not fit",
    function culprit(x) {
      return np.sin(x).add(np.ones([7, 5]));
    },
  ],
  [
    "a wrong eager operation, on arrays that are not traced",
    function culprit(x) {
      np.matmul(np.ones([2, 3]), np.ones([4, 5]));
      return x;
    },
  ],
  [
    "a decision by a traced value",
    function culprit(x) {
      return Number(np.sum(x)) > 0 ? x : np.sin(x);
    },
  ],
  [
    "an error of the user's own",
    function culprit(x) {
      const check = [x].map(() => {
        throw new RangeError("mine");
      });
      return check[0] ?? x;
    },
  ],
];

/** Ways to come to run it, from one transformation to many. */
const transformations: readonly (readonly [name: string, run: (f: (x: Array) => Array) => unknown])[] = [
  ["jit", (f) => jit(f)(two)],
  ["makeJaxpr", (f) => makeJaxpr(f)(two)],
  ["grad", (f) => grad((x: Array) => np.sum(f(x)))(two)],
  ["jvp", (f) => jvp(f, [two], [two])],
  ["vmap of grad", (f) => vmap(grad((x: Array) => np.sum(f(x))))(matrix)],
  ["grad of vmap of jit", (f) => grad((x: Array) => np.sum(vmap(jit(f))(x)))(matrix)],
  ["hessian of jit", (f) => hessian(jit((x: Array) => np.sum(f(x))))(two)],
  ["scan", (f) => lax.scan((c: Array, x: Array) => [f(c), x], two, matrix)],
  [
    "jit of grad of scan",
    (f) => jit(grad((x: Array) => np.sum(lax.scan((c: Array, y: Array) => [f(c), y], x, matrix)[0])))(two),
  ],
  [
    "whileLoop in cond",
    (f) =>
      lax.cond(
        true,
        (x) => lax.whileLoop((c) => np.sum(c).less(3), f, x),
        (x) => x,
        two,
      ),
  ],
];

describe.each(mistakes)("the stack of %s begins at the user's line", (_, mistake) => {
  test.each(transformations)("under %s", (__, run) => {
    const error = thrownBy(() => run(mistake));
    const [top, ...others] = frames(error.stack);
    expect(top).toMatch(/stack-traces\.test\.ts:\d+:\d+/);
    expect(frames(error.stack).slice(0, 3).join()).toContain("culprit");
    expect([top, ...others].filter((frame) => isLibrary(frame ?? ""))).toEqual([]);
    expect(error.unfilteredStack?.split("\n").some(isLibrary)).toBe(true);
    expect(error.stack?.startsWith(`${error.name}: ${error.message}`) || error.stack?.startsWith("TypeError")).toBe(
      true,
    );
  });
});

describe("a stack that begins at the user's line", () => {
  test("is there for operations that are refused outside of transformations", () => {
    expect(first(() => lax.add(two, np.ones([3])))).toContain("stack-traces.test.ts");
    expect(first(() => two.add(np.ones([3])))).toContain("stack-traces.test.ts");
    expect(first(() => two.reshape([5]).sum())).toContain("stack-traces.test.ts");
  });

  test("has as many lines as the host keeps, which is as it was afterwards", () => {
    const before = Error.stackTraceLimit;
    Error.stackTraceLimit = 3;
    try {
      const deep = (n: number): Array => (n === 0 ? np.add(two, np.ones([3])) : deep(n - 1));
      const error = thrownBy(() => jit(() => deep(30))());
      expect(frames(error.stack)).toHaveLength(3);
      expect(Error.stackTraceLimit).toBe(3);
      expect(jit((x: Array) => x.add(1))(1).item()).toBe(2);
      expect(Error.stackTraceLimit).toBe(3);
    } finally {
      Error.stackTraceLimit = before;
    }
  });

  test("belongs to the error that was thrown, with its class, message and cause", () => {
    class Mine extends Error {}
    const mine = new Mine("mine", { cause: 7 });
    const error = thrownBy(() =>
      vmap(
        jit((): Array => {
          throw mine;
        }) as (x: Array) => Array,
      )(matrix),
    );
    expect(error).toBe(mine);
    expect([error.message, error.cause, Object.keys(error)]).toEqual(["mine", 7, []]);
  });

  test("lets pass what is no error, and errors that cannot be changed", () => {
    for (const make of [() => "text", () => null, () => Object.freeze(new Error("frozen"))]) {
      let made: unknown;
      let caught: unknown;
      try {
        jit(() => {
          made = make();
          throw made;
        })();
      } catch (error) {
        caught = error;
      }
      expect(caught).toBe(made);
    }
  });

  test("is the whole one where tracebackFiltering is off", () => {
    config.update("tracebackFiltering", false);
    const error = thrownBy(() => jit((x: Array) => x.add(np.ones([5, 7])))(two));
    expect(frames(error.stack).some(isLibrary)).toBe(true);
    expect(error.unfilteredStack).toBeUndefined();
  });
});
