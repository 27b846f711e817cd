import { expectTypeOf } from "vitest";
import type { TypedArray } from "../dtypes/typed-array.js";
import type { Args } from "./argument.js";
import type { ArrayLike, NDArray, Scalar } from "./array.js";

// Where a function takes arrays, a transformed one takes numbers and typed arrays too, anywhere in a pytree.
declare const step: (...args: Args<[params: { readonly w: NDArray }, name: string]>) => void;
step({ w: 1 }, "sgd");
step({ w: new Float32Array(1) }, "sgd");
// @ts-expect-error: a string is no array
step({ w: "1" }, "sgd");

// What takes everything array-like already is left as it is: nested lists would be mapped over without end.
declare const tanh: (...args: Args<[x: ArrayLike]>) => void;
tanh(0.5);
tanh([0.5, [1, 2]]);
expectTypeOf<Args<[x: NDArray, y?: ArrayLike]>>().toEqualTypeOf<[x: NDArray | Scalar | TypedArray, y?: ArrayLike]>();
