import { describe, expect, test } from "vitest";
import { instantiate } from "../../test-support/instantiate.js";
import {
  call,
  detectFeatures,
  drop,
  f32,
  f32x4,
  f64,
  i32,
  i64,
  ModuleBuilder,
  memory,
  select,
  unreachable,
  v128,
} from "./index.js";

const FLOATS = [1.5, -2, 0.25, 1e10, -7, 3, 0.125, -0.5, 11, 2, 4, 6, 8];

describe("functions", () => {
  test("call one another, before they are defined and by recursion", () => {
    const module = new ModuleBuilder();
    const isOdd = module.declare("isOdd", { n: "i32" }, "i32");
    const isEven = module.function("isEven", { n: "i32" }, "i32", (f, { n }) =>
      f.choose(
        i32.eqz(n),
        () => i32.const(1),
        () => call(isOdd, { n: i32.sub(n, i32.const(1)) }),
      ),
    );
    module.define(isOdd, (f, { n }) => {
      f.if(i32.eqz(n), () => f.return(i32.const(0)));
      return call(isEven, { n: i32.sub(n, i32.const(1)) });
    });
    module.export("isEven", isEven);
    const { isEven: run } = instantiate(module);
    expect([0, 1, 2, 7, 10].map((n) => run!(n))).toEqual([1, 0, 1, 0, 1]);
  });

  test("pass arguments by name, in the order of the parameters", () => {
    const module = new ModuleBuilder();
    const seen: number[] = [];
    const note = module.importFunction("host", "note", { a: "i32", b: "f64" }, "none");
    const main = module.function("main", {}, "none", (f) => f.call(note, { b: f64.const(0.5), a: i32.const(3) }));
    module.export("main", main);
    instantiate(module, { host: { note: (...args: number[]) => seen.push(...args) } })["main"]!();
    expect(seen).toEqual([3, 0.5]);
  });

  test("keep parameters and variables of every type apart", () => {
    const module = new ModuleBuilder();
    const mix = module.function("mix", { a: "f64", b: "i32" }, "f64", (f, { a, b }) => {
      const x = f.local("f32");
      const y = f.local("i64");
      const z = f.local("f32");
      const v = f.let(f32x4.splat(f32.const(2)));
      f.set(x, f32.convertI32S(b));
      f.set(y, i64.extendI32S(b));
      f.set(z, f32.mul(x, f32x4.extractLane(v, 3)));
      return f64.add(a, f64.add(f64.promoteF32(z), f64.convertI64S(y)));
    });
    module.export("mix", mix);
    expect(instantiate(module)["mix"]!(0.5, 5)).toBe(15.5);
  });

  test("bear their names in a stack trace, unless names are left out", () => {
    const module = new ModuleBuilder();
    const divide = module.function("exactlyThis", { n: "i32" }, "i32", (_, { n }) => i32.divS(n, i32.const(0)));
    module.export("divide", divide);
    expect(() => instantiate(module)["divide"]!(1)).toThrow(
      expect.objectContaining({ stack: expect.stringContaining("exactlyThis") }),
    );
    expect(Buffer.from(module.bytes({ names: false })).includes("exactlyThis")).toBe(false);
  });
});

describe("control flow", () => {
  test("for counts from a start to an end by a step, and not at all when there is nothing to count", () => {
    const module = new ModuleBuilder();
    const sum = module.function("sum", { from: "i32", to: "i32" }, "i32", (f, { from, to }) => {
      const total = f.local("i32");
      f.for({ from, to, step: 3 }, (i) => f.set(total, i32.add(total, i)));
      return total;
    });
    module.export("sum", sum);
    const { sum: run } = instantiate(module);
    expect([run!(0, 10), run!(-4, 1), run!(5, 5), run!(7, 2)]).toEqual([0 + 3 + 6 + 9, -4 - 1, 0, 0]);
  });

  test("while tests before each round, and a branch leaves a block from within loops", () => {
    const module = new ModuleBuilder();
    const collatz = module.function("collatz", { start: "i32", limit: "i32" }, "i32", (f, { start, limit }) => {
      const n = f.let(start, "n");
      const steps = f.local("i32", "steps");
      f.block((end) => {
        f.while(
          () => i32.ne(n, i32.const(1)),
          () => {
            f.brIf(end, i32.geS(steps, limit));
            f.set(steps, i32.add(steps, i32.const(1)));
            f.if(
              i32.and(n, i32.const(1)),
              () => f.set(n, i32.add(i32.mul(n, i32.const(3)), i32.const(1))),
              () => f.set(n, i32.shrU(n, i32.const(1))),
            );
          },
        );
      });
      return steps;
    });
    module.export("collatz", collatz);
    const { collatz: run } = instantiate(module);
    expect([run!(1, 1000), run!(27, 1000), run!(27, 50)]).toEqual([0, 111, 50]);
  });

  test("switch runs the numbered case, and the last one beyond", () => {
    const module = new ModuleBuilder();
    const pick = module.function("pick", { index: "i32" }, "i32", (f, { index }) => {
      const picked = f.local("i32");
      f.switch(
        index,
        [10, 20, 30].map((value) => () => f.set(picked, i32.add(picked, i32.const(value)))),
      );
      return picked;
    });
    module.export("pick", pick);
    const { pick: run } = instantiate(module);
    expect([0, 1, 2, 3, -1].map((index) => run!(index))).toEqual([10, 20, 30, 30, 30]);
  });

  test("what must not be reached traps", () => {
    const module = new ModuleBuilder();
    const positive = module.function("positive", { n: "i32" }, "i32", (f, { n }) => {
      f.if(i32.leS(n, i32.const(0)), () => f.do(unreachable()));
      return n;
    });
    module.export("positive", positive);
    const { positive: run } = instantiate(module);
    expect(run!(2)).toBe(2);
    expect(() => run!(0)).toThrow("unreachable");
  });

  test("select evaluates both, choose only the branch taken", () => {
    const module = new ModuleBuilder();
    const divide = module.function("divide", { n: "i32", by: "i32" }, "i32", (f, { n, by }) =>
      f.choose(
        by,
        () => i32.divS(n, by),
        () => i32.const(-1),
      ),
    );
    const both = module.function("both", { n: "i32", by: "i32" }, "i32", (_, { n, by }) =>
      select(by, i32.divS(n, by), i32.const(-1)),
    );
    module.export("divide", divide);
    module.export("both", both);
    const run = instantiate(module);
    expect([run["divide"]!(7, 2), run["divide"]!(7, 0), run["both"]!(7, 2)]).toEqual([3, -1, 3]);
    expect(() => run["both"]!(7, 0)).toThrow("divide by zero");
  });
});

describe("numbers", () => {
  test.each([0, 1, -1, 63, 64, -64, -65, 8191, 8192, -8193, 2 ** 31 - 1, -(2 ** 31), 0x0102_0304])(
    "the i32 constant %i survives its encoding",
    (value) => {
      const module = new ModuleBuilder();
      module.export(
        "value",
        module.function("value", {}, "i32", () => i32.const(value)),
      );
      expect(instantiate(module)["value"]!()).toBe(value);
    },
  );

  test.each([0n, -1n, 63n, 64n, -64n, -65n, 2n ** 62n, 2n ** 63n - 1n, -(2n ** 63n)])(
    "the i64 constant %s survives its encoding",
    (value) => {
      const module = new ModuleBuilder();
      module.export(
        "value",
        module.function("value", {}, "i64", () => i64.const(value)),
      );
      expect(instantiate(module)["value"]!()).toBe(value);
    },
  );

  test.each([-0, Number.NaN, Number.NEGATIVE_INFINITY, 5e-324, 0.1])("the f64 constant %d keeps its bits", (value) => {
    const module = new ModuleBuilder();
    module.export(
      "value",
      module.function("value", {}, "f64", () => f64.const(value)),
    );
    expect(instantiate(module)["value"]!()).toBe(value);
  });
});

describe("memory", () => {
  test("is imported, and written by vector loops with their tails", () => {
    const module = new ModuleBuilder();
    module.importMemory("host", "memory", { initial: 1 });
    const scale = module.function("scale", { x: "i32", n: "i32", by: "f32" }, "none", (f, { x, n, by }) => {
      const vectors = f.let(i32.and(n, i32.const(~3)));
      const factor = f.let(f32x4.splat(by));
      const at = (i: typeof n) => i32.add(x, i32.shl(i, i32.const(2)));
      f.for({ from: i32.const(0), to: vectors, step: 4 }, (i) => {
        const address = f.let(at(i));
        f.do(v128.store(address, f32x4.mul(v128.load(address), factor)));
      });
      f.for({ from: vectors, to: n }, (i) => f.do(f32.store(at(i), f32.mul(f32.load(at(i)), by))));
    });
    module.export("scale", scale);
    const host = new WebAssembly.Memory({ initial: 1 });
    const numbers = new Float32Array(host.buffer, 4, FLOATS.length);
    numbers.set(FLOATS);
    instantiate(module, { host: { memory: host } })["scale"]!(4, FLOATS.length, 0.5);
    expect([...numbers]).toEqual(FLOATS.map((x) => x / 2));
  });

  test("is filled, copied over itself, read at offsets far beyond 2³¹, and grown", () => {
    const module = new ModuleBuilder();
    module.memory({ initial: 1, maximum: 3 });
    module.data(8, Uint8Array.of(1, 2, 3, 4));
    const main = module.function("main", {}, "i32", (f) => {
      f.do(memory.copy(i32.const(10), i32.const(8), i32.const(4)));
      f.do(memory.fill(i32.const(14), i32.const(0x1ff), i32.const(2)));
      f.do(drop(memory.grow(i32.const(1))));
      return i32.sub(memory.size(), memory.grow(i32.const(9)));
    });
    const far = module.function("far", {}, "i32", () => i32.load(i32.const(0), { offset: 0xffff_fff0 }));
    module.export("main", main);
    module.export("far", far);
    module.export("memory", "memory");
    const exports = new WebAssembly.Instance(new WebAssembly.Module(module.bytes())).exports;
    const run = exports as { main(): number; far(): number; memory: WebAssembly.Memory };
    expect(run.main()).toBe(2 - -1);
    expect([...new Uint8Array(run.memory.buffer, 8, 8)]).toEqual([1, 2, 1, 2, 3, 4, 0xff, 0xff]);
    expect(() => run.far()).toThrow("out of bounds");
  });

  test("is updated, waited on and notified atomically when it is shared", () => {
    const module = new ModuleBuilder();
    module.importMemory("host", "memory", { initial: 1, maximum: 1, shared: true });
    const old = module.function("old", { by: "i32" }, "i32", (_, { by }) => i32.atomic.rmw.add(i32.const(8), by));
    const swap = module.function("swap", { from: "i32", to: "i32" }, "i32", (_, { from, to }) =>
      i32.atomic.rmw.cmpxchg(i32.const(0), from, to, { offset: 8 }),
    );
    const wait = module.function("wait", { expected: "i32" }, "i32", (_, { expected }) =>
      memory.atomic.wait32(i32.const(8), expected, i64.const(1000n)),
    );
    const wake = module.function("wake", {}, "i32", () => memory.atomic.notify(i32.const(8), i32.const(1)));
    for (const [name, ref] of Object.entries({ old, swap, wait, wake })) module.export(name, ref);
    const shared = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
    const run = instantiate(module, { host: { memory: shared } });
    expect([run["old"]!(5), run["old"]!(2), run["swap"]!(7, 1), run["swap"]!(7, 3)]).toEqual([0, 5, 7, 1]);
    const differs = 1;
    const timedOut = 2;
    expect([run["wait"]!(99), run["wait"]!(1), run["wake"]!()]).toEqual([differs, timedOut, 0]);
  });

  test("globals keep their value from one call to the next", () => {
    const module = new ModuleBuilder();
    const step = module.global(f64.const(0.5), { constant: true });
    const total = module.global(f64.const(1));
    const next = module.function("next", {}, "f64", (f) => {
      f.setGlobal(total, f64.add(total, step));
      return total;
    });
    module.export("next", next);
    const run = instantiate(module);
    expect([run["next"]!(), run["next"]!()]).toEqual([1.5, 2]);
  });
});

describe("mistakes", () => {
  test("are named before the engine sees the module", () => {
    const module = new ModuleBuilder();
    module.memory({ initial: 1 });
    expect(() => module.memory({ initial: 1 })).toThrow("a module has one memory");
    expect(() => new ModuleBuilder().memory({ initial: 1, shared: true })).toThrow("needs a maximum size");
    const f = module.declare("late", { x: "f32" }, "f32");
    expect(() => module.bytes()).toThrow("late was declared, but never defined");
    const wrong = call as (callee: typeof f, args: object) => unknown;
    expect(() => wrong(f, {})).toThrow("call of late: argument x is missing; it must be of type f32");
    expect(() => wrong(f, { x: i32.const(1) })).toThrow("argument x is of type i32; it must be of type f32");
    module.define(f, (_, { x }) => x);
    expect(() => module.define(f, (_, { x }) => x)).toThrow("late already has a body");
    expect(() => new ModuleBuilder().define(f, (_, { x }) => x)).toThrow("was not declared by this module");
  });

  test("a branch out of reach says which label", () => {
    const module = new ModuleBuilder();
    module.function("jump", {}, "none", (f) => {
      f.block(
        (end) =>
          f.loop(() => {
            f.block(() => {}, "other");
            f.br(end);
          }),
        "outer",
      );
    });
    expect(WebAssembly.validate(module.bytes())).toBe(true);
    module.function("lost", {}, "none", (f) => {
      f.block((end) => f.do({ kind: "br", type: "none", label: { ...end }, condition: undefined }), "outer");
    });
    expect(() => module.bytes()).toThrow('a branch to the label "outer" stands outside of its block');
  });

  test("a function of another module is not callable", () => {
    const other = new ModuleBuilder().function("foreign", {}, "i32", () => i32.const(1));
    const module = new ModuleBuilder();
    module.function("main", {}, "i32", () => call(other, {}));
    expect(() => module.bytes()).toThrow("foreign is used, but belongs to another module");
  });
});

test("the host's features are asked for once", () => {
  expect(detectFeatures()).toEqual({ simd: true, threads: true, relaxedSimd: expect.any(Boolean) });
  expect(detectFeatures()).toBe(detectFeatures());
});

test("a module of five thousand instructions is emitted in about a millisecond", () => {
  const build = () => {
    const module = new ModuleBuilder();
    for (let k = 0; k < 10; k++) {
      module.function(`f${k}`, { p: "i32" }, "none", (f, { p }) => {
        let x = f.let(v128.load(p));
        for (let j = 0; j < 83; j++) x = f.let(f32x4.add(f32x4.mul(x, x), f32x4.const(j, j, j, j)));
        f.do(v128.store(p, x));
      });
    }
    return module.bytes();
  };
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < 200; run++) {
    const start = performance.now();
    build();
    best = Math.min(best, performance.now() - start);
  }
  expect(best).toBeLessThan(2);
});
