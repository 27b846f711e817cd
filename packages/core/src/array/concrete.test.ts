import { afterEach, describe, expect, test } from "vitest";
import { HostDevice, RemoteDevice, RemoteStorage } from "../../test-support/recording-device.js";
import {
  asArray,
  Complex,
  ConcreteArray,
  DeletedArrayError,
  type DType,
  hostArray,
  MissingEngineError,
  registerDevices,
  type Scalar,
  scalarArray,
  scalarDtype,
  setDefaultDevice,
  shapedArray,
} from "../index.js";

const f32 = (elements: readonly number[], ...shape: number[]) =>
  hostArray(Float32Array.from(elements), shape, "float32");
const remote = new RemoteDevice("remote", 0);
const onRemote = (elements: readonly number[]) =>
  new ConcreteArray(shapedArray([elements.length], "float32"), new RemoteStorage(Float32Array.from(elements)), remote);

test("an array of the host needs no device, until its device is asked for", () => {
  expect(f32([1, 2], 2).tolist()).toEqual([1, 2]);
  expect(() => f32([1], 1).device).toThrow(MissingEngineError);
});

describe("elements as JavaScript has them", () => {
  test("nest as the shape does, row by row", () => {
    expect(f32([0, 1, 2, 3, 4, 5], 2, 3).tolist()).toEqual([
      [0, 1, 2],
      [3, 4, 5],
    ]);
    expect(f32([0, 1, 2, 3, 4, 5], 3, 1, 2).tolist()).toEqual([[[0, 1]], [[2, 3]], [[4, 5]]]);
    expect(f32([7]).tolist()).toBe(7);
  });

  test("are lists without elements where an axis is empty", () => {
    expect(f32([], 0).tolist()).toEqual([]);
    expect(f32([], 2, 0).tolist()).toEqual([[], []]);
    expect(f32([], 0, 2).tolist()).toEqual([]);
  });

  test("are booleans, bigints, or the numbers that 16 bits stand for", () => {
    expect(hostArray(Uint8Array.of(0, 1), [2], "bool").tolist()).toEqual([false, true]);
    expect(hostArray(BigInt64Array.of(-(2n ** 60n)), [1], "int64").tolist()).toEqual([-(2n ** 60n)]);
    // The bits of 1.5 and −2: IEEE 754 binary16, and the upper half of binary32.
    expect(hostArray(Uint16Array.of(0x3e00, 0xc000), [2], "float16").tolist()).toEqual([1.5, -2]);
    expect(hostArray(Uint16Array.of(0x3fc0, 0xc000), [2], "bfloat16").tolist()).toEqual([1.5, -2]);
    expect(hostArray(Uint16Array.of(0x3e00), [1], "float16").dataSync()).toEqual(Float32Array.of(1.5));
  });

  test("are copies: an array does not change with them", async () => {
    const x = f32([1, 2], 2);
    x.dataSync()[0] = 9;
    (await x.data())[1] = 9;
    expect(x.tolist()).toEqual([1, 2]);
  });

  test("are one, whatever the rank, or item() is refused", () => {
    expect(f32([2.5], 1, 1).item()).toBe(2.5);
    expect(hostArray(Uint8Array.of(1), [], "bool").item()).toBe(true);
    expect(hostArray(BigUint64Array.of(2n ** 63n), [], "uint64").item()).toBe(2n ** 63n);
    expect(() => f32([1, 2], 2).item()).toThrow(
      new TypeError("item() reads the only element, but the array is f32[2]; use tolist() or get(…)"),
    );
  });
});

describe("JavaScript's operators", () => {
  // They are typed as numbers' own; arrays are none.
  const bare = (x: unknown) => x as number;

  test("take an array of one element for its value", () => {
    expect(bare(f32([2.5])) + 1).toBe(3.5);
    expect(bare(f32([3], 1, 1)) > 2).toBe(true);
    expect(+bare(hostArray(Uint8Array.of(1), [], "bool"))).toBe(1);
    expect(BigInt(bare(hostArray(BigInt64Array.of(7n), [], "int64")))).toBe(7n);
  });

  test("write any array as text", () => {
    expect(`${f32([1, 2.5], 2)}`).toBe("[1.  2.5]");
  });

  test("refuse an array of more elements, or of none, and say what to use", () => {
    const advice = "was compared or converted by JavaScript (as in x > 0, or x + 1); use methods";
    expect(() => bare(f32([1, 2], 2)) > 0).toThrow(`f32[2] ${advice} (x.greater(0), x.add(1)) or String(x)`);
    expect(() => +bare(f32([], 0))).toThrow(`f32[0] ${advice}`);
  });
});

describe("an array that was deleted", () => {
  const gone = () => {
    const x = f32([1, 2], 2);
    x.delete();
    return x;
  };

  test("cannot be read, and says why", async () => {
    const text = "the array f32[2] was used after it had been deleted or donated to a jitted function";
    expect(() => gone().dataSync()).toThrow(new DeletedArrayError(text));
    expect(() => gone().tolist()).toThrow(DeletedArrayError);
    await expect(gone().data()).rejects.toThrow(new DeletedArrayError(text));
    await expect(gone().blockUntilReady()).rejects.toThrow(DeletedArrayError);
  });

  test("still prints, and may be deleted again", () => {
    expect(gone().inspect()).toBe("Array(shape=[2], dtype=float32, deleted)");
    expect(() => gone().delete()).not.toThrow();
  });

  test("is so at the end of a block that `using` declares it in", () => {
    const x = f32([1, 2], 2);
    {
      using _ = x;
      expect(x.tolist()).toEqual([1, 2]);
    }
    expect(x.storage.deleted).toBe(true);
  });
});

describe("an array on a device that is read asynchronously", () => {
  test("prints without its elements, and says how to get them", () => {
    const text = "Array(shape=[2], dtype=float32, device=remote:0; await data() to read it)";
    expect([onRemote([1, 2]).inspect(), String(onRemote([1, 2]))]).toEqual([text, text]);
  });

  test("gives its elements to who waits, and refuses at once as the device does", async () => {
    expect(await onRemote([1, 2]).data()).toEqual(Float32Array.of(1, 2));
    expect(() => onRemote([1, 2]).tolist()).toThrow("this device cannot be read at once; await x.data()");
  });

  test("is ready when the device has done its work", async () => {
    let synchronized = 0;
    class Slow extends RemoteDevice {
      override async synchronize(): Promise<void> {
        synchronized += 1;
      }
    }
    const x = new ConcreteArray(shapedArray([1], "int32"), new RemoteStorage(Int32Array.of(1)), new Slow("slow", 0));
    expect(await x.blockUntilReady()).toBe(x);
    expect(synchronized).toBe(1);
  });
});

describe("making arrays", () => {
  test("of elements takes as many as the type has, in its own class of typed arrays", () => {
    expect(() => hostArray(Float32Array.of(1, 2, 3), [2], "float32")).toThrow(
      new TypeError("hostArray: f32[2] needs a Float32Array of 2 elements, found a Float32Array of 3"),
    );
    expect(() => hostArray(Float64Array.of(1, 2), [2], "float32")).toThrow("found a Float64Array of 2");
    expect(() => hostArray(Float32Array.of(1, 2), [2], "complex64")).toThrow(
      "c64[2] needs a Float32Array of 4 elements",
    );
    expect(() => hostArray(Uint32Array.of(1), [], "key<fry>")).toThrow("key<fry>[] needs a Uint32Array of 2 elements");
  });

  test("of a bare value gives it the weak dtype of its kind, narrow as long as 64-bit types are off", () => {
    const kinds: readonly (readonly [Scalar, DType, boolean])[] = [
      [1, "float32", true],
      [1n, "int32", true],
      [true, "bool", false],
      [new Complex(1, 2), "complex64", true],
    ];
    for (const [value, dtype, weak] of kinds) {
      expect(scalarDtype(value)).toBe(dtype);
      expect(asArray(value).aval).toBe(shapedArray([], dtype, weak));
    }
    expect(scalarArray(1, "float64").dtype).toBe("float32");
  });

  test("of what is an array already gives it back", () => {
    const x = f32([1], 1);
    expect(asArray(x)).toBe(x);
  });
});

describe("the device of an array", () => {
  afterEach(() => setDefaultDevice(undefined));

  test("is the default one as long as the elements are on the host only, and else its own", () => {
    const host = new HostDevice(0);
    registerDevices("cpu", () => [host]);
    const x = f32([1], 1);
    expect([x.device, onRemote([1]).device]).toEqual([host, remote]);
    setDefaultDevice(remote);
    expect(x.device).toBe(remote);
  });
});
