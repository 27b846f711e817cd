import type { Array as NDArray, Scalar } from "@hyrax/core";

type Static = string | null | undefined | ((...args: never[]) => unknown);

/** What a pytree becomes when its numbers are arrays. A type in which nothing changes stays itself, classes too. */
export type Arrays<T> = NDArray extends T
  ? NDArray
  : T extends NDArray | Scalar
    ? NDArray
    : T extends Static
      ? T
      : Mapped<T> extends infer M
        ? T extends M
          ? T
          : M
        : never;

type Mapped<T> = { [K in keyof T]: Arrays<T[K]> };

/** Positions of arguments; negative ones count from the end. */
export type ArgNumbers = number | readonly number[];

type ArgAt<A extends readonly unknown[], N extends number> = `${N}` extends keyof A
  ? A[`${N}` & keyof A]
  : `${N}` extends "-1"
    ? A extends readonly [...unknown[], infer Last]
      ? Last
      : A[number]
    : A[number];

/** The gradient by the arguments at some positions: of the type of the argument, or a list for a list of positions. */
export type Gradients<A extends readonly unknown[], N extends ArgNumbers> = N extends readonly number[]
  ? { -readonly [K in keyof N]: Arrays<ArgAt<A, N[K] & number>> }
  : N extends number
    ? Arrays<ArgAt<A, N>>
    : never;

/** For each array of a result, the derivatives of type `G`. */
export type JacobianOf<R, G> = NDArray extends R
  ? G
  : R extends NDArray | Scalar
    ? G
    : R extends Static
      ? R
      : { [K in keyof R]: JacobianOf<R[K], G> };
