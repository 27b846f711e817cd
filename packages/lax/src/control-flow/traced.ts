import type { Array as NDArray, Scalar } from "@hyrax/core";

/** The type of a pytree within a traced function: bare numbers have become arrays. */
export type Traced<T> = T extends NDArray
  ? NDArray
  : T extends Scalar
    ? NDArray
    : T extends object
      ? { -readonly [K in keyof T]: Traced<T[K]> }
      : T;
