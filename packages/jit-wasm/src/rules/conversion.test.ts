import {
  bitcastConvertType,
  type HostStorage,
  scan,
  shapedArray,
  stage,
  type TypedArray,
  TypedArrayStorage,
} from "@hyrax/core";
import { CpuDevice } from "@hyrax/cpu";
import { expect, test } from "vitest";
import { MemoryPool, WasmEngine } from "../index.js";

const device = new CpuDevice(0);

test.each(["uint8", "int16"] as const)(
  "the parts of a number within a loop, as elements of %s, are its bytes",
  (newDtype) => {
    const words = Uint32Array.of(0x01020304, 2 ** 31 - 1, 2 ** 32 - 1);
    const carry = shapedArray([], "float32");
    const step = stage(([c, x]) => [c!, bitcastConvertType(x!, { newDtype })], [carry, shapedArray([], "uint32")]);
    const params = { jaxpr: step.jaxpr, length: 3, numConsts: 0, numCarry: 1, reverse: false, unroll: 1 };
    const { jaxpr } = stage((inputs) => scan(inputs, params), [carry, shapedArray([3], "uint32")]);
    const executable = new WasmEngine(new MemoryPool(), { smallest: 0 }).compile(jaxpr, { device });
    const inputs: TypedArray[] = [Float32Array.of(0), words];
    const [, parts] = executable.run(inputs.map((data) => new TypedArrayStorage(data)));
    const { data } = parts as HostStorage; // Of the cpu device.
    expect([...new Uint8Array(data.slice().buffer)]).toEqual([...new Uint8Array(words.buffer)]);
  },
);
