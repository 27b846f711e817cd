import { Complex, config, type Array as NDArray } from "@hyrax/core";
import { jit } from "@hyrax/jit";
import * as lax from "@hyrax/lax";
import * as np from "@hyrax/numpy";
import { vmap } from "@hyrax/vmap";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  allGather,
  allToAll,
  axisIndex,
  pmap,
  pmax,
  pmean,
  ppermute,
  psum,
  psumScatter,
  terminateWorkers,
} from "../index.js";

beforeAll(() => config.update("numHostDevices", 4));
afterAll(async () => {
  config.update("numHostDevices", 1);
  await terminateWorkers();
});

const rows = () => np.arange(12).astype("float32").reshape([4, 3]);

describe("one program on many devices", () => {
  test("gives each device its part, and stacks what they return", () => {
    expect(pmap((x: NDArray) => np.sin(x).mul(2))(rows()).tolist()).toEqual(np.sin(rows()).mul(2).tolist());
  });

  test("hands arguments with a null axis, and what the function closes over, to all of them", () => {
    const w = np.array([1, 10, 100]);
    const scaled = pmap((x: NDArray, s: NDArray) => x.mul(w).add(s), { inAxes: [0, null] })(
      rows(),
      np.array([1, 2, 3]),
    );
    expect(scaled.tolist()).toEqual(
      rows()
        .mul(w)
        .add(np.array([1, 2, 3]))
        .tolist(),
    );
  });

  test("maps other axes, pytrees, and axes counted from the end", () => {
    const f = pmap((p: { a: NDArray; b: NDArray }) => ({ sum: p.a.sum(), b: p.b.mul(2) }), {
      inAxes: [{ a: -1, b: 0 }],
      outAxes: { sum: 0, b: 1 },
    });
    const { sum, b } = f({ a: rows().T, b: rows() }) as { sum: NDArray; b: NDArray };
    expect(sum.tolist()).toEqual(rows().sum({ axis: 1 }).tolist());
    expect(b.tolist()).toEqual(rows().mul(2).T.tolist());
  });

  test("runs loops and branches on each device by itself", () => {
    const collatz = (x: NDArray) =>
      lax.whileLoop(
        ({ n }) => n.notEqual(1),
        ({ n, steps }) => ({
          n: lax.cond(
            n.mod(2).equal(0),
            (m: NDArray) => m.floorDivide(2),
            (m: NDArray) => m.mul(3).add(1),
            n,
          ),
          steps: steps.add(1),
        }),
        { n: x, steps: np.array(0, { dtype: "int32" }) },
      ).steps;
    expect(pmap(collatz)(np.array([1, 6, 7, 27], { dtype: "int32" })).tolist()).toEqual([0, 8, 16, 111]);
  });

  test("traces again after 64-bit dtypes have been turned on or off", () => {
    const widest = pmap((x: NDArray) => x.astype("float64"));
    expect(widest(rows()).dtype).toBe("float32");
    config.update("enableX64", true);
    try {
      expect(widest(rows()).dtype).toBe("float64");
    } finally {
      config.update("enableX64", false);
    }
    expect(widest(rows()).dtype).toBe("float32");
  });

  test("is one operation within a jitted function", () => {
    const f = jit((x: NDArray) => pmap((r: NDArray) => psum(r, "i"), { axisName: "i" })(x.add(1)).mul(2));
    const total = rows().add(1).sum({ axis: 0 }).mul(2).tolist();
    expect(f(rows()).tolist()).toEqual([total, total, total, total]);
  });
});

describe("collectives give what vmap with the same axis name gives", () => {
  const programs: Readonly<Record<string, (x: NDArray) => NDArray>> = {
    psum: (x) => psum(x, "i"),
    pmean: (x) => pmean(x, "i"),
    pmax: (x) => pmax(x, "i"),
    allGather: (x) => allGather(x, "i"),
    tiled: (x) => allGather(x, "i", { axis: 0, tiled: true }),
    ppermute: (x) =>
      ppermute(x, "i", [
        [0, 1],
        [1, 2],
        [3, 0],
      ]),
    axisIndex: (x) => x.add(axisIndex("i")),
    psumScatter: (x) => psumScatter(np.tile(x.get("0:2"), [2]), "i"),
    allToAll: (x) => allToAll(np.tile(x.get("0:2"), [2]), "i", 0, 0),
    twice: (x) => psum(np.sin(psum(x, "i")), "i"),
    ofComplex: (x) => np.abs(psum(np.exp(x.mul(new Complex(0, 2))), "i")),
    softmax: (x) => np.exp(x).div(psum(np.sum(np.exp(x)), "i")),
  };
  test.each(Object.keys(programs))("%s", (name) => {
    const f = programs[name]!;
    const found = pmap(f, { axisName: "i" })(rows());
    const expected = vmap(f, { axisName: "i" })(rows());
    expect(found.shape).toEqual(expected.shape);
    const want = expected.ravel().tolist() as number[];
    (found.ravel().tolist() as number[]).forEach((x, i) => expect(x).toBeCloseTo(want[i]!, 5));
  });
});

describe("bad input", () => {
  test("an axis larger than the number of devices says which option to set", () => {
    expect(() => pmap((x: NDArray) => x)(np.zeros([5]))).toThrow(
      'pmap: the mapped axis has 5 members, but the host offers 4 devices; call config.update("numHostDevices", 5)',
    );
  });

  test("mapped axes that disagree are named", () => {
    expect(() => pmap((x: NDArray, y: NDArray) => x.add(y))(np.zeros([3]), np.zeros([2]))).toThrow(
      "pmap: the mapped axes differ in size: axis 0 of the arguments at [0] is 3, axis 0 of the arguments at [1] is 2",
    );
  });

  test("a promise, an option that does not exist, and no mapped argument at all", () => {
    expect(() => pmap(async (x: NDArray) => x)(np.zeros([2]))).toThrow("pmap: the function returned a promise");
    expect(() => pmap((x: NDArray) => x, { axisname: "i" } as never)).toThrow('pmap: there is no option "axisname"');
    expect(() => pmap((x: NDArray) => x, { inAxes: null })(np.zeros([2]))).toThrow(
      "at least one argument must be divided",
    );
  });

  test("a program that fails on the devices reports it, and the next one runs", () => {
    const nested = pmap((x: NDArray) => pmap((y: NDArray) => y.mul(2))(x));
    expect(() => nested(np.zeros([2, 2]))).toThrow("use vmap inside of pmap");
    expect(pmap((x: NDArray) => x.add(1))(np.zeros([2])).tolist()).toEqual([1, 1]);
  });

  test("after its threads have been ended, the next program starts new ones", async () => {
    const f = pmap((x: NDArray) => psum(x, "i"), { axisName: "i" });
    expect(f(np.array([1, 2])).tolist()).toEqual([3, 3]);
    await terminateWorkers();
    expect(f(np.array([1, 2])).tolist()).toEqual([3, 3]);
  });
});
