import { type Array, jit, makeJaxpr, np, TracerBoolConversionError } from "hyrax";
import { heading, printed } from "./check.js";

/** "Just In Time Compilation": tracing, its speed, and its limits. */
export function justInTime(): void {
  heading("Just In Time Compilation with jit()");
  let traces = 0;
  const addOne = jit((x: Array) => {
    console.log("I'm being traced!");
    traces += 1;
    return x.add(1);
  });
  console.log("First call");
  printed("Result:", addOne(np.array([0])), "[1.]");
  expectTraces(traces, 1);
  console.log("\nSubsequent call with array of the same shape");
  printed("Result:", addOne(np.array([0])), "[1.]");
  expectTraces(traces, 1);
  console.log("\nSubsequent call with array of different shape");
  printed("Result:", addOne(np.array([1, 2, 3])), "[2. 3. 4.]");
  expectTraces(traces, 2);

  heading("The jaxpr of a function");
  printed(
    "",
    makeJaxpr((x: Array) => np.sin(x).mul(2))(1),
    "{ lambda ; a:f32[]. let b:f32[] = sin a; c:f32[] = mul b 2.0:f32[] in (c,) }",
  );

  heading("The speed-up");
  const selu = (x: Array, alpha = 1.1, lambda = 1.05): Array =>
    np.where(x.greater(0), x, np.exp(x).mul(alpha).sub(alpha)).mul(lambda);
  const x = np.arange(0, 10, 10);
  const seluJit = jit(selu);
  const eager = microseconds(() => selu(x));
  const jitted = microseconds(() => seluJit(x));
  console.log(`Without jit compilation: ${eager.toFixed(2)} µs per loop`);
  console.log(`With jit compilation:    ${jitted.toFixed(2)} µs per loop`);

  heading("Limitations");
  const naiveRelu = jit((x: Array) => {
    // TypeScript compares arrays as JavaScript does, by converting them to numbers: a traced one has none.
    if ((x as unknown as number) > 0) return x;
    return np.zeros([]);
  });
  try {
    naiveRelu(10);
  } catch (error) {
    if (!(error instanceof TracerBoolConversionError)) throw error;
    printed(
      "naiveRelu, which asks whether a traced value is positive, throws a",
      error.name,
      "TracerBoolConversionError",
    );
    return;
  }
  throw new Error("naiveRelu should have thrown a TracerBoolConversionError");
}

function expectTraces(found: number, expected: number): void {
  if (found !== expected)
    throw new Error(`the function was traced ${found} times, and should have been ${expected} times`);
}

/** The mean time of a call, after warming up. */
function microseconds(run: () => unknown): number {
  const loops = 2000;
  for (let i = 0; i < loops; i++) run();
  const start = performance.now();
  for (let i = 0; i < loops; i++) run();
  return ((performance.now() - start) / loops) * 1000;
}
