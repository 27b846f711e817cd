import type { NDArray } from "../array/array.js";
import type { ShapedArray } from "../aval.js";
import { stage } from "../interpreters/stage.js";
import { evalJaxpr } from "../jaxpr/eval-jaxpr.js";
import { hoistConsts, type Jaxpr } from "../jaxpr/jaxpr.js";
import { multiple } from "../primitive.js";
import type { Tangent } from "../zero.js";

/** A function of flat lists: the user's own until it is staged, a jaxpr from then on. */
export type FlatFunction = ((inputs: readonly NDArray[]) => readonly NDArray[]) & { readonly jaxpr?: Jaxpr };

/** A jaxpr as a function. */
export function jaxprFunction(jaxpr: Jaxpr): FlatFunction {
  return Object.assign((inputs: readonly NDArray[]) => evalJaxpr(jaxpr, [], inputs), { jaxpr });
}

/** The jaxpr of a function that has been staged. */
export function functionJaxpr(f: FlatFunction, name: string): Jaxpr {
  if (f.jaxpr === undefined) throw new TypeError(`${name}: the function has not been staged`);
  return f.jaxpr;
}

interface CustomRuleParams {
  readonly name: string;
  readonly call: FlatFunction;
  /** Leading inputs that staging found closed over; rules do not see them. */
  readonly numConsts: number;
}

export interface CustomJvpParams extends CustomRuleParams {
  /** The user's rule on the inputs after the constants: results and their tangents. */
  readonly jvp: (
    primals: readonly NDArray[],
    tangents: readonly Tangent[],
  ) => readonly [readonly NDArray[], readonly Tangent[]];
  /** Whether the rule takes tangents that are known to be zero as such, rather than as arrays. */
  readonly symbolicZeros: boolean;
}

export interface CustomVjpParams extends CustomRuleParams {
  /** The user's forward pass, by inputs and whether each is differentiated by: results, and what the backward pass needs. */
  readonly forward: (
    primals: readonly NDArray[],
    perturbed: readonly boolean[],
  ) => readonly [outs: readonly NDArray[], residuals: readonly NDArray[]];
  /** The user's backward pass: residuals and cotangents of the results to cotangents of the inputs. */
  readonly backward: (residuals: readonly NDArray[], cts: readonly Tangent[]) => readonly Tangent[];
  readonly symbolicZeros: boolean;
}

export interface CustomVmapParams extends CustomRuleParams {
  /** The user's rule on the inputs after the constants, mapped ones with the axis in front: results, and whether each is mapped. */
  readonly rule: (
    axisSize: number,
    inBatched: readonly boolean[],
    inputs: readonly NDArray[],
  ) => readonly [outs: readonly NDArray[], outBatched: readonly boolean[]];
}

function customCall<P extends CustomRuleParams>(name: string, rules: (params: P) => Readonly<Record<string, unknown>>) {
  return multiple(name, (_: readonly ShapedArray[], { call }: P) => functionJaxpr(call, name).outAvals, {
    evaluate: (inputs, { call }) => call(inputs),
    stage: (inputs, custom) => {
      if (custom.call.jaxpr !== undefined) return { inputs, params: custom };
      const { jaxpr, consts } = stage(
        custom.call,
        inputs.map((x) => x.aval),
      );
      const staged = {
        ...custom,
        call: jaxprFunction(hoistConsts(jaxpr)),
        numConsts: custom.numConsts + consts.length,
      };
      return { inputs: [...consts, ...inputs], params: staged };
    },
    effect: ({ call }) => call.jaxpr?.hasEffects ?? true,
    print: (params) => ({ name: params.name, callJaxpr: params.call.jaxpr, ...rules(params) }),
  });
}

/** A function with a derivative of the user's own: `customJvp` of `@hyrax/grad`. */
export const customJvpCall = customCall<CustomJvpParams>("custom_jvp_call", ({ jvp, symbolicZeros }) => ({
  jvp,
  symbolicZeros,
}));

/** A function with a backward pass of the user's own: `customVjp` of `@hyrax/grad`. */
export const customVjpCall = customCall<CustomVjpParams>("custom_vjp_call", ({ forward, backward, symbolicZeros }) => ({
  bwd: backward,
  fwd: forward,
  symbolicZeros,
}));

/** A function with a batching rule of the user's own: `customVmap` of `@hyrax/vmap`. */
export const customVmapCall = customCall<CustomVmapParams>("custom_vmap_call", ({ rule }) => ({ rule }));

/** Functions whose derivatives, or whose batching, the user gives. */
export const customRules = { customJvpCall, customVjpCall, customVmapCall };
