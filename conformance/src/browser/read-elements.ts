import { type Array, devicePut, jit, np, setDefaultDevice, webgpu } from "hyrax";

const counted = jit((n: Array) => np.arange(10_000).add(n));

/** What a page does with elements, and what it gets where it takes none from shared memory: an error. */
const consumers: Readonly<Record<string, (data: Float32Array<ArrayBuffer>) => unknown>> = {
  "new TextDecoder().decode": (data) => new TextDecoder("latin1").decode(data).length,
  "crypto.getRandomValues": (data) => crypto.getRandomValues(new Uint8Array(data.buffer, 0, 64)).length,
  "new Blob": (data) => new Blob([data]).size,
  "new ImageData": (data) => new ImageData(new Uint8ClampedArray(data.buffer), 100, 100).width,
  "a transfer": (data) => structuredClone(data, { transfer: [data.buffer] }).length,
};

/** What each consumer says to the elements of a result that lies in the memory of programs. */
export async function readElements(): Promise<Record<string, unknown>> {
  const x = counted(np.array(1));
  const found: Record<string, unknown> = {};
  for (const [name, consume] of Object.entries(consumers)) {
    // In memory that is not shared, or else the consumer throws.
    for (const data of [x.dataSync(), await x.data()]) found[name] = consume(data as Float32Array<ArrayBuffer>);
  }
  return found;
}

/** The sum of elements that went to the GPU from the memory of programs. */
export async function sumOnGpu(): Promise<number> {
  const x = counted(np.array(1));
  try {
    const gpu = await webgpu.init();
    const [sum] = await np.sum(devicePut(x, gpu)).data();
    return Number(sum);
  } finally {
    setDefaultDevice("cpu");
  }
}
