import { i32 } from "../../assembler/index.js";
import type { Workspace } from "../workspace.js";
import type { Algebra } from "./algebra.js";
import type { Address, Matrix, Vector } from "./places.js";

/** Reflectors that are applied at once. */
export const BLOCK = 32;
/**
 * Reflectors H = I − τ v vᴴ with v₀ = 1: unitary, and where τ is 0 the identity. The one numbered k works on rows (or
 * columns) from k + `first` up to `n`, and its v lies in row k of `v`, from the start of the row on.
 */
export interface Reflectors {
  readonly count: number;
  readonly first: number;
  readonly n: number;
  readonly v: Matrix;
  readonly taus: Vector;
  /** Room for a row of numbers. */
  readonly sums: Address;
  /** Where they are applied in blocks: what that takes. */
  readonly block: { readonly places: BlockPlaces; readonly width: number } | undefined;
}

type BlockPlaces = { readonly [N in keyof Omit<BlockRoom, "width">]: Address };

/** Working memory for reflectors; `width` is the longest row that they are applied to. */
export interface ReflectorRoom {
  readonly count: number;
  readonly first: number;
  readonly n: number;
  readonly v: number;
  readonly taus: number;
  readonly sums: number;
  readonly block: BlockRoom | undefined;
}

export function roomForReflectors(
  workspace: Workspace,
  lanes: number,
  sizes: { readonly count: number; readonly first: number; readonly n: number; readonly width: number },
): ReflectorRoom {
  const { count, first, n, width } = sizes;
  const v = workspace.doubles(Math.max(count, 0) * n * lanes);
  const [taus, sums] = [workspace.doubles(count * lanes), workspace.doubles(width * lanes)];
  return { count, first, n, v, taus, sums, block: roomForBlocks(workspace, lanes, sizes) };
}

/** The reflectors in the working memory that was laid out for them. */
export function reflectorsAt(algebra: Algebra, room: ReflectorRoom, workspace: Address): Reflectors {
  const at = (offset: number) => algebra.f.let(i32.add(workspace, i32.const(offset)));
  const { count, first, n } = room;
  const v = algebra.matrix(at(room.v), n);
  const block = room.block && { places: mapPlaces(room.block, at), width: room.block.width };
  return { count, first, n, v, taus: algebra.vector(at(room.taus)), sums: at(room.sums), block };
}

function mapPlaces(room: BlockRoom, at: (offset: number) => Address): BlockPlaces {
  const { v, conjugate, t, column, sums, turned } = room;
  return { v: at(v), conjugate: at(conjugate), t: at(t), column: at(column), sums: at(sums), turned: at(turned) };
}

/** Where V, its conjugate, T and a column of it, and products with the matrix lie in working memory. */
export interface BlockRoom {
  readonly v: number;
  readonly conjugate: number;
  readonly t: number;
  readonly column: number;
  readonly sums: number;
  readonly turned: number;
  readonly width: number;
}

/** Working memory for blocks of reflectors of `n` numbers, applied to rows of at most `width`; none for a few of them. */
function roomForBlocks(
  workspace: Workspace,
  lanes: number,
  sizes: { readonly count: number; readonly n: number; readonly width: number },
): BlockRoom | undefined {
  const { count, n, width } = sizes;
  if (count < BLOCK / 2) return undefined;
  const room = (rows: number, columns: number) => workspace.doubles(rows * columns * lanes);
  const v = room(BLOCK, n);
  return {
    v,
    conjugate: lanes === 1 ? v : room(BLOCK, n),
    t: room(BLOCK, BLOCK),
    column: room(1, BLOCK),
    sums: room(BLOCK, width),
    turned: room(BLOCK, width),
    width,
  };
}
