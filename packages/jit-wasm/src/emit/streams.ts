import type { Shape } from "@hyrax/core";
import { type Access, type BufferId, contiguous, exprNodes, type Expr as KernelExpr, type Store } from "@hyrax/jit";
import { type Expr, i32 } from "../assembler/index.js";
import { laneDType, type Position, unitOf, type Walker } from "./expression.js";
import type { KernelContext } from "./kernel-context.js";
import { type MergedSpace, mergeAxes, plus } from "./loop-nest.js";
import { bytesOf, storeLane, storeVector } from "./vector-memory.js";
import { LANES, type Value } from "./vector-types.js";
import type { Stand } from "./walk.js";

type Scalar = Expr<"i32">;

/** Something that moves with the index: a walker of an expression, or where a result is stored. */
interface Stream {
  readonly buffer: BufferId | undefined;
  readonly access: Access;
  /** Bytes of an element; 1 for an index. */
  readonly unit: number;
}

/** All that expressions read and kernels write, as pointers that move together through a space. */
export class Streams {
  readonly #streams: Stream[] = [];
  readonly #walkers = new Map<Walker, number>();
  readonly #stores = new Map<Store, number>();

  /** `exprs` and `stores` are over `space`; the stores of `rowStores` have an element to an index of the first axes only. */
  constructor(
    readonly space: Shape,
    exprs: readonly KernelExpr[],
    stores: readonly Store[],
    rowStores: readonly Store[] = [],
    rows: Shape = [],
  ) {
    const known = new Map<string, number>();
    const add = (stream: Stream): number => {
      // Nodes that were not made one may still walk alike.
      const key = `${stream.buffer} ${stream.unit} ${stream.access.offset};${stream.access.strides}`;
      const found = known.get(key);
      if (found !== undefined) return found;
      known.set(key, this.#streams.length);
      return this.#streams.push(stream) - 1;
    };
    for (const node of exprNodes(...exprs)) {
      if (node.kind !== "load" && node.kind !== "index") continue;
      const buffer = node.kind === "load" ? node.buffer : undefined;
      // An epilogue walks the first axes alone.
      const strides = space.map((_, axis) => node.access.strides[axis] ?? 0);
      this.#walkers.set(node, add({ buffer, access: { offset: node.access.offset, strides }, unit: unitOf(node) }));
    }
    const addStore = (store: Store, strides: readonly number[]): void => {
      const unit = bytesOf(laneDType(store.expr.dtype));
      this.#stores.set(store, add({ buffer: store.out, access: { offset: 0, strides }, unit }));
    };
    const own = contiguous(space).strides;
    for (const store of stores) addStore(store, own);
    const ownRows = contiguous(rows).strides;
    for (const store of rowStores)
      addStore(
        store,
        space.map((_, axis) => ownRows[axis] ?? 0),
      );
  }

  /** Where everything starts, in the function of this context. */
  starts(context: KernelContext): readonly Scalar[] {
    return this.#streams.map(({ buffer, access, unit }) => {
      const offset = access.offset * unit;
      return context.f.let(buffer === undefined ? i32.const(offset) : plus(context.address(buffer), offset));
    });
  }

  /** Some axes of the space, merged where all walk them as one, with strides in bytes. */
  merged(from: number, to: number): MergedSpace {
    const part = this.#streams.map(({ access }) => ({ offset: 0, strides: access.strides.slice(from, to) }));
    const { shape, strides } = mergeAxes(this.space.slice(from, to), part);
    return { shape, strides: strides.map((list, k) => list.map((stride) => stride * this.#streams[k]!.unit)) };
  }

  /** The number of a walker's stream. */
  indexOf(walker: Walker): number {
    return this.#walkers.get(walker)!;
  }

  /** Whether a walker stands still where streams go by these steps. */
  isStill(walker: Walker, steps: readonly (readonly number[])[]): boolean {
    return steps[this.#walkers.get(walker)!]!.every((step) => step === 0);
  }

  /** Where the walkers stand for a vector. */
  positions({ at, vector, remaining }: Stand, steps: readonly number[]): ReadonlyMap<Walker, Position> {
    const positions = new Map<Walker, Position>();
    for (const [walker, k] of this.#walkers) {
      const step = steps[k]!;
      positions.set(walker, { at: at[k]!, step, offset: vector * LANES * step, ...(remaining && { remaining }) });
    }
    return positions;
  }

  /** Writes a vector of a result, or what is left of one: never more elements than there are. */
  store({ f }: KernelContext, store: Store, value: Value, { at, vector, remaining }: Stand): void {
    const dtype = laneDType(store.expr.dtype);
    const bytes = bytesOf(dtype);
    const target = at[this.#stores.get(store)!]!;
    const offset = vector * LANES * bytes;
    if (remaining === undefined) return storeVector(f, dtype, target, value, offset);
    const vectors = value.map((part) => f.let(part));
    for (let lane = 0; lane < remaining; lane++) storeLane(f, dtype, target, vectors, lane, offset + lane * bytes);
  }
}
