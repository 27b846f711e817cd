import {
  add,
  Complex,
  complex,
  cond,
  conj,
  convertElementType,
  devicePut,
  exp,
  imag,
  MissingRuleError,
  mul,
  type Array as NDArray,
  real,
  reduceSum,
  stage,
} from "@hyrax/core";
import { fft } from "@hyrax/core/library";
import { grad } from "@hyrax/grad";
import { jit } from "@hyrax/jit";
import { beforeEach, expect, test } from "vitest";
import { array } from "../../test-support/arrays.js";
import { init, type WebGpuDevice } from "../index.js";

let device: WebGpuDevice;
beforeEach(async () => {
  device = await init();
});

const z = () => complex(array([1, 2]), array([3, -1]));
const toComplex = (x: NDArray) => convertElementType(x, { newDtype: "complex64", weakType: false });
const onGpu = () => mul(array([1, 2]), 2);

test("complex arrays are stored, moved, computed with and read, in the host's memory", async () => {
  const product = mul(z(), conj(z(), { inputDtype: "complex64" }));
  expect(product.device).toBe(device);
  expect(await product.data()).toEqual(Float32Array.of(10, 0, 5, 0));
  expect(product.tolist()).toEqual([new Complex(10, 0), new Complex(5, 0)]);
  expect(await jit((x: NDArray) => x)(z()).data()).toEqual(Float32Array.of(1, 3, 2, -1));
  const put = devicePut(devicePut(z(), "cpu"), "webgpu");
  expect(await add(put, put).data()).toEqual(Float32Array.of(2, 6, 4, -2));
});

test("their parts go on to the GPU", async () => {
  const before = device.counters.dispatches;
  const sum = mul(real(z()), 2);
  expect(device.counters.dispatches).toBe(before + 1);
  expect(await sum.data()).toEqual(Float32Array.of(2, 4));
});

test("a program with complex numbers on its way names what makes it run on the host", async () => {
  const power = jit((x: NDArray) => {
    const spectrum = fft(toComplex(x), { fftType: "FFT", fftLengths: [4] });
    return add(mul(real(spectrum), real(spectrum)), mul(imag(spectrum), imag(spectrum)));
  });
  const x = array([1, 2, 3, 4]);
  expect(power.lower(x).fallbacks).toEqual([
    { kind: "reference", primitives: ["convert_element_type"], fallback: "WGSL has no complex64" },
    { kind: "reference", primitives: ["fft"], fallback: "WGSL has no complex64" },
    { kind: "reference", primitives: ["real", "mul", "imag", "mul", "add"], fallback: "WGSL has no complex64" },
  ]);
  // The transform of (1, 2, 3, 4) is (10, -2 + 2i, -2, -2 - 2i).
  expect(await power(x).data()).toEqual(Float32Array.of(100, 8, 4, 8));
});

test("complex arrays may be empty", async () => {
  const x = mul(array([], [0]), 2);
  expect(await complex(x, x).data()).toEqual(new Float32Array(0));
});

test("derivatives and branches of complex numbers run there too", async () => {
  const norm = (x: NDArray) => {
    const e = exp(mul(toComplex(x), new Complex(0, 1)));
    return reduceSum(mul(real(e), imag(e)), { axes: [0] });
  };
  // d/dx cos x sin x = cos 2x.
  const found = await jit(grad(norm))(array([0.25, 1])).data();
  expect([...(found as Float32Array)]).toEqual([0.25, 1].map((x) => expect.closeTo(Math.cos(2 * x), 5)));

  const branch = (factor: number) => stage(([x]) => [mul(x as NDArray, factor)], [z().aval]).jaxpr;
  const choose = jit(
    (x: NDArray) => cond([array([1], [], "int32"), x], { branches: [branch(2), branch(3)] })[0] as NDArray,
  );
  expect(await choose(z()).data()).toEqual(Float32Array.of(3, 9, 6, -3));
});

test("complex arrays that a program only passes on do not keep others from being told what to do", async () => {
  const both = jit(function both(x: NDArray, w: NDArray) {
    return [mul(x, 2), w];
  });
  expect(await both(array([1]), z())[0]?.data()).toEqual(Float32Array.of(2));
  const x = onGpu();
  expect(() => both(x, z())).toThrow(
    new MissingRuleError(
      "webgpu: both uses what only the reference engine runs: arrays of complex64. That needs the elements of input 0, f32[2], which " +
        "are on the GPU. await x.data() brings those of an array x to the host, and then it runs; where they are results on the way, " +
        'jit the whole computation from arrays of the host, or use jit(f, { device: "cpu" })',
    ),
  );
  await x.data();
  expect(await both(x, z())[0]?.data()).toEqual(Float32Array.of(4, 8));
});
