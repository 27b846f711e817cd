import {
  byteSize,
  collective,
  config,
  innerJaxprs,
  type Jaxpr,
  lanes,
  type PmapParams,
  type Primitive,
  pmap,
  type ShapedArray,
  type TypedArray,
  typedArrayClass,
} from "@hyrax/core";
import { cpuRules } from "@hyrax/cpu";
import { type EncodedJaxpr, encodeJaxpr } from "./encode-jaxpr.js";
import type { SharedArray } from "./messages.js";
import { runMembers } from "./pool.js";

type Kernel = (inputs: readonly TypedArray[]) => readonly TypedArray[];

let nextProgram = 0;

/** Makes `pmap` an operation of the cpu device: the reference engine hands it to the threads of the members. */
export function installPmap(): void {
  cpuRules.define(pmap, (inputs, params, outs) => mappedKernel(inputs, params, outs));
}

function mappedKernel(inputs: readonly ShapedArray[], params: PmapParams, outs: readonly ShapedArray[]): Kernel {
  const { jaxpr, axisName, axisSize, mapped } = params;
  const program = nextProgram++;
  const slotBytes = largestExchange(jaxpr);
  let encoded: EncodedJaxpr | undefined;
  return (arrays) => {
    const shared = arrays.map((x, i) => {
      const memory = newShared(inputs[i] as ShapedArray);
      view(memory).set(x as never);
      return memory;
    });
    const results = outs.map(newShared);
    const slots = new SharedArrayBuffer(axisSize * slotBytes);
    const tasks = Array.from({ length: axisSize }, (_, member) => ({
      program,
      axisName,
      size: axisSize,
      inputs: shared.map((x, i) => (mapped[i] ? partOf(x, member, axisSize) : x)),
      outs: results.map((x) => partOf(x, member, axisSize)),
      slots,
      options: { enableX64: config.values.enableX64 },
    }));
    runMembers(tasks, () => {
      encoded ??= encodeJaxpr(jaxpr);
      return encoded;
    });
    // Copied out, so that the memory goes back when the threads drop it, whatever becomes of the results.
    return results.map((x) => view(x).slice());
  };
}

function newShared(aval: ShapedArray): SharedArray {
  const length = aval.size * lanes(aval.dtype);
  const bytes = length * typedArrayClass(aval.dtype).BYTES_PER_ELEMENT;
  return { memory: new SharedArrayBuffer(bytes), offset: 0, length, dtype: aval.dtype };
}

function view({ memory, offset, length, dtype }: SharedArray): TypedArray {
  return new (typedArrayClass(dtype))(memory, offset, length);
}

/** A member's rows of an array that is divided along axis 0. */
function partOf({ memory, length, dtype }: SharedArray, member: number, members: number): SharedArray {
  const rows = length / members;
  return { memory, offset: member * rows * typedArrayClass(dtype).BYTES_PER_ELEMENT, length: rows, dtype };
}

const collectives: ReadonlySet<Primitive> = new Set(Object.values(collective));

/** The most bytes that one member shows to the others at once, in whole 8-byte words. */
function largestExchange(jaxpr: Jaxpr): number {
  let bytes = 0;
  for (const eqn of jaxpr.eqns) {
    if (collectives.has(eqn.primitive)) for (const { aval } of eqn.inputs) bytes = Math.max(bytes, byteSize(aval));
    for (const inner of innerJaxprs(eqn.params)) bytes = Math.max(bytes, largestExchange(inner));
  }
  return Math.ceil(bytes / 8) * 8;
}
