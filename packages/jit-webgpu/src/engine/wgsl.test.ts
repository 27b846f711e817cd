import {
  add,
  argmax,
  broadcastInDim,
  concatenate,
  cumsum,
  dotGeneral,
  dynamicSlice,
  exp,
  gather,
  gt,
  mul,
  type Array as NDArray,
  pad,
  reduceMax,
  reduceSum,
  rev,
  type ShapedArray,
  scatterAdd,
  selectN,
  shapedArray,
  sort,
  stage,
  sub,
  transpose,
} from "@hyrax/core";
import { threefry2x32 } from "@hyrax/core/library";
import { expect, test } from "vitest";
import { compileProgram } from "./compile-program.js";
import type { Step } from "./program.js";

const limits = { buffers: 8, workgroups: 65535, bindingBytes: 2 ** 27 };
const f32 = (...shape: number[]) => shapedArray(shape, "float32");
const i32 = (...shape: number[]) => shapedArray(shape, "int32");
const u32 = (...shape: number[]) => shapedArray(shape, "uint32");

function stepsOf(f: (...inputs: NDArray[]) => readonly NDArray[], inAvals: readonly ShapedArray[]): readonly Step[] {
  const { jaxpr } = stage((inputs) => f(...inputs), inAvals);
  const { program } = compileProgram(jaxpr, { limits, dtypes: new Set(["float32", "int32", "uint32", "bool"]) });
  return program?.steps ?? [];
}

const own = new Set(["main", "load_lhs", "load_rhs", "store_row", "comes_before"]);

/** The shaders of a function, without what they take from the library. */
function wgslOf(f: (...inputs: NDArray[]) => readonly NDArray[], inAvals: readonly ShapedArray[]): string {
  return stepsOf(f, inAvals)
    .map((step) => {
      if (step.kind !== "dispatch") return `// ${step.kind}\n`;
      const code = step.shader.code.replaceAll(/^fn (\w+)\([\s\S]*?^}\n\n?/gm, (text, name) =>
        own.has(name) ? text : "",
      );
      return `// ${step.workgroups.join(" × ")} workgroups\n${code}`;
    })
    .join("\n");
}

test("a chain of elementwise operations, with all that it takes from the library", () => {
  const [step] = stepsOf((x, y) => [mul(exp(sub(x, y)), 2)], [f32(32, 32), f32(32, 32)]);
  expect(step?.kind === "dispatch" && step.shader.code).toMatchInlineSnapshot(`
    "@group(0) @binding(0) var<storage, read> x0: array<f32, 1024>;
    @group(0) @binding(1) var<storage, read> x1: array<f32, 1024>;
    @group(0) @binding(2) var<storage, read_write> y0: array<f32, 1024>;

    fn is_nan(x: f32) -> bool {
      return (bitcast<u32>(x) & 0x7fffffffu) > 0x7f800000u;
    }

    fn reduce_by_ln2(x: f32) -> vec2f {
      let n = round(x * 1.442695f);
      return vec2f((x - n * 0.6933594f) - n * -0.00021219444f, n);
    }

    fn power_of_two(n: i32) -> f32 {
      return bitcast<f32>((n + 127) << 23u);
    }

    fn scale_f32(p: f32, n: i32) -> f32 {
      let half = n >> 1u;
      return p * power_of_two(half) * power_of_two(n - half);
    }

    fn expm1_of_small(r: f32) -> f32 {
      return r * r * ((((0.0013919296f * r + 0.008367659f) * r + 0.04166661f) * r + 0.16666535f) * r + 0.5f) + r;
    }

    fn exp_f32(x: f32) -> f32 {
      if (is_nan(x)) { return x; }
      let reduced = reduce_by_ln2(clamp(x, -104f, 89f));
      return scale_f32(1f + expm1_of_small(reduced.x), i32(reduced.y));
    }

    @compute @workgroup_size(64)
    fn main(@builtin(global_invocation_id) id: vec3u) {
      let i = id.x;
      let v0 = x0[i];
      let v1 = x1[i];
      let v2 = v0 - v1;
      let v3 = exp_f32(v2);
      let v4 = v3 * 2f;
      y0[i] = v4;
    }
    "
  `);
});

test("a scalar and a row beside a matrix", () => {
  const f = (x: NDArray, row: NDArray, s: NDArray) => [
    add(mul(x, broadcastInDim(row, { shape: [3, 5], broadcastDimensions: [1] })), s),
  ];
  expect(wgslOf(f, [f32(3, 5), f32(5), f32()])).toMatchInlineSnapshot(`
    "// 1 × 1 workgroups
    @group(0) @binding(0) var<storage, read> x0: array<f32, 15>;
    @group(0) @binding(1) var<storage, read> x1: array<f32, 5>;
    @group(0) @binding(2) var<storage, read> x2: array<f32, 1>;
    @group(0) @binding(3) var<storage, read_write> y0: array<f32, 15>;

    @compute @workgroup_size(64)
    fn main(@builtin(global_invocation_id) id: vec3u) {
      let i = id.x;
      if (i >= 15u) { return; }
      let i0 = i / 5u;
      let i1 = i % 5u;
      let v0 = x0[i0 * 5u + i1];
      let v1 = x1[i1];
      let v2 = v0 * v1;
      let v3 = x2[0u];
      let v4 = v2 + v3;
      y0[i] = v4;
    }
    "
  `);
});

test("views: a matrix transposed and reversed", () => {
  const f = (x: NDArray) => [mul(rev(transpose(x, { permutation: [1, 0] }), { dimensions: [0] }), 2)];
  expect(wgslOf(f, [f32(2, 3)])).toMatchInlineSnapshot(`
    "// 1 × 1 workgroups
    @group(0) @binding(0) var<storage, read> x0: array<f32, 6>;
    @group(0) @binding(1) var<storage, read_write> y0: array<f32, 6>;

    @compute @workgroup_size(64)
    fn main(@builtin(global_invocation_id) id: vec3u) {
      let i = id.x;
      if (i >= 6u) { return; }
      let i0 = i / 2u;
      let i1 = i % 2u;
      let v0 = x0[2u + i1 * 3u - i0];
      let v1 = v0 * 2f;
      y0[i] = v1;
    }
    "
  `);
});

test("bools, which take a word each", () => {
  expect(wgslOf((x, y) => [selectN([gt(x, 0), y, x]), gt(x, y)], [f32(7), f32(7)])).toMatchInlineSnapshot(`
    "// 1 × 1 workgroups
    @group(0) @binding(0) var<storage, read> x0: array<f32, 7>;
    @group(0) @binding(1) var<storage, read> x1: array<f32, 7>;
    @group(0) @binding(2) var<storage, read_write> y0: array<f32, 7>;

    @compute @workgroup_size(64)
    fn main(@builtin(global_invocation_id) id: vec3u) {
      let i = id.x;
      if (i >= 7u) { return; }
      let v0 = x0[i];
      let v1 = lt_f32(0f, v0);
      let v2 = x1[i];
      let v3 = select(v2, v0, v1);
      y0[i] = v3;
    }

    // 1 × 1 workgroups
    @group(0) @binding(0) var<storage, read> x0: array<f32, 7>;
    @group(0) @binding(1) var<storage, read> x1: array<f32, 7>;
    @group(0) @binding(2) var<storage, read_write> y0: array<u32, 7>;

    @compute @workgroup_size(64)
    fn main(@builtin(global_invocation_id) id: vec3u) {
      let i = id.x;
      if (i >= 7u) { return; }
      let v0 = x0[i];
      let v1 = x1[i];
      let v2 = lt_f32(v1, v0);
      y0[i] = u32(v2);
    }
    "
  `);
});

test("more elements than one dimension of a dispatch has threads", () => {
  expect(wgslOf((x) => [add(x, 1)], [i32(5_000_000)])).toMatchInlineSnapshot(`
    "// 65535 × 2 workgroups
    @group(0) @binding(0) var<storage, read> x0: array<i32, 5000000>;
    @group(0) @binding(1) var<storage, read_write> y0: array<i32, 5000000>;

    @compute @workgroup_size(64)
    fn main(@builtin(global_invocation_id) id: vec3u) {
      let i = id.x + id.y * 4194240u;
      if (i >= 5000000u) { return; }
      let v0 = x0[i];
      let v1 = v0 + 1i;
      y0[i] = v1;
    }
    "
  `);
});

test("a reduction of short rows: a thread for each", () => {
  expect(wgslOf((x) => [reduceSum(mul(x, x), { axes: [1] })], [f32(100, 8)])).toMatchInlineSnapshot(`
    "// 2 × 1 workgroups
    @group(0) @binding(0) var<storage, read> x0: array<f32, 800>;
    @group(0) @binding(1) var<storage, read_write> y0: array<f32, 100>;

    @compute @workgroup_size(64)
    fn main(@builtin(global_invocation_id) id: vec3u) {
      let i = id.x;
      if (i >= 100u) { return; }
      var total = 0f;
      for (var k = 0u; k < 8u; k += 1u) {
        let v0 = x0[i * 8u + k];
        let v1 = v0 * v0;
        total = total + v1;
      }
      y0[i] = total;
    }
    "
  `);
});

test("a reduction of long rows: a workgroup for each", () => {
  expect(wgslOf((x) => [reduceMax(x, { axes: [1] })], [f32(1000, 1000)])).toMatchInlineSnapshot(`
    "// 1000 × 1 workgroups
    @group(0) @binding(0) var<storage, read> x0: array<f32, 1000000>;
    @group(0) @binding(1) var<storage, read_write> y0: array<f32, 1000>;
    var<workgroup> totals: array<f32, 64>;

    @compute @workgroup_size(64)
    fn main(@builtin(workgroup_id) id: vec3u, @builtin(local_invocation_index) t: u32) {
      let group = id.x;
      var total = f32_of_bits(0xff800000u);
      for (var k = t; k < 1000u; k += 64u) {
        let v0 = x0[group * 1000u + k];
        total = max_f32(total, v0);
      }
      totals[t] = total;
      workgroupBarrier();
      for (var half = 32u; half > 0u; half >>= 1u) {
        if (t < half) {
          totals[t] = max_f32(totals[t], totals[t + half]);
        }
        workgroupBarrier();
      }
      if (t == 0u) {
        y0[group] = totals[0];
      }
    }
    "
  `);
});

test("a reduction of one very long row: parts, then what they come to", () => {
  expect(wgslOf((x) => [reduceSum(x, { axes: [0] })], [f32(1_000_000)])).toMatchInlineSnapshot(`
    "// 64 × 1 workgroups
    @group(0) @binding(0) var<storage, read> x0: array<f32, 1000000>;
    @group(0) @binding(1) var<storage, read_write> y0: array<f32, 64>;
    var<workgroup> totals: array<f32, 256>;

    @compute @workgroup_size(256)
    fn main(@builtin(workgroup_id) id: vec3u, @builtin(local_invocation_index) t: u32) {
      let group = id.x;
      let row = group / 64u;
      let begin = group % 64u * 15625u;
      let end = min(begin + 15625u, 1000000u);
      var total = 0f;
      for (var k = begin + t; k < end; k += 256u) {
        let v0 = x0[k];
        total = total + v0;
      }
      totals[t] = total;
      workgroupBarrier();
      for (var half = 128u; half > 0u; half >>= 1u) {
        if (t < half) {
          totals[t] = totals[t] + totals[t + half];
        }
        workgroupBarrier();
      }
      if (t == 0u) {
        y0[group] = totals[0];
      }
    }

    // 1 × 1 workgroups
    @group(0) @binding(0) var<storage, read> x0: array<f32, 64>;
    @group(0) @binding(1) var<storage, read_write> y0: array<f32, 1>;
    var<workgroup> totals: array<f32, 64>;

    @compute @workgroup_size(64)
    fn main(@builtin(workgroup_id) id: vec3u, @builtin(local_invocation_index) t: u32) {
      let group = id.x;
      var total = 0f;
      for (var k = t; k < 64u; k += 64u) {
        let v0 = x0[k];
        total = total + v0;
      }
      totals[t] = total;
      workgroupBarrier();
      for (var half = 32u; half > 0u; half >>= 1u) {
        if (t < half) {
          totals[t] = totals[t] + totals[t + half];
        }
        workgroupBarrier();
      }
      if (t == 0u) {
        y0[group] = totals[0];
      }
    }
    "
  `);
});

test("a product of matrices by tiles, one of them transposed, with edges", () => {
  const dimensionNumbers = { lhsContract: [0], rhsContract: [0], lhsBatch: [], rhsBatch: [] };
  const f = (x: NDArray, y: NDArray) => [dotGeneral(x, y, { dimensionNumbers, preferredElementType: null })];
  expect(wgslOf(f, [f32(64, 100), f32(64, 32)])).toMatchInlineSnapshot(`
    "// 4 × 1 workgroups
    @group(0) @binding(0) var<storage, read> x0: array<f32, 6400>;
    @group(0) @binding(1) var<storage, read> x1: array<f32, 2048>;
    @group(0) @binding(2) var<storage, read_write> y0: array<f32, 3200>;
    var<workgroup> lhs_tile: array<vec4<f32>, 128>;
    var<workgroup> rhs_tile: array<vec4<f32>, 128>;

    fn load_lhs(batch: u32, row: u32, k: u32) -> f32 {
      if (row >= 100u || k >= 64u) { return f32(); }
      return x0[row + k * 100u];
    }

    fn load_rhs(batch: u32, row: u32, k: u32) -> f32 {
      return x1[row + k * 32u];
    }

    fn store_row(batch: u32, m: u32, n: u32, values: vec4<f32>) {
      if (m >= 100u) { return; }
      let first = (batch * 100u + m) * 32u + n;
      y0[first] = values[0];
      y0[first + 1u] = values[1];
      y0[first + 2u] = values[2];
      y0[first + 3u] = values[3];
    }

    @compute @workgroup_size(64)
    fn main(@builtin(workgroup_id) id: vec3u, @builtin(local_invocation_index) t: u32) {
      let group = id.x;
      let first_n = 0u;
      let first_m = group % 4u * 32u;
      let batch = group / 4u;
      let begin = 0u;
      let end = 64u;
      let quad_m = t / 8u;
      let quad_n = t % 8u;
      var sums0 = vec4<f32>();
      var sums1 = vec4<f32>();
      var sums2 = vec4<f32>();
      var sums3 = vec4<f32>();
      for (var step = begin; step < end; step += 16u) {
        for (var v = t; v < 128u; v += 64u) {
          let k = v / 8u;
          let quad = v % 8u;
          let row = first_m + quad * 4u;
          lhs_tile[k * 8u + quad] = vec4<f32>(
            load_lhs(batch, row, step + k),
            load_lhs(batch, row + 1u, step + k),
            load_lhs(batch, row + 2u, step + k),
            load_lhs(batch, row + 3u, step + k),
          );
        }
        for (var v = t; v < 128u; v += 64u) {
          let k = v / 8u;
          let quad = v % 8u;
          let row = first_n + quad * 4u;
          rhs_tile[k * 8u + quad] = vec4<f32>(
            load_rhs(batch, row, step + k),
            load_rhs(batch, row + 1u, step + k),
            load_rhs(batch, row + 2u, step + k),
            load_rhs(batch, row + 3u, step + k),
          );
        }
        workgroupBarrier();
        for (var k = 0u; k < 16u; k++) {
          let left = lhs_tile[k * 8u + quad_m];
          let right = rhs_tile[k * 8u + quad_n];
          sums0 += left[0] * right;
          sums1 += left[1] * right;
          sums2 += left[2] * right;
          sums3 += left[3] * right;
        }
        workgroupBarrier();
      }
      store_row(batch, first_m + quad_m * 4u, first_n + quad_n * 4u, sums0);
      store_row(batch, first_m + quad_m * 4u + 1u, first_n + quad_n * 4u, sums1);
      store_row(batch, first_m + quad_m * 4u + 2u, first_n + quad_n * 4u, sums2);
      store_row(batch, first_m + quad_m * 4u + 3u, first_n + quad_n * 4u, sums3);
    }
    "
  `);
});

test("a product of a matrix and a vector is a reduction", () => {
  const dimensionNumbers = { lhsContract: [1], rhsContract: [0], lhsBatch: [], rhsBatch: [] };
  const f = (x: NDArray, y: NDArray) => [dotGeneral(x, y, { dimensionNumbers, preferredElementType: null })];
  expect(wgslOf(f, [f32(10, 16), f32(16)])).toMatchInlineSnapshot(`
    "// 1 × 1 workgroups
    @group(0) @binding(0) var<storage, read> x0: array<f32, 160>;
    @group(0) @binding(1) var<storage, read> x1: array<f32, 16>;
    @group(0) @binding(2) var<storage, read_write> y0: array<f32, 10>;

    @compute @workgroup_size(64)
    fn main(@builtin(global_invocation_id) id: vec3u) {
      let i = id.x;
      if (i >= 10u) { return; }
      var total = 0f;
      for (var k = 0u; k < 16u; k += 1u) {
        let v0 = x0[i * 16u + k];
        let v1 = x1[k];
        let v2 = v0 * v1;
        total = total + v2;
      }
      y0[i] = total;
    }
    "
  `);
});

test("concatenation, and padding", () => {
  expect(wgslOf((x, y) => [concatenate([x, y], { dimension: 1 })], [f32(2, 3), f32(2, 4)])).toMatchInlineSnapshot(`
    "// 1 × 1 workgroups
    @group(0) @binding(0) var<storage, read> x0: array<f32, 6>;
    @group(0) @binding(1) var<storage, read> x1: array<f32, 8>;
    @group(0) @binding(2) var<storage, read_write> y0: array<f32, 14>;

    @compute @workgroup_size(64)
    fn main(@builtin(global_invocation_id) id: vec3u) {
      let i = id.x;
      if (i >= 14u) { return; }
      let i0 = i / 7u;
      let i1 = i % 7u;
      let to = i0 * 7u + i1;
      if (i1 < 3u) { y0[to] = x0[i0 * 3u + i1]; return; }
      y0[to] = x1[i0 * 4u + i1 - 3u];
    }
    "
  `);
  expect(
    wgslOf(
      (x, v) => [
        pad(x, v, {
          paddingConfig: [
            [1, 0, 1],
            [-1, 2, 0],
          ],
        }),
      ],
      [f32(3, 4), f32()],
    ),
  ).toMatchInlineSnapshot(`
    "// 1 × 1 workgroups
    @group(0) @binding(0) var<storage, read> x0: array<f32, 1>;
    @group(0) @binding(1) var<storage, read> x1: array<f32, 12>;
    @group(0) @binding(2) var<storage, read_write> y0: array<f32, 30>;

    @compute @workgroup_size(64)
    fn main(@builtin(global_invocation_id) id: vec3u) {
      let i = id.x;
      if (i >= 30u) { return; }
      let i0 = i / 5u;
      let i1 = i % 5u;
      let p0 = i0 - 1u;
      let p1 = i1 + 1u;
      if (p0 < 5u && p0 % 2u == 0u && p1 < 4u) { y0[i] = x1[p0 / 2u * 4u + p1]; } else { y0[i] = x0[0u]; }
    }
    "
  `);
});

test("a dynamic slice, and a gather of rows", () => {
  expect(
    wgslOf((x, i, j) => [dynamicSlice([x, i, j], { sliceSizes: [2, 4] })], [f32(5, 4), i32(), i32()]),
  ).toMatchInlineSnapshot(`
    "// 1 × 1 workgroups
    @group(0) @binding(0) var<storage, read> x0: array<f32, 20>;
    @group(0) @binding(1) var<storage, read> x1: array<i32, 1>;
    @group(0) @binding(2) var<storage, read_write> y0: array<f32, 8>;

    @compute @workgroup_size(64)
    fn main(@builtin(global_invocation_id) id: vec3u) {
      let i = id.x;
      if (i >= 8u) { return; }
      let s0 = u32(clamp(x1[0u], 0i, 3i));
      let i0 = i / 4u;
      let i1 = i % 4u;
      y0[i] = x0[s0 * 4u + i0 * 4u + i1];
    }
    "
  `);
  const f = (x: NDArray, indices: NDArray) => [
    gather(x, indices, {
      dimensionNumbers: {
        offsetDims: [1],
        collapsedSliceDims: [0],
        startIndexMap: [0],
        operandBatchingDims: [],
        startIndicesBatchingDims: [],
      },
      sliceSizes: [1, 4],
      mode: "fill",
      fillValue: null,
      indicesAreSorted: false,
      uniqueIndices: false,
    }),
  ];
  expect(wgslOf(f, [f32(5, 4), i32(6, 1)])).toMatchInlineSnapshot(`
    "// 1 × 1 workgroups
    @group(0) @binding(0) var<storage, read> x0: array<f32, 20>;
    @group(0) @binding(1) var<storage, read> x1: array<i32, 6>;
    @group(0) @binding(2) var<storage, read_write> y0: array<f32, 24>;

    @compute @workgroup_size(64)
    fn main(@builtin(global_invocation_id) id: vec3u) {
      let i = id.x;
      if (i >= 24u) { return; }
      let i0 = i / 4u;
      let i1 = i % 4u;
      var start = 0u;
      var inside = true;
      let entry = i0;
      let at0 = x1[entry];
      let near0 = clamp(at0, 0i, 4i);
      inside = inside && near0 == at0;
      start += u32(near0) * 4u;
      if (inside) { y0[i] = x0[start + i1]; } else { y0[i] = f32_of_bits(0x7fc00000u); }
    }
    "
  `);
});

test("a scatter that adds up rows in order", () => {
  const f = (x: NDArray, indices: NDArray, updates: NDArray) => [
    scatterAdd(x, indices, updates, {
      dimensionNumbers: {
        updateWindowDims: [1],
        insertedWindowDims: [0],
        scatterDimsToOperandDims: [0],
        operandBatchingDims: [],
        scatterIndicesBatchingDims: [],
      },
      mode: "fill",
      indicesAreSorted: false,
      uniqueIndices: false,
    }),
  ];
  expect(wgslOf(f, [f32(5, 4), i32(6, 1), f32(6, 4)])).toMatchInlineSnapshot(`
    "// copy

    // 1 × 1 workgroups
    @group(0) @binding(0) var<storage, read> x0: array<i32, 6>;
    @group(0) @binding(1) var<storage, read> x1: array<f32, 24>;
    @group(0) @binding(2) var<storage, read_write> y0: array<f32, 20>;

    @compute @workgroup_size(64)
    fn main(@builtin(global_invocation_id) id: vec3u) {
      let i = id.x;
      if (i >= 24u) { return; }
      let owner = i / 4u;
      let element = i % 4u;
      for (var window = 0u; window < 6u; window++) {
        var start = 0u;
        var inside = true;
        let entry = window;
        let at0 = x0[entry];
        let near0 = clamp(at0, 0i, 4i);
        inside = inside && near0 == at0;
        start += u32(near0) * 4u;
        let to = start + element;
        if (inside && to % 6u == owner) { y0[to] = y0[to] + x1[window * 4u + element]; }
      }
    }
    "
  `);
});

test("a running sum by a workgroup, and the place of the greatest element", () => {
  expect(wgslOf((x) => [cumsum(x, { axis: 0, reverse: false })], [f32(1000)])).toMatchInlineSnapshot(`
    "// 1 × 1 workgroups
    @group(0) @binding(0) var<storage, read> x0: array<f32, 1000>;
    @group(0) @binding(1) var<storage, read_write> y0: array<f32, 1000>;
    var<workgroup> totals: array<f32, 256>;

    @compute @workgroup_size(256)
    fn main(@builtin(workgroup_id) id: vec3u, @builtin(local_invocation_index) t: u32) {
      let group = id.x;
      let row = group;
      let begin = 0u;
      let end = 1000u;
      let first = begin + t * 4u;
      let last = min(first + 4u, end);
      var total = 0f;
      for (var k = first; k < last; k++) {
        total = total + x0[k];
      }
      totals[t] = total;
      workgroupBarrier();
      for (var distance = 1u; distance < 256u; distance <<= 1u) {
        var sum = totals[t];
        if (t >= distance) { sum = totals[t - distance] + sum; }
        workgroupBarrier();
        totals[t] = sum;
        workgroupBarrier();
      }
      total = 0f;
      if (t > 0u) { total = total + totals[t - 1u]; }
      for (var k = first; k < last; k++) {
        let at = k;
        total = total + x0[at];
        y0[at] = total;
      }
    }
    "
  `);
  expect(wgslOf((x) => [argmax(x, { axes: [1], indexDtype: "int32" })], [i32(3, 5)])).toMatchInlineSnapshot(`
    "// 1 × 1 workgroups
    @group(0) @binding(0) var<storage, read> x0: array<i32, 15>;
    @group(0) @binding(1) var<storage, read_write> y0: array<i32, 3>;

    @compute @workgroup_size(64)
    fn main(@builtin(global_invocation_id) id: vec3u) {
      let i = id.x;
      if (i >= 3u) { return; }
      var best_at = 0u;
      var best = i32();
      for (var k = 0u; k < 5u; k += 1u) {
        let v0 = x0[i * 5u + k];
        if (k == 0u || better_of_argmax_i32(v0, best)) { best = v0; best_at = k; }
      }
      y0[i] = i32(best_at);
    }
    "
  `);
});

test("a merge sort: runs in workgroup memory, then a pass for each doubling, then the elements move", () => {
  expect(wgslOf((x) => sort([x], { dimension: 0, isStable: true, numKeys: 1 }), [i32(500)])).toMatchInlineSnapshot(`
    "// 2 × 1 workgroups
    @group(0) @binding(0) var<storage, read> x0: array<i32, 500>;
    @group(0) @binding(1) var<storage, read_write> y0: array<u32, 500>;
    var<workgroup> places: array<u32, 256>;

    fn comes_before(row: u32, i: u32, j: u32) -> bool {
      let first = row * 500u;
      let key0_i = x0[first + i];
      let key0_j = x0[first + j];
      return key0_i < key0_j;
    }

    @compute @workgroup_size(256)
    fn main(@builtin(workgroup_id) id: vec3u, @builtin(local_invocation_index) t: u32) {
      let group = id.x;
      let row = group / 2u;
      let offset = group % 2u * 256u;
      let size = min(256u, 500u - offset);
      let p = t;
      places[p] = offset + p;
      workgroupBarrier();
      for (var width = 1u; width < 256u; width <<= 1u) {
        let own = places[p];
        var destination = p;
        if (p < size) {
          let start = p / (2u * width) * 2u * width;
          let is_left = p - start < width;
          let sibling = min(select(start, start + width, is_left), size);
          var low = sibling;
          var high = min(sibling + width, size);
          while (low < high) {
            let middle = (low + high) / 2u;
            let other = places[middle];
            var goes_behind = false;
            if (is_left) { goes_behind = comes_before(row, other, own); } else { goes_behind = !comes_before(row, own, other); }
            if (goes_behind) { low = middle + 1u; } else { high = middle; }
          }
          let to = p - select(width, 0u, is_left) + (low - sibling);
          destination = to;
        }
        workgroupBarrier();
        places[destination] = own;
        workgroupBarrier();
      }
      if (p < size) { y0[row * 500u + offset + p] = places[p]; }
    }

    // 8 × 1 workgroups
    @group(0) @binding(0) var<storage, read> x0: array<u32, 500>;
    @group(0) @binding(1) var<storage, read> x1: array<i32, 500>;
    @group(0) @binding(2) var<storage, read_write> y0: array<u32, 500>;

    fn comes_before(row: u32, i: u32, j: u32) -> bool {
      let first = row * 500u;
      let key0_i = x1[first + i];
      let key0_j = x1[first + j];
      return key0_i < key0_j;
    }

    @compute @workgroup_size(64)
    fn main(@builtin(global_invocation_id) id: vec3u) {
      let i = id.x;
      if (i >= 500u) { return; }
      let row = i / 500u;
      let p = i % 500u;
      let width = 256u;
      let own = x0[i];
      let start = p / (2u * width) * 2u * width;
      let is_left = p - start < width;
      let sibling = min(select(start, start + width, is_left), 500u);
      var low = sibling;
      var high = min(sibling + width, 500u);
      while (low < high) {
        let middle = (low + high) / 2u;
        let other = x0[row * 500u + middle];
        var goes_behind = false;
        if (is_left) { goes_behind = comes_before(row, other, own); } else { goes_behind = !comes_before(row, own, other); }
        if (goes_behind) { low = middle + 1u; } else { high = middle; }
      }
      let to = p - select(width, 0u, is_left) + (low - sibling);
      y0[row * 500u + to] = own;
    }

    // 8 × 1 workgroups
    @group(0) @binding(0) var<storage, read> x0: array<u32, 500>;
    @group(0) @binding(1) var<storage, read> x1: array<i32, 500>;
    @group(0) @binding(2) var<storage, read_write> y0: array<i32, 500>;

    @compute @workgroup_size(64)
    fn main(@builtin(global_invocation_id) id: vec3u) {
      let i = id.x;
      if (i >= 500u) { return; }
      let place = x0[i];
      y0[i] = x1[place];
    }
    "
  `);
});

test("threefry", () => {
  expect(wgslOf((...xs) => threefry2x32(xs), [u32(), u32(), u32(10), u32(10)])).toMatchInlineSnapshot(`
    "// 1 × 1 workgroups
    @group(0) @binding(0) var<storage, read> x0: array<u32, 1>;
    @group(0) @binding(1) var<storage, read> x1: array<u32, 1>;
    @group(0) @binding(2) var<storage, read> x2: array<u32, 10>;
    @group(0) @binding(3) var<storage, read> x3: array<u32, 10>;
    @group(0) @binding(4) var<storage, read_write> y0: array<u32, 10>;
    @group(0) @binding(5) var<storage, read_write> y1: array<u32, 10>;

    @compute @workgroup_size(64)
    fn main(@builtin(global_invocation_id) id: vec3u) {
      let i = id.x;
      if (i >= 10u) { return; }
      let words = threefry2x32(x0[0u], x1[0u], x2[i], x3[i]);
      y0[i] = words.x;
      y1[i] = words.y;
    }
    "
  `);
});
