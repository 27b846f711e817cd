import { describe, expect, test } from "vitest";
import {
  type Array,
  add,
  cond,
  gather,
  hostArray,
  jit,
  multiple,
  neg,
  printJaxpr,
  scalarArray,
  shapedArray,
  sin,
  stage,
} from "../index.js";

const f32 = (...shape: number[]) => shapedArray(shape, "float32");
type Function = (inputs: readonly Array[]) => readonly Array[];
const printed = (f: Function, ...avals: Parameters<typeof stage>[1]) => printJaxpr(stage(f, avals).jaxpr);

// The expected texts are str(jax.make_jaxpr(f)(…)) of JAX 0.10.2, but for the params that only Hyrax has.
describe("a jaxpr is printed as JAX prints it:", () => {
  test("on one line where that is short enough", () => {
    expect(printed(([x]) => [sin(x!)], f32())).toBe("{ lambda ; a:f32[]. let b:f32[] = sin a in (b,) }");
    expect(printed(([x]) => [x!], f32())).toBe("{ lambda ; a:f32[]. let  in (a,) }");
  });

  test("one equation to a line where it is not", () => {
    expect(printed(([x]) => [neg(neg(neg(x!)))], f32(3))).toBe(
      "{ lambda ; a:f32[3]. let\n    b:f32[3] = neg a\n    c:f32[3] = neg b\n    d:f32[3] = neg c\n  in (d,) }",
    );
  });

  test("constants before inputs, literals with their types, results that are not read as _", () => {
    const table = hostArray(Float32Array.of(1, 2), [2], "float32");
    expect(printed(([x]) => [add(x!, table)], f32(2))).toBe(
      "{ lambda a:f32[2]; b:f32[2]. let c:f32[2] = add b a in (c,) }",
    );
    const unused = ([x]: readonly Array[]) => {
      sin(x!);
      return [add(x!, 2)];
    };
    expect(printed(unused, f32())).toBe("{ lambda ; a:f32[]. let _:f32[] = sin a; b:f32[] = add a 2.0:f32[] in (b,) }");
  });

  test("letters after z as JAX counts them", () => {
    const text = printed(([x]) => {
      let y = x!;
      for (let i = 0; i < 28; i++) y = neg(y);
      return [y];
    }, f32());
    expect(text).toContain("z:f32[] = neg y\n    ba:f32[] = neg z\n    bb:f32[] = neg ba\n");
    expect(text).toMatch(/in \(bc,\) }$/);
  });

  test("a program that is called by jit, with the letters of its caller", () => {
    const inner = stage(([x, y]) => [sin(add(x!, y!))], [f32(), f32()]).jaxpr;
    expect(printed(([x]) => jit([sin(x!), scalarArray(2, "float32")], { jaxpr: inner, name: "f" }), f32())).toBe(
      [
        "{ lambda ; a:f32[]. let",
        "    b:f32[] = sin a",
        "    c:f32[] = jit[",
        "      name=f",
        "      jaxpr={ lambda ; b:f32[] d:f32[]. let",
        "          e:f32[] = add b d",
        "          c:f32[] = sin e",
        "        in (c,) }",
        "    ] b 2.0:f32[]",
        "  in (c,) }",
      ].join("\n"),
    );
  });

  test("an input that is passed twice has two letters inside", () => {
    const inner = stage(([x, y]) => [add(x!, y!)], [f32(), f32()]).jaxpr;
    expect(printed(([x]) => jit([x!, x!], { jaxpr: inner, name: "f" }), f32()).replace(/\s+/g, " ")).toBe(
      "{ lambda ; a:f32[]. let b:f32[] = jit[ name=f jaxpr={ lambda ; a:f32[] c:f32[]. let b:f32[] = add a c in (b,) } ] a a in (b,) }",
    );
  });

  test("branches in a list", () => {
    const branches = [sin, neg].map((f) => stage(([x]) => [f(x!)], [f32()]).jaxpr);
    expect(printed(([i, x]) => cond([i!, x!], { branches }), shapedArray([], "int32"), f32())).toBe(
      [
        "{ lambda ; a:i32[] b:f32[]. let",
        "    c:f32[] = cond[",
        "      branches=(",
        "        { lambda ; d:f32[]. let e:f32[] = sin d in (e,) }",
        "        { lambda ; f:f32[]. let g:f32[] = neg f in (g,) }",
        "      )",
        "    ] a b",
        "  in (c,) }",
      ].join("\n"),
    );
  });

  test("params as Python writes them: tuples, None, True, and names with underscores", () => {
    const dimensionNumbers = {
      offsetDims: [],
      collapsedSliceDims: [0],
      startIndexMap: [0],
      operandBatchingDims: [],
      startIndicesBatchingDims: [],
    };
    const params = {
      dimensionNumbers,
      sliceSizes: [1],
      mode: "clip" as const,
      fillValue: null,
      indicesAreSorted: true,
      uniqueIndices: false,
    };
    expect(printed(([x, i]) => [gather(x!, i!, params)], f32(5), shapedArray([2, 1], "int32"))).toContain(
      "fill_value=None\n      indices_are_sorted=True\n      mode=clip\n      slice_sizes=(1,)\n      unique_indices=False",
    );
  });

  test("an operation without results", () => {
    const nothing = multiple("nothing_printed", () => [], { effect: () => true });
    const quiet = ([x]: readonly Array[]) => {
      nothing([x!]);
      return [x!];
    };
    expect(printed(quiet, f32())).toBe("{ lambda ; a:f32[]. let nothing_printed a in (a,) }");
  });
});
