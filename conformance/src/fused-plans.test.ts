import { type Array as NDArray, type ShapedArray, shapedArray, stage } from "@hyrax/core";
import { grad, valueAndGrad } from "@hyrax/grad";
import { planKernels, printPlan, simplify } from "@hyrax/jit";
import * as nn from "@hyrax/nn";
import * as np from "@hyrax/numpy";
import { describe, expect, test } from "vitest";

const f32 = (...shape: number[]) => shapedArray(shape, "float32");

/** The plan of a program, fused as the WebAssembly engine asks for it. */
function plan(f: (...inputs: NDArray[]) => NDArray | readonly NDArray[], ...avals: ShapedArray[]): string {
  const { jaxpr } = stage((inputs) => [f(...inputs)].flat() as NDArray[], avals);
  return printPlan(planKernels(simplify(jaxpr), { supports: () => true, rows: true, epilogues: true }));
}

function layerNorm(x: NDArray, scale: NDArray, bias: NDArray): NDArray {
  const centred = np.subtract(x, np.mean(x, { axis: -1, keepdims: true }));
  const variance = np.mean(np.square(centred), { axis: -1, keepdims: true });
  return np.add(np.multiply(np.divide(centred, np.sqrt(np.add(variance, 1e-5))), scale), bias);
}

function crossEntropy(logits: NDArray, labels: NDArray): NDArray {
  return np.negative(np.mean(np.sum(np.multiply(labels, nn.logSoftmax(logits)), { axis: 1 })));
}

describe("reductions over the same rows are one kernel with what depends on them", () => {
  test("softmax", () => {
    expect(plan((x) => nn.softmax(x), f32(8, 50))).toMatchInlineSnapshot(`
      "plan(%0:f32[8,50]) -> (%4)
        %4:f32[8,50] = rows[8; 50] { r0 = max %0 | %4 = exp(sub(%0, max(-Infinity, r0))), r1 = sum %4 | %4 = div(%4, r1) }"
    `);
  });

  test("log_softmax", () => {
    expect(plan((x) => nn.logSoftmax(x), f32(8, 50))).toMatchInlineSnapshot(`
      "plan(%0:f32[8,50]) -> (%4)
        %4:f32[8,50] = rows[8; 50] { r0 = max %0 | r1 = sum exp(sub(%0, max(-Infinity, r0))) | %4 = sub(sub(%0, max(-Infinity, r0)), log(r1)) }"
    `);
  });

  test("logsumexp", () => {
    expect(plan((x) => nn.logsumexp(x, { axis: 1 }), f32(8, 50))).toMatchInlineSnapshot(`
      "plan(%0:f32[8,50]) -> (%3)
        %3:f32[8] = rows[8; 50] { r0 = max %0 | r1 = sum exp(sub(%0, select_n(is_finite(max(-Infinity, r0)), 0, max(-Infinity, r0)))) | %3 = add(log(abs(r1)), select_n(is_finite(max(-Infinity, r0)), 0, max(-Infinity, r0))) }"
    `);
  });

  test("variance", () => {
    expect(plan((x) => np.var(x, { axis: 1 }), f32(8, 50))).toMatchInlineSnapshot(`
      "plan(%0:f32[8,50]) -> (%3)
        %3:f32[8] = rows[8; 50] { r0 = sum %0 | r1 = sum square(sub(%0, div(r0, 50))) | %3 = div(r1, 50) }"
    `);
  });

  test("layer norm", () => {
    expect(plan(layerNorm, f32(8, 50), f32(50), f32(50))).toMatchInlineSnapshot(`
      "plan(%0:f32[8,50], %1:f32[50], %2:f32[50]) -> (%5)
        %5:f32[8,50] = rows[8; 50] { r0 = sum %0 | r1 = sum square(sub(%0, div(r0, 50))) | %5 = add(mul(div(sub(%0, div(r0, 50)), sqrt(add(div(r1, 50), 0.000009999999747378752))), %1[0,1]), %2[0,1]) }"
    `);
  });

  test("the gradient of softmax", () => {
    const loss = (x: NDArray, y: NDArray) => np.sum(np.multiply(y, nn.softmax(x)));
    expect(plan(grad(loss), f32(8, 50), f32(8, 50))).toMatchInlineSnapshot(`
      "plan(%0:f32[8,50], %1:f32[8,50]) -> (%6)
        %6:f32[8,50] = rows[8; 50] { r0 = max %0 | %6 = exp(sub(%0, max(-Infinity, r0))), r1 = sum %6 | r2 = sum neg(mul(mul(mul(%1, 1), integer_pow(r1)), %6)) | %6 = mul(add_any(div(mul(%1, 1), r1), r2), %6) }"
    `);
  });

  test("softmax cross entropy and its gradient, but for the mean over the rows", () => {
    expect(plan(valueAndGrad(crossEntropy), f32(8, 50), f32(8, 50))).toMatchInlineSnapshot(`
      "plan(%0:f32[8,50], %1:f32[8,50]) -> (%8, %10)
        %10:f32[8,50], %6:f32[8] = rows[8; 50] { r0 = max %0, r3 = sum neg(mul(%1, div(neg(1), 8))) | %10 = exp(sub(%0, max(-Infinity, r0))), r1 = sum %10 | %10 = add_any(mul(%1, div(neg(1), 8)), mul(div(r3, r1), %10)), r2 = sum mul(%1, sub(sub(%0, max(-Infinity, r0)), log(r1))) | %6 = r2 }
        %8:f32[] = rows[; 8] { r0 = sum %6 | %8 = neg(div(r0, 8)) }"
    `);
  });

  test("the gradient of layer norm; those of its parameters are sums of columns", () => {
    const loss = (x: NDArray, scale: NDArray, bias: NDArray, y: NDArray) =>
      np.sum(np.multiply(layerNorm(x, scale, bias), y));
    const gradients = grad(loss, { argnums: [0, 1, 2] });
    expect(plan(gradients, f32(8, 50), f32(50), f32(50), f32(8, 50))).toMatchInlineSnapshot(`
      "plan(%0:f32[8,50], %1:f32[50], %2:f32[50], %3:f32[8,50]) -> (%11, %7, %6)
        %6:f32[50] = reduce_sum[50; 8] mul(1, %3[1,50])
        %11:f32[8,50], %4:f32[8], %5:f32[8] = rows[8; 50] { r0 = sum %0 | r1 = sum square(sub(%0, div(r0, 50))) | r2 = sum neg(mul(mul(mul(mul(1, %3), %1[0,1]), integer_pow(sqrt(add(div(r1, 50), 0.000009999999747378752)))), sub(%0, div(r0, 50)))) | %11 = add_any(div(mul(mul(1, %3), %1[0,1]), sqrt(add(div(r1, 50), 0.000009999999747378752))), mul(div(mul(r2, div(0.5, sqrt(add(div(r1, 50), 0.000009999999747378752)))), 50), mul(2, sub(%0, div(r0, 50))))), r3 = sum neg(%11) | %11 = add_any(%11, div(r3, 50)) | %4 = r0, %5 = r1 }
        %7:f32[50] = reduce_sum[50; 8] mul(div(sub(%0[1,50], div(%4[0,1], 50)), sqrt(add(div(%5[0,1], 50), 0.000009999999747378752))), mul(1, %3[1,50]))"
    `);
  });

  test("one long row is left to kernels that share it among threads", () => {
    expect(plan((x) => nn.softmax(x), f32(1_000_000))).toMatchInlineSnapshot(`
      "plan(%0:f32[1000000]) -> (%4)
        %1:f32[] = reduce_max[; 1000000] %0
        %2:f32[1000000] = map[1000000] exp(sub(%0, max(-Infinity, %1[0])))
        %3:f32[] = reduce_sum[; 1000000] %2
        %4:f32[1000000] = map[1000000] div(%2, %3[0])"
    `);
  });
});

describe("optimisers", () => {
  test("a step of Adam is one kernel to each array", () => {
    const step = (p: NDArray, g: NDArray, m: NDArray, v: NDArray) => {
      const mean = np.add(np.multiply(m, 0.9), np.multiply(g, 0.1));
      const square = np.add(np.multiply(v, 0.999), np.multiply(np.square(g), 0.001));
      const change = np.divide(mean, np.add(np.sqrt(square), 1e-8));
      return [np.subtract(p, np.multiply(0.01, change)), mean, square];
    };
    expect(plan(step, f32(5, 7), f32(5, 7), f32(5, 7), f32(5, 7))).toMatchInlineSnapshot(`
      "plan(%0:f32[5,7], %1:f32[5,7], %2:f32[5,7], %3:f32[5,7]) -> (%6, %4, %5)
        %4:f32[5,7], %5:f32[5,7], %6:f32[5,7] = map[5,7] { %4 = add(mul(%2, 0.8999999761581421), mul(%1, 0.10000000149011612)), %5 = add(mul(%3, 0.9990000128746033), mul(square(%1), 0.0010000000474974513)), %6 = sub(%0, mul(0.009999999776482582, div(%4, add(sqrt(%5), 9.99999993922529e-9)))) }"
    `);
  });

  test("a step of a whole tree is one kernel", () => {
    const step = (...leaves: NDArray[]) => {
      const [params, gradients] = [leaves.slice(0, 3), leaves.slice(3)];
      return params.map((p, i) => np.subtract(p, np.multiply(0.1, gradients[i]!)));
    };
    const tree = [f32(5, 7), f32(7), f32(1)];
    expect(plan(step, ...tree, ...tree)).toMatchInlineSnapshot(`
      "plan(%0:f32[5,7], %1:f32[7], %2:f32[1], %3:f32[5,7], %4:f32[7], %5:f32[1]) -> (%6, %7, %8)
        %6:f32[5,7], %7:f32[7], %8:f32[1] = group { %6 = map[5,7] sub(%0, mul(0.10000000149011612, %3)); %7 = map[7] sub(%1, mul(0.10000000149011612, %4)); %8 = map[1] sub(%2, mul(0.10000000149011612, %5)) }"
    `);
  });

  test("a step of a perceptron: bias, activation and gradient descent are computed where products are", () => {
    const loss = (params: readonly NDArray[], x: NDArray, y: NDArray) => {
      const [w1, b1, w2, b2] = params as readonly [NDArray, NDArray, NDArray, NDArray];
      const hidden = nn.relu(np.add(np.matmul(x, w1), b1));
      return crossEntropy(np.add(np.matmul(hidden, w2), b2), y);
    };
    const step = (...inputs: NDArray[]) => {
      const params = inputs.slice(0, 4);
      const [value, gradients] = valueAndGrad(loss)(params, inputs[4]!, inputs[5]!);
      return [value, ...params.map((p, i) => np.subtract(p, np.multiply(0.1, gradients[i]!)))];
    };
    const avals = [f32(784, 256), f32(256), f32(256, 10), f32(10), f32(128, 784), f32(128, 10)];
    expect(plan(step, ...avals)).toMatchInlineSnapshot(`
      "plan(%0:f32[784,256], %1:f32[256], %2:f32[256,10], %3:f32[10], %4:f32[128,784], %5:f32[128,10]) -> (%15, %24, %25, %26, %27)
        %7:f32[128,256] = contract[; 128; 256; 784] %4 · %0[1,256] -> max(add(r0, %1[0,1]), 0)
        %8:f32[128,10] = contract[; 128; 10; 256] %7 · %2[1,10]
        %17:f32[128,10], %13:f32[128] = rows[128; 10] { r0 = sum neg(mul(%5, div(neg(1), 128))), r1 = max add(%8, %3[0,1]) | %17 = exp(sub(add(%8, %3[0,1]), max(-Infinity, r1))), r2 = sum %17 | %17 = add_any(mul(%5, div(neg(1), 128)), mul(div(r0, r2), %17)), r3 = sum mul(%5, sub(sub(add(%8, %3[0,1]), max(-Infinity, r1)), log(r2))) | %13 = r3 }
        %15:f32[] = rows[; 128] { r0 = sum %13 | %15 = neg(div(r0, 128)) }
        %21:f32[128,256] = contract[; 128; 256; 10] %17 · %2 -> select_n(gt(%7, 0), 0, r0)
        %24:f32[784,256] = contract[; 784; 256; 128] %4[1,784] · %21[1,256] -> sub(%0, mul(0.10000000149011612, r0))
        %25:f32[256] = reduce_sum[256; 128] %21[1,256] -> sub(%1, mul(0.10000000149011612, r0))
        %26:f32[256,10] = contract[; 256; 10; 128] %7[1,256] · %17[1,10] -> sub(%2, mul(0.10000000149011612, r0))
        %27:f32[10] = reduce_sum[10; 128] %17[1,10] -> sub(%3, mul(0.10000000149011612, r0))"
    `);
  });
});

describe("products", () => {
  test("bias and activation are an epilogue", () => {
    const dense = (x: NDArray, w: NDArray, b: NDArray) => np.tanh(np.add(np.matmul(x, w), b));
    expect(plan(dense, f32(30, 7), f32(7, 9), f32(9))).toMatchInlineSnapshot(`
      "plan(%0:f32[30,7], %1:f32[7,9], %2:f32[9]) -> (%4)
        %4:f32[30,9] = contract[; 30; 9; 7] %0 · %1[1,9] -> tanh(add(r0, %2[0,1]))"
    `);
  });

  test("a result that something else reads as it is stays a buffer", () => {
    const f = (x: NDArray, w: NDArray) => {
      const y = np.matmul(x, w);
      return [np.tanh(y), y];
    };
    expect(plan(f, f32(30, 7), f32(7, 9))).toMatchInlineSnapshot(`
      "plan(%0:f32[30,7], %1:f32[7,9]) -> (%3, %2)
        %2:f32[30,9] = contract[; 30; 9; 7] %0 · %1[1,9]
        %3:f32[30,9] = map[30,9] tanh(%2)"
    `);
  });

  test("a product that is read as its transpose is computed as that", () => {
    const f = (x: NDArray, w: NDArray) => np.add(np.transpose(np.matmul(x, w)), 1);
    expect(plan(f, f32(30, 7), f32(7, 9))).toMatchInlineSnapshot(`
      "plan(%0:f32[30,7], %1:f32[7,9]) -> (%3)
        %3:f32[9,30] = contract[; 9; 30; 7] %1[1,9] · %0 -> add(r0, 1)"
    `);
  });
});
