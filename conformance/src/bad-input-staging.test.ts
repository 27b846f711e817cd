import { type Array, config, FloatingPointError, MissingRuleError, TracerBoolConversionError } from "@hyrax/core";
import { checkpoint, grad, jvp, linearTranspose, stopGradient } from "@hyrax/grad";
import {
  debug,
  ensureCompileTimeEval,
  evalShape,
  ioCallback,
  jit,
  makeJaxpr,
  pureCallback,
  ShapeDtypeStruct,
} from "@hyrax/jit";
import * as lax from "@hyrax/lax";
import * as np from "@hyrax/numpy";
import { pmap } from "@hyrax/pmap";
import { vmap } from "@hyrax/vmap";
import { afterEach, describe, expect, test } from "vitest";
import { refuse } from "./bad-input/refuse.js";
import { untyped } from "./bad-input/untyped.js";

const three = np.array([1, 2, 3]);
const one = np.array(1);
const scalar = new ShapeDtypeStruct([], "float32");
const never = () => expect.fail("the function was called");
const notCallable = [null, 3, "f", three, {}] as const;
const found = ["null", "number", "string", "object", "object"] as const;

afterEach(() => {
  config.update("debugNans", false);
});

describe("what should be a function and is none is refused, with what it is", () => {
  const entries: readonly (readonly [name: string, call: (f: unknown) => unknown])[] = [
    ["pureCallback: takes a function of the host as its first argument", (f) => untyped(pureCallback)(f, scalar)],
    ["ioCallback: takes a function of the host as its first argument", (f) => untyped(ioCallback)(f, scalar)],
    ["debug.callback: takes a function of the host as its first argument", (f) => untyped(debug.callback)(f, 1)],
    ["ensureCompileTimeEval: takes a function", (f) => untyped(ensureCompileTimeEval)(f)],
    ["jit: takes a function", (f) => untyped(jit)(f)],
    ["makeJaxpr: takes a function", (f) => untyped(makeJaxpr)(f)],
    ["evalShape: takes a function", (f) => untyped(evalShape)(f, 1)],
  ];
  test.each(entries)("%s", (text, call) => {
    notCallable.forEach((f, i) => {
      refuse(() => call(f), TypeError, `${text}, found ${found[i]}`);
    });
  });
});

describe("calls of the host that cannot be right are refused before the host is called", () => {
  const refusals: readonly (readonly [what: string, call: () => unknown, text: string])[] = [
    [
      "types of results that are none",
      () => untyped(pureCallback)(never, [scalar, 3], 1),
      "pureCallback: resultShapes at [1] must be a ShapeDtypeStruct or an array, found 3",
    ],
    [
      "an argument that is no array",
      () => untyped(ioCallback)(never, scalar, { w: [new Date(0)] }),
      "ioCallback: argument 0 at ['w'][0] must be an array or a number, found a Date; tree.register makes its class a node",
    ],
    [
      "a way to be mapped that there is not",
      () => untyped(pureCallback)(never, scalar, 1, { vmapMethod: "vectorized" }),
      'pureCallback: the option vmapMethod must be "sequential", "sequentialUnrolled", "expandDims", "broadcastAll", null, found vectorized',
    ],
    [
      "an option of another function",
      () => untyped(pureCallback)(never, scalar, 1, { vmapMethod: "sequential", ordered: true }),
      'pureCallback: there is no option "ordered"; options are vmapMethod',
    ],
    [
      "an option that is no boolean",
      () => untyped(debug.callback)(never, 1, { ordered: "yes" }),
      "debug.callback: the option ordered must be a boolean, found yes; " +
        "a pytree with the key ordered can be passed before an options object {}",
    ],
    [
      "a format that is none",
      () => untyped(debug.print)(three),
      "debug.print: takes a format as its first argument, found object",
    ],
    [
      "a format with a single brace",
      () => untyped(debug.print)("{x", 1),
      'debug.print: the format "{x" has a single {; write {{ for the character',
    ],
    [
      "more values than the format has fields",
      () => untyped(debug.print)("x", 1),
      'debug.print: "x" takes 0 arguments, found 1; values are formatted when the program runs, so pass them apart from the format',
    ],
    [
      "fewer values than the format has fields",
      () => untyped(debug.print)("{} {y}", 1),
      'debug.print: "{} {y}" takes 1 argument and an object with y, found 1; ' +
        "values are formatted when the program runs, so pass them apart from the format",
    ],
    [
      "names that the format does not have",
      () => untyped(debug.print)("{x}", { x: 1, y: 2 }),
      "debug.print: the format takes an object with x behind its other arguments, found one with x, y",
    ],
  ];
  test.each(refusals)("%s", (_, call, text) => {
    refuse(call, TypeError, text);
    refuse(() => untyped(jit(call as never))(), TypeError, text);
  });
});

describe("what the host returns is checked, and what it throws comes through", () => {
  const refusals: readonly (readonly [what: string, result: unknown, text: string])[] = [
    ["another shape", three, "must be f32[], as resultShapes says, found f32[3]"],
    ["another dtype", np.array(1, { dtype: "int32" }), "must be f32[], as resultShapes says, found i32[]"],
    ["a list", [1], "must have the structure of resultShapes, but it is PyTreeDef([*]) in place of PyTreeDef(*)"],
    ["a promise", Promise.resolve(1), "is a promise, but the program needs its values now; await them before the call"],
    [
      "a text",
      "1",
      'must be f32[], as resultShapes says: an array, a number, or its elements as Float32Array; found "1"',
    ],
  ];
  test.each(refusals)("%s", (_, result, text) => {
    const f = (x: unknown) => untyped(pureCallback)(() => result, scalar, x);
    refuse(() => f(1), TypeError, `pureCallback: what the function returned ${text}`);
    refuse(() => untyped(jit(f as never))(1), TypeError, `pureCallback: what the function returned ${text}`, {
      runsFirst: true,
    });
  });

  test("a value that its field cannot show", () => {
    const text = "debug.print: {:d}: the type d is none of a float";
    refuse(() => debug.print("{:d}", one.mul(1.5)), TypeError, text, { runsFirst: true });
    refuse(() => jit((x: Array) => debug.print("{:d}", x) ?? x)(1.5), TypeError, text, { runsFirst: true });
  });

  class Mine extends RangeError {}
  test("its own errors", () => {
    const fails = () => {
      throw new Mine("mine");
    };
    const calls: readonly ((x: Array) => unknown)[] = [
      (x) => untyped(pureCallback)(fails, scalar, x),
      (x) => untyped(ioCallback)(fails, scalar, x),
      (x) => debug.callback(fails, x) ?? x,
    ];
    for (const call of calls) {
      refuse(() => call(one), Mine, "mine");
      refuse(() => untyped(jit(call as never))(one), Mine, "mine", { runsFirst: true });
      refuse(
        () => untyped(vmap(jit(call as never)))(three),
        call === calls[0] ? MissingRuleError : Mine,
        call === calls[0] ? noMethod : "mine",
        {
          runsFirst: true,
        },
      );
    }
  });
});

const noMethod =
  "vmap of pureCallback is not possible without the option vmapMethod, which says how the function is called for a batch: " +
  '"sequential", "sequentialUnrolled", "expandDims" or "broadcastAll"';

describe("transformations that have no meaning for calls of the host are refused with the way round", () => {
  const host = (_: Array): number => expect.fail("the host was called");
  const pure = (x: Array) => pureCallback(host, scalar, x);
  const io = (x: Array) => ioCallback(host, scalar, x);
  const ordered = (x: Array) => ioCallback(host, scalar, x, { ordered: true });
  const noDerivative = (name: string, primitive: string) =>
    `differentiation (jvp) of ${primitive} is not possible: ${name} calls a function of the host, whose derivative is not known; ` +
    "wrap the call in customJvp or customVjp to give it one, or take its arguments through stopGradient";

  test("derivatives", () => {
    refuse(() => grad(pure)(1), MissingRuleError, noDerivative("pureCallback", "pure_callback"));
    refuse(() => jvp(io, [one], [one]), MissingRuleError, noDerivative("ioCallback", "io_callback"));
    refuse(() => grad(jit(io))(1), MissingRuleError, noDerivative("ioCallback", "io_callback"));
    const text =
      "transposition (reverse-mode differentiation) of pure_callback is not possible: it is not linear in any of its inputs; linearize or differentiate the function";
    refuse(() => linearTranspose(pure, one)(one), MissingRuleError, text, { runsFirst: true });
  });

  test("batches", () => {
    refuse(() => vmap(pure)(three), MissingRuleError, noMethod);
    refuse(
      () => vmap(jit(ordered))(three),
      MissingRuleError,
      "vmap of an ordered ioCallback is not possible: the elements of a batch have no order; " +
        "loop over them with lax.map, or leave the option ordered out",
    );
  });

  test("devices, each of which has a thread of its own", () => {
    refuse(
      () => pmap(pure)(np.ones([1])),
      TypeError,
      "pmap: the program holds the function callback, which cannot be sent to another thread; " +
        "call functions of the host (debug.print, pureCallback, …) outside of pmap, or map with vmap",
      { runsFirst: true },
    );
  });

  test("branches, loops and second runs in which it would be called for what was not asked", () => {
    const branch = (x: Array) =>
      lax.cond(
        x.greater(1),
        (v) => io(v),
        (v) => v,
        x,
      );
    refuse(
      () => vmap(branch)(three),
      MissingRuleError,
      "vmap of cond is not possible where the predicate is mapped and a branch has an ioCallback: all branches would run, " +
        "with their effects, for all elements; loop over the elements with lax.map",
      { runsFirst: true },
    );
    const loop = (x: Array) =>
      lax.whileLoop(
        (v) => v.less(1),
        (v) => io(v),
        x,
      );
    refuse(
      () => vmap(loop)(three),
      MissingRuleError,
      "vmap of whileLoop is not possible where the condition is mapped and the loop has an ioCallback: it would be called " +
        "for elements that have ended; loop over the elements with lax.map",
      { runsFirst: true },
    );
    refuse(
      () => grad(checkpoint((x: Array) => np.sin(x).mul(io(stopGradient(x)))))(1),
      MissingRuleError,
      "the derivative of checkpoint is not possible where the function has an ioCallback, which would be called again " +
        "on the way back; move the call out of the checkpointed function, or use pureCallback",
      { runsFirst: true },
    );
  });
});

describe("staging", () => {
  test("options that do not exist, or have other values", () => {
    const refusals: readonly (readonly [call: () => unknown, text: string])[] = [
      [
        () => untyped(makeJaxpr)(never, { returnShapes: true }),
        'makeJaxpr: there is no option "returnShapes"; options are staticArgnums, returnShape, axisEnv',
      ],
      [
        () => untyped(makeJaxpr)(never, { returnShape: "yes" }),
        "makeJaxpr: the option returnShape must be a boolean, found yes",
      ],
      [
        () => untyped(makeJaxpr)(never, { axisEnv: [["i", 0]] }),
        'makeJaxpr: the option axisEnv must be a list of pairs of a name and a positive size, as in [["i", 4]]',
      ],
      [
        () => untyped(untyped(makeJaxpr)(never, { staticArgnums: 1 }) as object)(1),
        "makeJaxpr: staticArgnums names the argument 1, but the function was called with 1",
      ],
      [
        () => untyped(untyped(makeJaxpr)(never) as object)({ w: "text" }),
        "makeJaxpr: argument 0 at ['w'] (other values can be passed as static arguments) must be an array or a number, found \"text\"",
      ],
      [
        () => untyped(evalShape)(never, ["text"]),
        'evalShape: argument 0 at [0] (other values can be passed as static arguments) must be an array or a number, found "text"',
      ],
      [() => config.update("debugNans", 1 as never), "config.update: debugNans must be a boolean, found 1"],
      [() => config.update("logCompiles", "yes" as never), 'config.update: logCompiles must be a boolean, found "yes"'],
      [
        () => config.update("tracebackFiltering", null as never),
        "config.update: tracebackFiltering must be a boolean, found null",
      ],
    ];
    for (const [call, text] of refusals) refuse(call, TypeError, text);
  });

  test("a decision by a traced value within ensureCompileTimeEval, which makes no values of tracers", () => {
    refuse(
      () => jit((x: Array) => ensureCompileTimeEval(() => (Number(x) > 0 ? x : x.mul(2))))(1),
      TracerBoolConversionError,
      "the traced array Traced<f32[]> was compared or converted by JavaScript (as in if (x > 0), or +x). " +
        "Its value is not known while the function is traced: let np.where, lax.cond or lax.whileLoop decide by it, " +
        "or make the argument static (staticArgnums)",
    );
  });

  test("a NaN under debugNans, with the operation that made it", () => {
    const minusOne = np.array(-1);
    config.update("debugNans", true);
    const text = "invalid value (nan) encountered in log: its result f32[] has one";
    refuse(() => np.log(minusOne), FloatingPointError, text, { runsFirst: true });
    refuse(() => jit((x: Array) => np.log(x).mul(2))(minusOne), FloatingPointError, text, { runsFirst: true });
  });
});
