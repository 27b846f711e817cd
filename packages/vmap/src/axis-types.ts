import type { Array as NDArray, Scalar } from "@hyrax/core";

/** What has no arrays in it. */
type Static = string | null | undefined | ((...args: never[]) => unknown);

/**
 * Axes for a pytree: one number or null for all of it, or a tree with its structure down to where one number or null
 * says it for the rest. Null stands for arrays that are not mapped.
 */
export type Axes<T> =
  | number
  | null
  | (T extends NDArray | Scalar | Static ? never : T extends object ? { readonly [K in keyof T]: Axes<T[K]> } : never);

/** Axes for a list of arguments: one number or null for all of them, or an entry for each. */
export type ArgumentAxes<A extends readonly unknown[]> = number | null | { readonly [K in keyof A]: Axes<A[K]> };

/** What a function's result is once it is mapped: numbers become arrays. A type in which nothing changes stays itself. */
export type Mapped<T> = NDArray extends T
  ? NDArray
  : T extends NDArray | Scalar
    ? NDArray
    : T extends Static
      ? T
      : MappedChildren<T> extends infer M
        ? T extends M
          ? T
          : M
        : never;

type MappedChildren<T> = { [K in keyof T]: Mapped<T[K]> };
