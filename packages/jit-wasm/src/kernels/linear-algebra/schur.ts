import { f64, i32, type Local } from "../../assembler/index.js";
import { Workspace } from "../workspace.js";
import type { Algebra } from "./algebra.js";
import { type Balance, type BalanceRoom, balance, roomForBalance, unbalance } from "./balance.js";
import { complexSchur } from "./complex-schur.js";
import { widthOf } from "./deflation.js";
import type { Algorithm } from "./each-matrix.js";
import type { Double, Field } from "./field.js";
import { reduceToHessenberg } from "./hessenberg.js";
import { productOf } from "./householder.js";
import { normalise } from "./normalise.js";
import { type Address, type Matrix, within } from "./places.js";
import { realSchur } from "./real-schur.js";
import { type ReflectorRoom, reflectorsAt, roomForReflectors } from "./reflectors.js";
import { scaleDoubles } from "./vectors.js";

/** Working memory of a Schur form. */
export interface SchurRoom {
  readonly reflectors: ReflectorRoom;
  readonly balance: BalanceRoom;
  /** Copies with wider rows, where there are any. */
  readonly wide: readonly [t: number, z: number];
}

export function roomForSchur(workspace: Workspace, field: Field, n: number): SchurRoom {
  const width = widthOf(field, n);
  const size = width === n ? 0 : n * width * field.lanes;
  const count = Math.max(n - 1, 0);
  return {
    reflectors: roomForReflectors(workspace, field.lanes, { count, first: 1, n, width: n }),
    balance: roomForBalance(workspace, field.lanes, n),
    wide: [workspace.doubles(size), workspace.doubles(size)],
  };
}

/** A balanced matrix as Z T Zᴴ. */
export interface SchurForm {
  /** Whether it was found: not so if the matrix has an element that is not finite. */
  readonly found: Local<"i32">;
  readonly balanced: Balance;
  /** What T is to be multiplied by, a power of 2. */
  readonly scale: Double;
}

/** What there is to a Schur form. */
export interface SchurPlaces {
  /** The matrix, which becomes T. */
  readonly t: Address;
  /** Z, unitary; of the balanced matrix. Not there if it is not wanted. */
  readonly z: Address | undefined;
  readonly work: Address;
  readonly room: SchurRoom;
}

/**
 * The Schur form of a square matrix by way of its Hessenberg form. Source: Golub and Van Loan, Matrix Computations, 7.5.
 *
 * @param scaling scale rows and columns, which is better for eigenvalues, but not unitary
 */
export function schurForm(algebra: Algebra, n: number, { t, z, work, room }: SchurPlaces, scaling: boolean): SchurForm {
  const { f, field, functions } = algebra;
  const scale = normalise(algebra, n * n * field.lanes, t);
  const balanced = balance(algebra, n, t, scaling, work, room.balance);
  const found = f.let(i32.const(0));
  f.if(f64.eq(scale, scale), () => {
    const reflectors = reflectorsAt(algebra, room.reflectors, work);
    reduceToHessenberg(algebra, n, t, reflectors);
    if (z !== undefined) productOf(algebra, reflectors, n, z);
    const iterate = field.lanes === 1 ? realSchur : complexSchur;
    const width = widthOf(field, n);
    const isWide = width > n;
    const given = z === undefined ? [t] : [t, z];
    const places = given.map((at, i) => (isWide ? f.let(within(work, room.wide[i]!)) : at));
    const copy = (from: Matrix, to: Matrix) => algebra.each(0, n, (i) => algebra.copy(n, from.at(i, 0), to.at(i, 0)));
    const pairs = given.map((at, i) => [algebra.matrix(at, n), algebra.matrix(places[i]!, width)] as const);
    if (isWide) for (const [from, to] of pairs) copy(from, to);
    f.set(found, iterate(functions, n, places[0]!, places[1] ?? i32.const(0)));
    if (isWide) for (const [from, to] of pairs) copy(to, from);
  });
  return { found, balanced, scale };
}

/** A = Z T Zᴴ; NaN where A has an element that is not finite. */
export function schur(field: Field, n: number): Algorithm {
  const workspace = new Workspace();
  const room = roomForSchur(workspace, field, n);
  return {
    workspace,
    work: 25 * n ** 3 + 1,
    emit: (algebra, [a], [t, z], work) => {
      const { f, functions } = algebra;
      const doubles = n * n * field.lanes;
      algebra.copy(n * n, a!, t!);
      const { found, balanced, scale } = schurForm(algebra, n, { t: t!, z, work, room }, false);
      f.if(
        found,
        () => {
          f.do(scaleDoubles(functions, doubles, t!, scale));
          if (z !== undefined) unbalance(algebra, balanced, z, n * field.lanes);
        },
        () => {
          for (const out of [t!, z]) if (out !== undefined) algebra.fill(doubles, out, Number.NaN);
        },
      );
    },
  };
}
