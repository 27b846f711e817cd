import { realDtype, type ShapedArray, sizeOf } from "@hyrax/core";
import type { FftParams } from "@hyrax/core/library";
import { encodeDoubles, ownDoubles } from "../doubles.js";
import type { UnaryKernel } from "../loops.js";
import { alongAxis } from "./along-axis.js";
import { realRows } from "./real-rows.js";

/** Takes elements to others, in the memory of the first or in new one. */
type Step = (data: Float64Array) => Float64Array;

/** The Fourier transforms over the last axes, computed in doubles and rounded once. */
export function fft([x]: readonly [ShapedArray], params: FftParams, [out]: readonly ShapedArray[]): UnaryKernel {
  const steps = stepsOf(x, params, out!);
  const [from, to] = [realDtype(x.dtype), realDtype(out!.dtype)];
  return ([input]) => [
    encodeDoubles(
      steps.reduce((data, step) => step(data), ownDoubles(input, from)),
      to,
    ),
  ];
}

function stepsOf(x: ShapedArray, { fftType, fftLengths }: FftParams, out: ShapedArray): readonly Step[] {
  const axes = x.shape.map((_, axis) => axis).slice(-fftLengths.length);
  const [last] = fftLengths.slice(-1) as [number];
  const divide = divideBy(sizeOf(fftLengths));
  // Real numbers are half the work of complex ones, so the axis that has them goes first there, and last back.
  switch (fftType) {
    case "FFT":
      return axes.map((axis) => alongAxis(x.shape, axis, "forward"));
    case "IFFT":
      return [...axes.map((axis) => alongAxis(x.shape, axis, "backward")), divide];
    case "RFFT":
      return [
        realRows(last, out.size).forward,
        ...axes.slice(0, -1).map((axis) => alongAxis(out.shape, axis, "forward")),
      ];
    case "IRFFT":
      return [
        ...axes.slice(0, -1).map((axis) => alongAxis(x.shape, axis, "backward")),
        realRows(last, x.size).backward,
        divide,
      ];
  }
}

function divideBy(count: number): Step {
  return (data) => {
    for (let i = 0; i < data.length; i++) data[i] = data[i]! / count;
    return data;
  };
}
