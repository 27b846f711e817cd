import {
  type AllGatherParams,
  type AllToAllParams,
  allGather,
  allToAll,
  axisIndex,
  bind,
  currentTrace,
  type Array as NDArray,
  type Params,
  type PpermuteParams,
  type Primitive,
  ppermute,
  psum,
  type ReduceScatterParams,
  reduceScatter,
  runTrace,
  type ShapedArray,
  Trace,
  Tracer,
  withTrace,
} from "@hyrax/core";
import { array, elements, integers, scalar } from "./arrays.js";

/** A value that each member of a named axis has for itself. */
class MemberTracer extends Tracer {
  constructor(
    override readonly owner: MembersTrace,
    readonly ofMembers: readonly NDArray[],
  ) {
    super();
  }

  override get aval(): ShapedArray {
    return (this.ofMembers[0] as NDArray).aval;
  }
}

/** Runs a program for every member, one after the other, with collectives by their definition: what pmap must do. */
class MembersTrace extends Trace {
  constructor(
    override readonly parent: Trace,
    readonly name: string,
    readonly size: number,
  ) {
    super();
  }

  override axisSize(name: string): number | undefined {
    return name === this.name ? this.size : super.axisSize(name);
  }

  lift(ofMembers: readonly NDArray[]): NDArray {
    return new MemberTracer(this, ofMembers);
  }

  ofMembers(x: NDArray): readonly NDArray[] {
    return x instanceof MemberTracer && x.owner === this ? x.ofMembers : Array.from({ length: this.size }, () => x);
  }

  override process(primitive: Primitive, inputs: readonly NDArray[], params: Params): readonly NDArray[] {
    return withTrace(this.parent, () => {
      if (primitive === axisIndex) return [this.lift(this.ofMembers(scalar(0)).map((_, i) => integers([i], [])))];
      const values = inputs.map((x) => this.ofMembers(x));
      const collective = collectives.get(primitive);
      if (collective !== undefined) return values.map((x) => this.lift(collective(x, params as never))); // its own
      const members = Array.from({ length: this.size }, (_, i) =>
        bind(
          primitive,
          values.map((x) => x[i] as NDArray),
          params,
        ),
      );
      const [first] = members as [readonly NDArray[]];
      return first.map((_, k) => this.lift(members.map((outs) => outs[k] as NDArray)));
    });
  }
}

type Collective = (ofMembers: readonly NDArray[], params: never) => readonly NDArray[];

/** Elements by a function of their index, in the shape that a collective gives. */
function build(shape: readonly number[], at: (index: readonly number[]) => number): NDArray {
  const size = shape.reduce((n, m) => n * m, 1);
  const index = (flat: number) => {
    const out: number[] = [];
    for (let axis = shape.length - 1, rest = flat; axis >= 0; axis--) {
      out.unshift(rest % (shape[axis] as number));
      rest = Math.floor(rest / (shape[axis] as number));
    }
    return out;
  };
  return array(
    Array.from({ length: size }, (_, flat) => at(index(flat))),
    shape,
  );
}

function get(x: NDArray, index: readonly number[]): number {
  return elements(x)[index.reduce((flat, i, axis) => flat * (x.shape[axis] as number) + i, 0)] as number;
}

function sum(list: readonly NDArray[]): NDArray {
  const [first] = list as readonly [NDArray];
  return build(first.shape, (index) => list.reduce((total, x) => total + get(x, index), 0));
}

const replaced = (index: readonly number[], axis: number, value: number) =>
  index.map((i, k) => (k === axis ? value : i));
const inserted = (index: readonly number[], axis: number, value: number) => [
  ...index.slice(0, axis),
  value,
  ...index.slice(axis),
];
const removed = (index: readonly number[], axis: number) => index.filter((_, k) => k !== axis);
const shapeOf = (list: readonly NDArray[]) => (list[0] as NDArray).shape;

const collectives = new Map<Primitive, Collective>([
  [psum, (list) => list.map(() => sum(list))],
  [
    allGather,
    (list, { allGatherDimension: d, axisSize, tiled }: AllGatherParams) => {
      const shape = shapeOf(list);
      const n = shape[d] as number;
      const gathered = tiled
        ? build(replaced(shape, d, n * axisSize), (index) => {
            const i = index[d] as number;
            return get(list[Math.floor(i / n)] as NDArray, replaced(index, d, i % n));
          })
        : build(inserted(shape, d, axisSize), (index) => get(list[index[d] as number] as NDArray, removed(index, d)));
      return list.map(() => gathered);
    },
  ],
  [
    reduceScatter,
    (list, { axisSize, scatterDimension: d, tiled }: ReduceScatterParams) => {
      const total = sum(list);
      const n = (total.shape[d] as number) / axisSize;
      return list.map((_, member) =>
        tiled
          ? build(replaced(total.shape, d, n), (index) =>
              get(total, replaced(index, d, member * n + (index[d] as number))),
            )
          : build(removed(total.shape, d), (index) => get(total, inserted(index, d, member))),
      );
    },
  ],
  [
    ppermute,
    (list, { perm }: PpermuteParams) =>
      list.map((x, member) => {
        const source = perm.find(([, target]) => target === member)?.[0];
        return source === undefined ? build(x.shape, () => 0) : (list[source] as NDArray);
      }),
  ],
  [
    allToAll,
    (list, { concatAxis, splitAxis, tiled }: AllToAllParams) => {
      const shape = shapeOf(list);
      const members = list.length;
      if (!tiled) {
        const out = inserted(removed(shape, splitAxis), concatAxis, members);
        return list.map((_, member) =>
          build(out, (index) =>
            get(list[index[concatAxis] as number] as NDArray, inserted(removed(index, concatAxis), splitAxis, member)),
          ),
        );
      }
      const part = (shape[splitAxis] as number) / members;
      const split = replaced(shape, splitAxis, part);
      const n = split[concatAxis] as number;
      return list.map((_, member) =>
        build(replaced(split, concatAxis, n * members), (index) => {
          const i = index[concatAxis] as number;
          const own = replaced(index, concatAxis, i % n);
          return get(
            list[Math.floor(i / n)] as NDArray,
            replaced(own, splitAxis, member * part + (own[splitAxis] as number)),
          );
        }),
      );
    },
  ],
]);

/** Runs a function as each member of a named axis, on its own arrays; returns each result by member. */
export function asMembers(
  name: string,
  ofMembers: readonly (readonly NDArray[])[],
  f: (inputs: readonly NDArray[]) => readonly NDArray[],
): readonly (readonly NDArray[])[] {
  const size = (ofMembers[0] as readonly NDArray[]).length;
  return runTrace(new MembersTrace(currentTrace(), name, size), (trace) =>
    f(ofMembers.map((list) => trace.lift(list))).map((out) => trace.ofMembers(out)),
  );
}
