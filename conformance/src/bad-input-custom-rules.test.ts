import type { Array } from "@hyrax/core";
import { checkpoint, checkpointPolicies, customGradient, customJvp, customVjp, grad, jvp } from "@hyrax/grad";
import { jit } from "@hyrax/jit";
import * as lax from "@hyrax/lax";
import * as np from "@hyrax/numpy";
import * as random from "@hyrax/random";
import * as tree from "@hyrax/tree";
import { customVmap, sequentialVmap, vmap } from "@hyrax/vmap";
import { describe, test } from "vitest";
import { refuse } from "./bad-input/refuse.js";
import { untyped } from "./bad-input/untyped.js";

type Case = readonly [what: string, run: () => unknown, text: string];

const two = np.ones([2]);
const identity = (x: Array) => x;
const afterwards = { runsFirst: true };

/** A function named `f` with a forward and a backward pass, which may be wrong. */
function vjpOf(forward: unknown, backward: unknown) {
  const f = customVjp(function f(x: Array) {
    return x;
  });
  untyped(f.defvjp)(forward, backward);
  return f;
}

/** A function named `f` with a derivative, which may be wrong. */
function jvpOf(rule: unknown) {
  const f = customJvp(function f(x: Array) {
    return x;
  });
  untyped(f.defjvp)(rule);
  return f;
}

describe("customVjp", () => {
  const keep = (x: Array) => [x, null];
  const returned = "customVjp: what the backward pass of f returned";
  const cases: readonly Case[] = [
    ["no function", () => untyped(customVjp)(3), "customVjp: takes a function, found number"],
    [
      "no rule",
      () => customVjp(identity)(1),
      "customVjp: identity has no rule; give it one with defvjp before it is called",
    ],
    ["a rule that is no function", () => vjpOf(keep, 3), "customVjp: defvjp of f: takes a function, found number"],
    [
      "a forward pass that returns no pair",
      () => grad(vjpOf(identity, identity))(1),
      "customVjp: the forward pass of f must return [result, residuals], found 1.0",
    ],
    [
      "a backward pass that returns another number of cotangents",
      () => grad(vjpOf(keep, (_: null, ct: Array) => [ct, ct]))(1),
      `${returned} must be a list with a cotangent for each of 1 arguments, found a list of 2`,
    ],
    [
      "a cotangent of another shape",
      () => grad(vjpOf(keep, () => [two]))(1),
      `${returned} at [0] is f32[2], but it belongs to a value f32[]: shape and dtype must be equal; convert with astype or reshape`,
    ],
    [
      "forward mode",
      () =>
        jvp(
          vjpOf(keep, (_: null, ct: Array) => [ct]),
          [1],
          [1],
        ),
      "f: forward-mode differentiation (jvp, jacfwd) of a function with a customVjp rule is not possible, since only its " +
        "backward pass is known; use reverse mode (grad, vjp, jacrev), or give it a customJvp rule",
    ],
    [
      "forward mode in a jitted function",
      () =>
        jit(
          (x: Array) =>
            jvp(
              vjpOf(keep, (_: null, ct: Array) => [ct]),
              [x],
              [x],
            )[1],
        )(1),
      "f: forward-mode differentiation (jvp, jacfwd) of a function with a customVjp rule is not possible, since only its " +
        "backward pass is known; use reverse mode (grad, vjp, jacrev), or give it a customJvp rule",
    ],
    [
      "a pullback of customGradient that is no function",
      () => grad(untyped(customGradient)((x: Array) => [x, x]) as typeof identity)(1),
      "customGradient: the function must return [result, pullback], found 1.0,1.0",
    ],
  ];
  test.each(cases)("%s", (_, run, text) => refuse(run, TypeError, text, afterwards));
});

describe("customJvp", () => {
  const cases: readonly Case[] = [
    [
      "no rule",
      () => customJvp(identity)(1),
      "customJvp: identity has no rule; give it one with defjvp or defjvps before it is called",
    ],
    [
      "a rule that returns no pair",
      () => grad(jvpOf(() => 3))(1),
      "customJvp: the rule of f must return [result, tangent of the result], found 3",
    ],
    [
      "a tangent of another shape",
      () => grad(jvpOf(([x]: [Array]) => [x, two]))(1),
      "customJvp: the tangent that the rule of f returned is f32[2], but it belongs to a value f32[]: " +
        "shape and dtype must be equal; convert with astype or reshape",
    ],
    [
      "another number of terms",
      () => {
        const f = customJvp(function f(x: Array, y: Array) {
          return x.mul(y);
        });
        untyped(f.defjvps)(null);
        return grad(f)(1, 2);
      },
      "customJvp: defjvps of f takes a term, or null, for each of 2 arguments, found 1",
    ],
  ];
  test.each(cases)("%s", (_, run, text) => refuse(run, TypeError, text, afterwards));
});

describe("customVmap", () => {
  const ruled = (rule: unknown) => {
    const f = customVmap(function f(x: Array) {
      return x;
    });
    untyped(f.defVmap)(rule);
    return () => vmap(f)(two);
  };
  const returned = "customVmap: what the batching rule of f returned";
  const cases: readonly Case[] = [
    ["no function", () => untyped(customVmap)(null), "customVmap: takes a function, found null"],
    ["no function to sequentialVmap", () => untyped(sequentialVmap)(3), "customVmap: takes a function, found number"],
    [
      "no rule",
      () => vmap(customVmap(identity))(two),
      "customVmap: identity has no batching rule; give it one with defVmap before it is called",
    ],
    [
      "a rule that returns no pair",
      ruled(() => 3),
      `${returned} must be [result, whether each array of it is mapped], found 3`,
    ],
    [
      "a result of another structure",
      ruled(() => [[two], [true]]),
      `${returned} as its result must have the structure of what the function returns, PyTreeDef(*), but it is PyTreeDef([*])`,
    ],
    [
      "a result without the mapped axis",
      ruled(() => [np.array(1), true]),
      `${returned} as its result is f32[], but the function returns f32[] for a single element, so it must be f32[2] where 2 of them are mapped`,
    ],
    [
      "a flag that is none",
      ruled((_: number, __: unknown, x: Array) => [x, 0]),
      `${returned} as its second part must be true or false, found 0`,
    ],
  ];
  test.each(cases)("%s", (_, run, text) => refuse(run, TypeError, text, afterwards));
});

describe("customLinearSolve and customRoot", () => {
  const solve = untyped(lax.customLinearSolve);
  const root = untyped(lax.customRoot);
  const divide = (_: unknown, b: Array) => b.div(2);
  const cases: readonly Case[] = [
    ["no function", () => solve(3, two, divide), "customLinearSolve: matvec must be a function, found 3"],
    [
      "a product of another shape",
      () => solve(() => np.ones([3]), two, divide),
      "customLinearSolve: what matvec returns is f32[3], but b is f32[2]: the shapes do not match",
    ],
    [
      "a solution of another structure",
      () => solve(identity, two, () => [two]),
      "customLinearSolve: what solve returns must have the structure of b, PyTreeDef(*), but it is PyTreeDef([*])",
    ],
    [
      "an option that there is not",
      () => solve(identity, two, divide, { hermitian: true }),
      'customLinearSolve: there is no option "hermitian"; options are transposeSolve, symmetric, hasAux',
    ],
    [
      "reverse mode without a transposed solver",
      () => grad((b: Array) => np.sum(lax.customLinearSolve((x: Array) => x.mul(2), b, divide)))(two),
      "customLinearSolve: reverse-mode differentiation (grad, vjp, jacrev) solves with the transpose, but it is not known how; " +
        "give the option transposeSolve, or symmetric: true where the matrix is",
    ],
    [
      "an error of another structure",
      () => root((x: Array) => [x], two, divide, divide),
      "customRoot: what f returns must have the structure of the initial guess, PyTreeDef(*), but it is PyTreeDef([*])",
    ],
    [
      "no way to solve for tangents",
      () => root(identity, two, divide),
      "customRoot: tangentSolve must be a function, found undefined",
    ],
  ];
  test.each(cases)("%s", (_, run, text) => refuse(run, TypeError, text, afterwards));
});

describe("options of differentiation", () => {
  const product = (x: Array, y: Array) => x.mul(y);
  const called = (options: unknown) => untyped(untyped(grad)(product, options) as object)(1, 2);
  const cases: readonly Case[] = [
    [
      "no object",
      () => called(null),
      "grad: options are an object of argnums, hasAux, allowInt, holomorphic; found null",
    ],
    [
      "argnums that is a text",
      () => called({ argnums: "0" }),
      "grad: argnums must be an integer or a list of integers, found 0",
    ],
    [
      "argnums that names an argument twice",
      () => called({ argnums: [0, -2] }),
      "grad: argnums names argument 0 more than once",
    ],
    [
      "nondiffArgnums that names no argument",
      () => {
        const f = customJvp(identity, { nondiffArgnums: [3] });
        untyped(f.defjvp)(identity);
        return f(1);
      },
      "identity: nondiffArgnums names argument 3, but the function was called with 1 argument",
    ],
    [
      "staticArgnums that names no argument",
      () => checkpoint(identity, { staticArgnums: 1 })(1),
      "checkpoint: staticArgnums names argument 1, but the function was called with 1 argument",
    ],
    [
      "an option of a rule that there is not",
      () => untyped(customJvp(identity).defjvp)(identity, { symbolic: true }),
      'customJvp: defjvp of identity: there is no option "symbolic"; options are symbolicZeros',
    ],
  ];
  test.each(cases)("%s", (_, run, text) => refuse(run, TypeError, text, afterwards));
});

describe("checkpoint and trees", () => {
  const cases: readonly Case[] = [
    [
      "a policy that is none",
      () => untyped(checkpoint)(identity, { policy: "dots" }),
      "checkpoint: policy must be a function, such as those of checkpointPolicies, found dots",
    ],
    [
      "a list in place of names",
      () => untyped(checkpointPolicies.saveOnlyTheseNames)(["a"]),
      "checkpointPolicies.saveOnlyTheseNames: takes names, as given to checkpointName, found a",
    ],
    ["no function to bind to", () => untyped(tree.Partial)(3), "tree.Partial: takes a function, found 3"],
    [
      "trees that disagree",
      () => tree.map((x: number) => x, { a: [1, 2] }, { a: [1] } as never),
      "tree.map: the pytrees differ at ['a']: the first has PyTreeDef([*, *]), another has PyTreeDef([*])",
    ],
    [
      "arithmetic on a random key",
      () => untyped(np.add)(random.key(0), 1),
      "add: takes numbers, found the random key key<fry>[]; draw numbers from it (random.uniform), or read its words with random.keyData",
    ],
  ];
  test.each(cases)("%s", (_, run, text) => refuse(run, TypeError, text, afterwards));
});
