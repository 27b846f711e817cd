import { mul, type Shape, type ShapedArray, shapedArray, sizeOf } from "@hyrax/core";
import { type Access, type BufferId, type ContractionKernel, contiguous, type Kernel, type LoadExpr } from "@hyrax/jit";
import { mergeAxes } from "../emit/loop-nest.js";
import { LANES } from "../emit/vector-types.js";

/**
 * A product as kernels that can be emitted: thin ones as reductions, others with operands that are walked by one stride
 * in each of rows, columns and depth. Operands that are laid out otherwise are first copied into buffers of their own.
 */
export function prepareContraction(
  kernel: ContractionKernel,
  newBuffer: (aval: ShapedArray) => BufferId,
): readonly Kernel[] {
  if (sizeOf(kernel.m) < LANES || sizeOf(kernel.n) < LANES) return [asVectorProduct(kernel) ?? asReduction(kernel)];
  const { batch, m, n, k } = kernel;
  const packs: Kernel[] = [];
  const pack = (load: LoadExpr, shape: Shape): BufferId => {
    const out = newBuffer(shapedArray(shape, load.dtype));
    packs.push({ kind: "elementwise", space: shape, expr: load, out });
    return out;
  };
  let { lhs, rhs } = kernel;
  if (!isEven(lhs.access, [batch, m, k], [undefined, undefined])) {
    const shape = [...batch, ...m, ...k];
    lhs = { ...lhs, buffer: pack(lhs, shape), access: contiguous(shape) };
  }
  if (!isEven(rhs.access, [batch, n, k], [1, undefined])) {
    // Packed as [...batch, ...k, ...n], and walked in the kernel's order of axes.
    const order = permutation(batch.length, n.length, k.length);
    const shape = [...batch, ...k, ...n];
    const permuted = { ...rhs, access: permute(rhs.access, order.toPacked) };
    rhs = { ...rhs, buffer: pack(permuted, shape), access: permute(contiguous(shape), order.fromPacked) };
  }
  return [...packs, { ...kernel, lhs, rhs }];
}

/**
 * A vector times a matrix, with the vector on the left; undefined where the kernel is none, or where neither the rows nor
 * the columns of the matrix follow each other in memory.
 */
function asVectorProduct(kernel: ContractionKernel): ContractionKernel | undefined {
  const { batch, m, n, k, lhs, rhs } = kernel;
  if (sizeOf(m) !== 1 && sizeOf(n) !== 1) return undefined;
  // A matrix times a vector is the same sums; the result, with one row or one column, lies in memory alike.
  const turned = sizeOf(m) === 1 ? kernel : { ...kernel, m: n, n: m, lhs: rhs, rhs: lhs };
  if (sizeOf(turned.n) < LANES) return undefined;
  if (!isEven(turned.lhs.access, [batch, turned.m, k], [undefined, undefined])) return undefined;
  if (isEven(turned.rhs.access, [batch, turned.n, k], [1, undefined])) return turned;
  const follows = isEven(turned.rhs.access, [batch, turned.n, k], [undefined, 1]);
  return follows && isEven(turned.lhs.access, [batch, turned.m, k], [undefined, 1]) ? turned : undefined;
}

/** Whether the axes of the second and of the third group merge into one each, walked forwards, by these strides if given. */
function isEven(
  access: Access,
  groups: readonly [Shape, Shape, Shape],
  wanted: readonly (number | undefined)[],
): boolean {
  let axis = groups[0].length;
  return groups.slice(1).every((shape, i) => {
    const part = { offset: 0, strides: access.strides.slice(axis, axis + shape.length) };
    axis += shape.length;
    const merged = mergeAxes(shape, [part]);
    const stride = merged.strides[0]?.[0] ?? 0;
    return merged.shape.length <= 1 && stride >= 0 && (wanted[i] === undefined || stride === wanted[i]);
  });
}

function permutation(
  batch: number,
  n: number,
  k: number,
): { readonly toPacked: readonly number[]; readonly fromPacked: readonly number[] } {
  const range = (from: number, length: number) => Array.from({ length }, (_, i) => from + i);
  return {
    toPacked: [...range(0, batch), ...range(batch + n, k), ...range(batch, n)],
    fromPacked: [...range(0, batch), ...range(batch + k, n), ...range(batch, k)],
  };
}

function permute({ offset, strides }: Access, order: readonly number[]): Access {
  return { offset, strides: order.map((axis) => strides[axis]!) };
}

/** `out[b, m, n] = Σ over k of lhs[b, m, k] · rhs[b, n, k]` as the reduction that it is. */
function asReduction({ batch, m, n, k, lhs, rhs, out }: ContractionKernel): Kernel {
  const spread = (load: LoadExpr, own: Shape, other: Shape, ownFirst: boolean): LoadExpr => {
    const { offset, strides } = load.access;
    const [b, free, depth] = [
      strides.slice(0, batch.length),
      strides.slice(batch.length, batch.length + own.length),
      strides.slice(batch.length + own.length),
    ];
    const still = other.map(() => 0);
    return {
      ...load,
      access: { offset, strides: [...b, ...(ownFirst ? [...free, ...still] : [...still, ...free]), ...depth] },
    };
  };
  return {
    kind: "reduce",
    space: [...batch, ...m, ...n],
    reduced: k,
    reducer: "sum",
    expr: {
      kind: "apply",
      primitive: mul,
      params: {},
      dtype: lhs.dtype,
      inputs: [spread(lhs, m, n, true), spread(rhs, n, m, false)],
    },
    out,
  };
}
