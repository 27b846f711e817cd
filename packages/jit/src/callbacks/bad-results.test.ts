import "@hyrax/cpu";
import { hostArray, type Array as NDArray } from "@hyrax/core";
import { expect, test } from "vitest";
import { debug, ioCallback, jit, pureCallback, ShapeDtypeStruct } from "../index.js";

const f32 = (...values: number[]) => hostArray(Float32Array.from(values), [values.length], "float32");
const scalar = new ShapeDtypeStruct([], "float32");
const pure = pureCallback as (...args: readonly unknown[]) => unknown;
const io = ioCallback as (...args: readonly unknown[]) => unknown;
const callback = debug.callback as (...args: readonly unknown[]) => unknown;
const print = debug.print as (...args: readonly unknown[]) => unknown;
const never = () => expect.fail("the function was called");

/** Each result with what is said of it; the same under jit. */
const results: readonly (readonly [what: string, result: unknown, shapes: unknown, text: string])[] = [
  [
    "another shape",
    f32(1, 2),
    f32(1, 2, 3),
    "pureCallback: what the function returned must be f32[3], as resultShapes says, found f32[2]",
  ],
  [
    "another dtype",
    { a: hostArray(Int32Array.of(1), [], "int32") },
    { a: scalar },
    "pureCallback: what the function returned at ['a'] must be f32[], as resultShapes says, found i32[]",
  ],
  [
    "another structure",
    [1, 2],
    [scalar],
    "pureCallback: what the function returned must have the structure of resultShapes, but it is PyTreeDef([*, *]) in place of PyTreeDef([*])",
  ],
  [
    "a promise",
    Promise.resolve(1),
    scalar,
    "pureCallback: what the function returned is a promise, but the program needs its values now; await them before the call",
  ],
  [
    "nothing",
    undefined,
    scalar,
    "pureCallback: what the function returned must be f32[], as resultShapes says: an array, a number, or its elements as Float32Array; found undefined",
  ],
  [
    "too few elements",
    Float32Array.of(1),
    f32(1, 2),
    "pureCallback: what the function returned must be f32[2], as resultShapes says: an array, or its elements as Float32Array; found a Float32Array of 1 elements",
  ],
  [
    "a fraction for an integer",
    1.5,
    new ShapeDtypeStruct([], "int32"),
    "pureCallback: what the function returned must be i32[], as resultShapes says: an array, a number, or its elements as Int32Array; found 1.5",
  ],
];

test.each(results)("%s is refused", (_, result, shapes, text) => {
  const call = (x: unknown) => pure(() => result, shapes, x);
  expect(() => call(1)).toThrow(new TypeError(text));
  expect(() => jit(call as (x: NDArray) => NDArray)(1)).toThrow(new TypeError(text));
});

test("calls that cannot be right are refused before the function is called", () => {
  const refused: readonly (readonly [call: () => unknown, text: string])[] = [
    [() => pure(null, scalar), "pureCallback: takes a function of the host as its first argument, found null"],
    [() => io(3, scalar), "ioCallback: takes a function of the host as its first argument, found number"],
    [() => callback("f", 1), "debug.callback: takes a function of the host as its first argument, found string"],
    [
      () => pure(never, { a: "f32" }, 1),
      "pureCallback: resultShapes at ['a'] must be a ShapeDtypeStruct or an array, found f32",
    ],
    [
      () => pure(never, scalar, 1, { x: ["text"] }),
      "pureCallback: argument 1 at ['x'][0] must be an array or a number, found \"text\"",
    ],
    [
      () => pure(never, scalar, 1, { vmapMethod: "loop" }),
      'pureCallback: the option vmapMethod must be "sequential", "sequentialUnrolled", "expandDims", "broadcastAll", null, found loop',
    ],
    [
      () => pure(never, scalar, 1, { vmapMethod: null, ordered: true }),
      'pureCallback: there is no option "ordered"; options are vmapMethod',
    ],
    [
      () => io(never, scalar, { ordered: 1 }),
      "ioCallback: the option ordered must be a boolean, found 1; a pytree with the key ordered can be passed before an options object {}",
    ],
    [() => print(7), "debug.print: takes a format as its first argument, found number"],
    [
      () => print("{}"),
      'debug.print: "{}" takes 1 argument, found 0; values are formatted when the program runs, so pass them apart from the format',
    ],
    [
      () => print("x", 1),
      'debug.print: "x" takes 0 arguments, found 1; values are formatted when the program runs, so pass them apart from the format',
    ],
    [() => print("x", { x: 1 }), 'debug.print: there is no option "x"; options are ordered'],
    [
      () => print("{a} {b}", { a: 1, c: 2 }),
      "debug.print: the format takes an object with a, b behind its other arguments, found one with a, c",
    ],
    [() => print("{a}", 1), "debug.print: the format takes an object with a behind its other arguments, found 1"],
  ];
  for (const [call, text] of refused) expect(call).toThrow(new TypeError(text));
});
