import "../register.js";
import {
  add,
  cond,
  hostArray,
  lt,
  mul,
  type Array as NDArray,
  scalarArray,
  scan,
  shapedArray,
  sin,
  stage,
  whileLoop,
} from "@hyrax/core";
import { debugCallback, ioCallback, pureCallback } from "@hyrax/core/library";
import { jit } from "@hyrax/jit";
import { expect, test } from "vitest";

const SIZE = 20_000; // large enough for an array of the memory's own
const ramp = () =>
  hostArray(
    Float32Array.from({ length: SIZE }, (_, i) => i % 7),
    [SIZE],
    "float32",
  );
const aval = shapedArray([SIZE], "float32");

/** Fills the engine's memory with results that are kept, so that it has to grow. */
function fillMemory(): readonly NDArray[] {
  const x = hostArray(new Float32Array(4_000_000).fill(1), [4_000_000], "float32");
  const double = jit((v: NDArray) => mul(v, 2));
  return [double(x), double(x), double(x)];
}

test("effects come in the order of the program, between compiled kernels", () => {
  const seen: unknown[] = [];
  const look = (name: string, x: NDArray) =>
    debugCallback([x], {
      callback: ([v]) => {
        seen.push([name, (v as NDArray).dataSync()[8]]);
        return [];
      },
      resultAvals: [],
      ordered: false,
    });
  const f = jit((x: NDArray) => {
    look("x", x);
    const y = mul(x, 2);
    look("y", y);
    const [z] = ioCallback([y], {
      callback: ([v]) => {
        seen.push("io");
        return [add(v as NDArray, 1)];
      },
      resultAvals: [aval],
      ordered: true,
    });
    look("z", z as NDArray);
    return mul(z as NDArray, 10);
  });
  const out = f(ramp());
  expect(seen).toEqual([["x", 1], ["y", 2], "io", ["z", 3]]);
  expect(out.dataSync()[8]).toBe(30);
  const ofHost = "it calls a function of the host";
  expect(f.lower(ramp()).fallbacks).toEqual(
    ["debug_callback", "debug_callback", "io_callback", "debug_callback"].map((primitive) => ({
      kind: "reference",
      primitives: [primitive],
      fallback: ofHost,
    })),
  );
});

test("a function of the host may compute with so much that the memory grows in the middle of a program", () => {
  const kept: unknown[] = [];
  const grow = (x: NDArray) =>
    pureCallback([x], {
      callback: ([v]) => {
        kept.push(fillMemory());
        return [sin(v as NDArray)];
      },
      resultAvals: [shapedArray(x.shape, "float32")],
      vmapMethod: null,
    })[0] as NDArray;
  const x = ramp();
  const expected = Array.from({ length: SIZE }, (_, i) => 2 * Math.sin((i % 7) * 3));
  const close = (out: NDArray) =>
    out.dataSync().forEach((v, i) => {
      if (Math.abs(Number(v) - (expected[i] as number)) > 1e-6) expect.fail(`element ${i}: ${v}, not ${expected[i]}`);
    });
  const f = jit((v: NDArray) => mul(grow(mul(v, 3)), 2));
  close(f(x));

  // In a loop that the reference engine runs, over rows that lie in the memory.
  const { jaxpr } = stage(([row]) => [mul(grow(mul(row as NDArray, 3)), 2)], [shapedArray([SIZE / 4], "float32")]);
  const loop = jit(
    (v: NDArray) =>
      scan([mul(v, 1)], { jaxpr, length: 4, numConsts: 0, numCarry: 0, reverse: false, unroll: 1 })[0] as NDArray,
  );
  close(loop(hostArray(x.dataSync() as Float32Array<ArrayBuffer>, [4, SIZE / 4], "float32")));
});

test("a function of the host that throws leaves the memory as it was", () => {
  const mine = new Error("mine");
  let fails = true;
  const f = jit((x: NDArray) => {
    const [y] = pureCallback([mul(x, 2)], {
      callback: ([v]) => {
        if (fails) throw mine;
        return [v as NDArray];
      },
      resultAvals: [aval],
      vmapMethod: null,
    });
    return mul(y as NDArray, 2);
  });
  for (let i = 0; i < 50; i++) expect(() => f(ramp())).toThrow(mine);
  fails = false;
  expect(f(ramp()).dataSync()[8]).toBe(4);
});

test("loops and branches that call the host call it in each step, between kernels that are compiled", () => {
  const seen: unknown[] = [];
  const look = (tag: string, x: NDArray) =>
    debugCallback([x], {
      callback: ([v]) => {
        seen.push([tag, (v as NDArray).dataSync()[8]]);
        return [];
      },
      resultAvals: [],
      ordered: false,
    });
  const body = (tag: string) =>
    stage(
      ([x]) => {
        const y = mul(x as NDArray, 2);
        look(tag, y);
        return [y];
      },
      [aval],
    ).jaxpr;
  const below = stage(([i]) => [lt(i as NDArray, 2)], [shapedArray([], "int32"), aval]).jaxpr;
  const step = stage(
    ([i, x]) => {
      look("while", x as NDArray);
      return [add(i as NDArray, 1), mul(x as NDArray, 10)];
    },
    [shapedArray([], "int32"), aval],
  ).jaxpr;
  const f = jit((x: NDArray) => {
    const [y] = scan([x], { jaxpr: body("scan"), length: 2, numConsts: 0, numCarry: 1, reverse: false, unroll: 1 });
    const [z] = cond([scalarArray(1, "int32"), mul(y as NDArray, 2)], { branches: [body("first"), body("second")] });
    const [, w] = whileLoop([scalarArray(0, "int32"), z as NDArray], {
      condJaxpr: below,
      condNumConsts: 0,
      bodyJaxpr: step,
      bodyNumConsts: 0,
    });
    return mul(w as NDArray, 2);
  });
  const out = f(ramp());
  expect(seen).toEqual([
    ["scan", 2],
    ["scan", 4],
    ["second", 16],
    ["while", 16],
    ["while", 160],
  ]);
  expect(out.dataSync()[8]).toBe(3200);
});
