import type { Shape } from "@hyrax/core";

/**
 * How a kernel walks a buffer, or counts: element `offset + Σ strides[i] · index[i]` for an index of the kernel's space.
 * Views (transposes, slices, broadcasts, most reshapes) only change the access, so they cost nothing.
 */
export interface Access {
  readonly offset: number;
  readonly strides: readonly number[];
}

/** The access of a contiguous, row-major buffer. */
export function contiguous(shape: Shape): Access {
  const strides = new Array<number>(shape.length).fill(0);
  let stride = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    strides[axis] = stride;
    stride *= shape[axis] as number;
  }
  return { offset: 0, strides };
}

/** Whether an access walks its buffer from the first element to the last, in order. */
export function isContiguous({ offset, strides }: Access, shape: Shape): boolean {
  if (offset !== 0) return false;
  const dense = contiguous(shape).strides;
  return strides.every((stride, axis) => stride === dense[axis] || shape[axis] === 1);
}

/** Whether the access stands still along an axis of the space. */
export function isConstantAlong(access: Access, axis: number): boolean {
  return access.strides[axis] === 0;
}

/** The index space of a view in terms of the space that it looks at; `undefined` if strides cannot express it. */
export type View = (access: Access) => Access | undefined;

/** The view in which axis `i` of the result was axis `axes[i]`, or is new where that is null. */
export function permutedView(axes: readonly (number | null)[]): View {
  return ({ offset, strides }) => ({
    offset,
    strides: axes.map((axis) => (axis === null ? 0 : (strides[axis] as number))),
  });
}

/** The view of every `steps[i]`-th element from `starts[i]` on, along each axis; steps may be negative. */
export function steppedView(starts: readonly number[], steps: readonly number[]): View {
  return ({ offset, strides }) => ({
    offset: strides.reduce((sum, stride, axis) => sum + stride * (starts[axis] as number), offset),
    strides: strides.map((stride, axis) => stride * (steps[axis] as number)),
  });
}

/** The view of the same elements, in row-major order, under another shape. */
export function reshapedView(from: Shape, to: Shape): View {
  return ({ offset, strides }) => {
    const reshaped = reshapeStrides(from, strides, to);
    return reshaped && { offset, strides: reshaped };
  };
}

/**
 * The strides under another shape, where they exist: runs of axes that hold the same number of elements on both sides
 * must be walked evenly on the side that they come from.
 */
function reshapeStrides(from: Shape, strides: readonly number[], to: Shape): readonly number[] | undefined {
  // Of no elements there is nothing to walk.
  if (from.includes(0)) return to.map(() => 0);
  const source = from.map((size, axis) => ({ size, stride: strides[axis] as number })).filter(({ size }) => size !== 1);
  const result: number[] = [];
  let next = 0;
  let axis = 0;
  while (axis < to.length) {
    if (to[axis] === 1) {
      result[axis++] = 0;
      continue;
    }
    const firstAxis = axis;
    let wanted = to[axis++] as number;
    let run = [source[next++]];
    let found = run[0]?.size ?? 1;
    while (found !== wanted) {
      if (found < wanted) {
        const more = source[next++];
        if (more === undefined) return undefined;
        run = [...run, more];
        found *= more.size;
      } else {
        if (axis >= to.length) return undefined;
        wanted *= to[axis++] as number;
      }
    }
    for (let i = 1; i < run.length; i++) {
      const [outer, inner] = [run[i - 1], run[i]];
      if (outer === undefined || inner === undefined || outer.stride !== inner.stride * inner.size) return undefined;
    }
    let stride = run.at(-1)?.stride ?? 0;
    for (let i = axis - 1; i >= firstAxis; i--) {
      result[i] = stride;
      stride *= to[i] as number;
    }
  }
  return result;
}
