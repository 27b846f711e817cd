import { dtypeBytes, realDtype } from "@hyrax/core";
import { contiguous } from "@hyrax/jit";
import { f32, f64 } from "../../assembler/index.js";
import type { KernelContext } from "../kernel-context.js";
import { loopNest, plus } from "../loop-nest.js";
import { type Axis, type Place, type ProductSpec, RHS, SCRATCH } from "./product.js";

/** A product of complex elements as one of reals, and what has to be written before it. */
export interface RealProduct {
  readonly spec: ProductSpec;
  /** Bytes of the expanded right side, which lies in the working memory. */
  readonly bytes: number;
  readonly expand: (context: KernelContext, source: Place, target: Place) => void;
}

/**
 * A product of complex elements as a product of reals of twice the depth and twice the columns: the left side and the
 * result are walked as the pairs that they are stored as, and each element of the right side becomes a matrix of two rows
 * and two columns, `(re + i·im) · [re im] = [[re, im], [-im, re]]`. `offset` is where that lies in the working memory.
 */
export function realProduct(spec: ProductSpec, offset: number): RealProduct {
  const dtype = realDtype(spec.dtype);
  const real = realDtype(spec.lhs.dtype);
  const rhsAxes = [...spec.batch, ...spec.n, ...spec.k].filter(({ strides }) => strides[RHS] !== 0);
  const shape = [...rhsAxes.map(({ size }) => size), 2, 2];
  const { strides } = contiguous(shape);
  const [column, depth] = strides.slice(-2) as [number, number];
  const doubled = (axes: readonly Axis[]) =>
    axes.map((axis): Axis => {
      const [left, , out, ...walkers] = axis.strides as [number, number, number];
      const at = rhsAxes.indexOf(axis);
      return { size: axis.size, strides: [left * 2, at < 0 ? 0 : strides[at]!, out * 2, ...walkers] };
    });
  const bytes = dtypeBytes(real);
  // Both have the operations that are used here.
  const element = (bytes === 4 ? f32 : f64) as typeof f32;
  return {
    spec: {
      ...spec,
      dtype,
      lhs: { ...spec.lhs, dtype: real },
      rhs: { buffer: SCRATCH, offset, dtype: real },
      out: { ...spec.out, dtype },
      batch: doubled(spec.batch),
      m: doubled(spec.m),
      n: [...doubled(spec.n), { size: 2, strides: [0, column, 1] }],
      k: [...doubled(spec.k), { size: 2, strides: [1, depth, 0] }],
    },
    bytes: shape.reduce((x, y) => x * y, bytes),
    expand: ({ f, address }, source, target) => {
      const steps = [
        rhsAxes.map((axis) => axis.strides[RHS]! * 2 * bytes),
        rhsAxes.map((_, axis) => strides[axis]! * bytes),
      ];
      const starts = [source, target].map((place) => f.let(plus(address(place.buffer), place.offset)));
      loopNest(f, shape.slice(0, -2), steps, starts, ([from, to]) => {
        const re = f.let(element.load(from!));
        const im = f.let(element.load(from!, { offset: bytes }));
        // The two rows of the depth, for each of the two columns.
        const places = [re, element.neg(im), im, re];
        places.forEach((value, i) => {
          f.do(element.store(to!, value, { offset: i * bytes }));
        });
      });
    },
  };
}
