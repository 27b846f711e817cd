import { dtypeBytes, lanes, realDtype, type ShapedArray, sizeOf } from "@hyrax/core";
import type { BufferId } from "@hyrax/jit";
import { type Expr, i32 } from "../../assembler/index.js";
import type { KernelContext } from "../../emit/kernel-context.js";
import type { EquationCode, Operand } from "../../rules/kernel-rule.js";
import { canConvert, convert } from "../doubles.js";
import type { Workspace } from "../workspace.js";
import { Algebra, type Share, type SharedMemory } from "./algebra.js";
import { type Field, fieldOf } from "./field.js";
import type { Address } from "./places.js";
import { PACKED_BYTES } from "./product.js";

/** An algorithm on the matrices of one element of a batch: row-major doubles, in which complex numbers interleave. */
export interface Algorithm {
  readonly workspace: Workspace;
  /** Roughly how many multiplications it takes. */
  readonly work: number;
  /** Writes it. Inputs may be overwritten; results hold anything before. */
  readonly emit: (algebra: Algebra, inputs: readonly Address[], outs: readonly Address[], workspace: Address) => void;
}

/** Values that are handed to shared work at most, as words. */
const MOST_VALUES = 16;

/** Working memory is there for so many threads. */
const MOST_THREADS = 64;

/** How threads share the work on the one matrix there is: what they need to know goes by way of memory. */
function sharing(context: KernelContext, field: Field, scratch: BufferId, offset: number): SharedMemory {
  const at = (inner: KernelContext) => inner.f.let(i32.add(inner.address(scratch), i32.const(offset)));
  const packed = (inner: KernelContext, values: Address) => {
    const place = i32.add(i32.mul(inner.thread, i32.const(PACKED_BYTES)), i32.const(MOST_VALUES * 4));
    return inner.f.let(i32.add(values, place));
  };
  const share: Share = ({ count, work }, values, body) => {
    const to = at(context);
    values.forEach((value, i) => context.f.do(i32.store(to, value, { offset: 4 * i })));
    context.parallel({ count, grain: Math.max(1, Math.ceil(20_000 / work)) }, (inner, begin, end) => {
      const from = at(inner);
      const known = values.map((_, i) => inner.f.let(i32.load(from, { offset: 4 * i })));
      const memory = { packed: packed(inner, from), share: undefined };
      const algebra = new Algebra(inner.f, field, inner.functions, memory);
      inner.f.for({ from: begin, to: end }, (piece) => body(algebra, known, piece));
    });
  };
  return { packed: packed(context, at(context)), share };
}

/** Rounds up to whole pieces of 64 bytes. */
const aligned = (bytes: number) => Math.ceil(bytes / 64) * 64;

const doublesOf = ({ dtype }: ShapedArray, elements: number) => elements * lanes(dtype);

/**
 * Runs an algorithm for each element of a batch, which all arrays have as their leading axes; threads share the batch.
 * Everything is computed in double precision, and rounded once at the end.
 *
 * @param rank how many of the axes of the first input belong to an element
 */
export function eachMatrix(
  inputs: readonly Operand[],
  outs: readonly Operand[],
  algorithm: (field: Field) => Algorithm,
  rank = 2,
): EquationCode | string {
  const all = [...inputs, ...outs];
  const foreign = all.find(({ aval }) => !canConvert(realDtype(aval.dtype)));
  if (foreign !== undefined) return `linear algebra of ${foreign.aval.dtype} is not compiled`;
  const [first] = inputs as [Operand];
  const batch = sizeOf(first.aval.shape.slice(0, -rank));
  const field = fieldOf(first.aval.dtype);
  const { workspace, work, emit } = algorithm(field);
  const counts = all.map(({ aval }) => (batch === 0 ? 0 : doublesOf(aval, aval.size / batch)));
  const offsets: number[] = [];
  const ownMemory = aligned(workspace.bytes);
  // One matrix is worked on by all threads, each of several by one.
  let bytes = ownMemory + (batch === 1 ? MOST_VALUES * 4 + MOST_THREADS * PACKED_BYTES : PACKED_BYTES);
  for (const count of counts) {
    offsets.push(bytes);
    bytes += aligned(count * 8);
  }
  return {
    // There is never more than one thread to an element.
    scratch: bytes * Math.min(batch, MOST_THREADS),
    work: batch * work,
    emit: (context, scratch) => {
      if (batch === 0) return;
      context.parallel({ count: batch, grain: Math.max(1, Math.ceil(20_000 / work)) }, (inner, begin, end) => {
        const { f } = inner;
        const own = f.let(i32.add(inner.address(scratch), i32.mul(inner.thread, i32.const(bytes))));
        const place = (i: number) => f.let(i32.add(own, i32.const(offsets[i]!)));
        const element = ({ aval, buffer }: Operand, i: number, b: Expr<"i32">) =>
          f.let(i32.add(inner.address(buffer), i32.mul(b, i32.const(counts[i]! * dtypeBytes(realDtype(aval.dtype))))));
        f.for({ from: begin, to: end }, (b) => {
          const places = all.map((_, i) => place(i));
          inputs.forEach((operand, i) => {
            convert(inner, realDtype(operand.aval.dtype), "float64", counts[i]!, element(operand, i, b), places[i]!);
          });
          const memory =
            batch === 1
              ? sharing(inner, field, scratch, ownMemory)
              : { packed: f.let(i32.add(own, i32.const(ownMemory))), share: undefined };
          emit(
            new Algebra(f, field, inner.functions, memory),
            places.slice(0, inputs.length),
            places.slice(inputs.length),
            own,
          );
          outs.forEach((operand, k) => {
            const i = inputs.length + k;
            convert(inner, "float64", realDtype(operand.aval.dtype), counts[i]!, places[i]!, element(operand, i, b));
          });
        });
      });
    },
  };
}
