import { Workspace } from "../workspace.js";
import type { Algebra } from "./algebra.js";
import type { Algorithm } from "./each-matrix.js";
import type { Field } from "./field.js";
import { reflectColumns, reflectRows } from "./householder.js";
import { type Address, type Index, minus, plus } from "./places.js";
import { reflectColumn } from "./qr.js";
import { type Reflectors, reflectorsAt, roomForReflectors } from "./reflectors.js";

/**
 * Reduces a square matrix to Hessenberg form in place, H = Qᴴ A Q, with exact zeros below its first subdiagonal;
 * Q is the product of the reflectors. Source: Golub and Van Loan, Matrix Computations, 7.4.3; LAPACK's `gehd2`.
 */
export function reduceToHessenberg(algebra: Algebra, n: number, at: Address, reflectors: Reflectors): void {
  const a = algebra.matrix(at, n);
  algebra.each(0, n - 1, (k) => {
    const next = plus(k, 1);
    reflectColumn(algebra, reflectors, k, n, at);
    reflectRows(algebra, reflectors, k, true, a.at(next, next), a.rowBytes, minus(n - 1, k));
    reflectColumns(algebra, reflectors, k, a.at(0, next), a.rowBytes, n);
  });
}

/** The Hessenberg form, with the reflectors below it, and their taus. */
export function hessenberg(field: Field, n: number): Algorithm {
  const workspace = new Workspace();
  const room = roomForReflectors(workspace, field.lanes, { count: Math.max(n - 1, 0), first: 1, n, width: n });
  return {
    workspace,
    work: 4 * n ** 3 + 1,
    emit: (algebra, [from], [packed, taus], work) => {
      const reflectors = reflectorsAt(algebra, room, work);
      algebra.copy(n * n, from!, packed!);
      reduceToHessenberg(algebra, n, packed!, reflectors);
      algebra.each(0, reflectors.count, (k) => storeReflector(algebra, n, packed!, reflectors, k));
      algebra.copy(reflectors.count, reflectors.taus.start, taus!);
    },
  };
}

/** Writes reflector `k` into its column, below its first element, which is 1. */
export function storeReflector(algebra: Algebra, width: number, to: Address, reflectors: Reflectors, k: Index): void {
  const { f, field, vectors } = algebra;
  const { first, n, v } = reflectors;
  const a = algebra.matrix(to, width);
  const row = plus(plus(k, first), 1);
  f.do(vectors.copyStrided(minus(n, row), v.at(k, 1), field.bytes, a.at(row, k), a.rowBytes));
}
