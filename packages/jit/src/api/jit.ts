import {
  type Arg,
  type Args,
  type ArrayLike,
  bind,
  bottomTrace,
  ConcreteArray,
  commonDevice,
  config,
  currentTrace,
  type Device,
  type Executable,
  executableOf,
  execute,
  hoistConsts,
  type Jaxpr,
  type JitParams,
  jit as jitPrimitive,
  type Array as NDArray,
  onConfigChange,
  type PyTreeDef,
  requireOptions,
  resolveDevice,
  type ShapedArray,
  type Trace,
  Tracer,
  type TypedArray,
  unflatten,
} from "@hyrax/core";
import { Lowered } from "./lowered.js";
import type { ShapeDtypeStruct } from "./shape-dtype-struct.js";
import { abstractSignature, type Signature, signatureOf } from "./signature.js";
import { type ArgNumbers, argNumbers } from "./static-args.js";
import { type Argument, functionName, traceFunction } from "./trace-function.js";

export interface JitOptions {
  /** Arguments that are part of the program: each new value of one is traced and compiled anew. */
  readonly staticArgnums?: ArgNumbers;
  /** Arguments whose memory the results may take over; they cannot be used afterwards. */
  readonly donateArgnums?: ArgNumbers;
  /** Where to run; without it, where the arguments are. */
  readonly device?: Device | string;
  /** Splice the function into the jaxpr of a function that calls it. */
  readonly inline?: boolean;
}

/** A function that is traced once for each signature of its arguments, compiled, and run as one program. */
export interface JitFunction<A extends readonly unknown[], R> {
  (...args: Args<A>): R;
  /** Traces and compiles for the types of these arguments without running, and shows what became of it. */
  lower(...args: Args<A>): Lowered;
  /**
   * Traces and compiles for the types of these arguments without running, so that the first call has it done already:
   * the engine compiles beside other work, where it can. `ShapeDtypeStruct`s may stand for arrays.
   *
   * Pages need it for large programs: their main thread may not compile those at once.
   *
   * @throws TypeError, as a rejection, for what a call with such arguments throws one
   * @throws DeviceError, as a rejection, where the host refuses the program
   *
   * @example
   * const step = jit((x) => np.tanh(x.matmul(x)));
   * await step.warm(new ShapeDtypeStruct([64, 64], "float32"));
   */
  warm(...args: TypesOf<A>): Promise<void>;
  /** How many signatures have been traced. */
  readonly cacheSize: number;
  /** Forgets all traced and compiled programs. */
  clearCache(): void;
}

/** An argument of which only the type matters. */
type TypeOf<T> = [ArrayLike] extends [T] // has no end to map over
  ? T | ShapeDtypeStruct
  : T extends NDArray
    ? Arg<T> | ShapeDtypeStruct
    : T extends TypedArray | ((...args: never[]) => unknown)
      ? T
      : T extends object
        ? { [K in keyof T]: TypeOf<T[K]> }
        : T;

/** Arguments of which only the types matter. */
export type TypesOf<A extends readonly unknown[]> = { [K in keyof A]: TypeOf<A[K]> };

interface Program {
  readonly jaxpr: Jaxpr;
  readonly consts: readonly NDArray[];
  readonly outTree: PyTreeDef;
  readonly params: JitParams;
}

/** A call on bare arrays at the bottom: another one on arrays of the same types is known without a signature. */
interface LastCall {
  readonly epoch: number;
  readonly avals: readonly ShapedArray[];
  readonly program: Program;
}

interface LastExecutable {
  readonly epoch: number;
  readonly jaxpr: Jaxpr;
  readonly device: Device;
  readonly executable: Executable;
}

function isOfTypes(args: readonly unknown[], avals: readonly ShapedArray[]): args is readonly ConcreteArray[] {
  if (args.length !== avals.length) return false;
  for (let i = 0; i < avals.length; i++) {
    const x = args[i];
    if (!(x instanceof ConcreteArray) || x.aval !== avals[i]) return false;
  }
  return true;
}

/** Counts changes of options: what was traced under others is traced again. */
let configEpoch = 0;
onConfigChange(() => {
  configEpoch++;
});

/**
 * Compiles a function of pytrees of arrays.
 *
 * The function is traced on the first call with each combination of shapes, dtypes, pytree structures and static
 * arguments: it runs once with tracers in place of its arrays, so side effects happen then and only then. Later calls
 * run the compiled program.
 *
 * @throws TypeError for unknown options, arguments that are no arrays, and functions that return a promise
 * @throws TracerBoolConversionError if the function lets a traced value decide an `if` of JavaScript
 *
 * @example
 * const selu = jit((x) => np.where(x.greater(0), x, np.exp(x).sub(1).mul(1.67)).mul(1.05));
 * selu(np.arange(5));
 */
export function jit<A extends readonly unknown[] = NDArray[], R = unknown>(
  f: (...args: A) => R,
  options: JitOptions = {},
): JitFunction<A, R> {
  if (typeof f !== "function") throw new TypeError(`jit: takes a function, found ${f === null ? "null" : typeof f}`);
  requireOptions("jit", options, ["staticArgnums", "donateArgnums", "device", "inline"]);
  const name = functionName(f);
  const programs = new Map<string, Program>();
  // What closes over tracers belongs to the transformation that is running, not to later calls.
  let programsWithin = new WeakMap<Trace, Map<string, Program>>();
  let epoch = configEpoch;
  let last: LastCall | undefined;
  let lastExecutable: LastExecutable | undefined;

  const statics = (args: readonly unknown[]) => argNumbers("jit", "staticArgnums", options.staticArgnums, args.length);

  function programFor(signature: Omit<Signature, "inputs">, avals: () => readonly ShapedArray[]): Program {
    if (epoch !== configEpoch) {
      clearCache();
      epoch = configEpoch;
    }
    const key = `${currentTrace().axesKey}${signature.key}`;
    const known = programs.get(key) ?? programsWithin.get(currentTrace())?.get(key);
    if (known !== undefined) return known;
    const donated = argNumbers("jit", "donateArgnums", options.donateArgnums, signature.arguments.length);
    const traced = traceFunction("jit", f, signature.arguments, avals());
    const params: JitParams = {
      jaxpr: hoistConsts(traced.jaxpr),
      name,
      ...(donated.size > 0 && {
        donated: [...traced.consts.map(() => false), ...donatedInputs(signature.arguments, donated)],
      }),
      ...(options.inline && { inline: true }),
    };
    const program: Program = { jaxpr: params.jaxpr, consts: traced.consts, outTree: traced.outTree, params };
    const closesOverTracers = traced.consts.some((x) => x instanceof Tracer);
    (closesOverTracers ? within(currentTrace()) : programs).set(key, program);
    return program;
  }

  function clearCache(): void {
    last = undefined;
    lastExecutable = undefined;
    programs.clear();
    programsWithin = new WeakMap();
  }

  function within(trace: Trace): Map<string, Program> {
    const known = programsWithin.get(trace);
    if (known !== undefined) return known;
    const own = new Map<string, Program>();
    programsWithin.set(trace, own);
    return own;
  }

  function call(...args: Args<A>): R {
    // The user's types hold on both sides of the boundary: unflatten rebuilds what f returned.
    if (config.values.disableJit) return f(...(args as unknown as A));
    const atBottom = currentTrace() === bottomTrace();
    if (atBottom && last?.epoch === configEpoch && isOfTypes(args, last.avals)) return finish(last.program, args, true);
    const signature = signatureOf("jit", args, statics(args));
    const program = programFor(signature, () => signature.inputs.map((x) => x.aval));
    if (atBottom && options.staticArgnums === undefined && args.every((x) => x instanceof ConcreteArray)) {
      last = { epoch: configEpoch, avals: signature.inputs.map((x) => x.aval), program };
    }
    return finish(program, signature.inputs, atBottom);
  }

  function finish({ jaxpr, consts, outTree, params }: Program, given: readonly NDArray[], atBottom: boolean): R {
    const inputs = consts.length === 0 ? given : [...consts, ...given];
    const outs = atBottom ? runNow(jaxpr, inputs, params) : bind(jitPrimitive, inputs, params);
    return (outTree.kind.type === "leaf" ? outs[0] : unflatten(outTree, outs)) as R;
  }

  function deviceOf(inputs: readonly NDArray[]): Device {
    return options.device === undefined ? commonDevice(inputs, name) : resolveDevice(options.device);
  }

  function executableFor(jaxpr: Jaxpr, inputs: readonly NDArray[], { donated }: JitParams, deferred = false) {
    const device = deviceOf(inputs);
    const executable = executableOf(jaxpr, {
      device,
      name,
      ...(donated && { donated }),
      ...(deferred && { deferred }),
    });
    return { device, executable };
  }

  function runNow(jaxpr: Jaxpr, inputs: readonly NDArray[], params: JitParams): readonly NDArray[] {
    if (
      lastExecutable?.jaxpr !== jaxpr ||
      lastExecutable.epoch !== configEpoch ||
      deviceOf(inputs) !== lastExecutable.device
    ) {
      lastExecutable = { ...executableFor(jaxpr, inputs, params), jaxpr, epoch: configEpoch };
    }
    const { device, executable } = lastExecutable;
    const { donated } = params;
    const outs = execute(executable, inputs, jaxpr.outAvals, device);
    if (donated !== undefined) inputs.forEach((x, i) => donated[i] && x.delete());
    return outs;
  }

  function lower(...args: Args<A>): Lowered {
    const { avals, arguments: list } = abstractSignature("jit", args, statics(args));
    const { jaxpr } = traceFunction("jit", f, list, avals);
    const device = options.device === undefined ? undefined : resolveDevice(options.device);
    return new Lowered(name, jaxpr, device);
  }

  async function warm(...args: TypesOf<A>): Promise<void> {
    if (config.values.disableJit) return;
    const signature = abstractSignature("jit", args, statics(args));
    const { jaxpr, consts, params } = programFor(signature, () => signature.avals);
    // What closes over tracers is compiled as part of another program.
    if (consts.some((x) => x instanceof Tracer)) return;
    const arrays = [...consts, ...signature.arrays.filter((x) => !(x instanceof Tracer))];
    await executableFor(jaxpr, arrays, params, true).executable.ready?.();
  }

  const jitted = Object.assign(call, { lower, warm, clearCache });
  // Defined, not assigned: assigning would read the size once and for all.
  Object.defineProperties(jitted, { cacheSize: { get: () => programs.size }, name: { value: f.name } });
  return jitted as JitFunction<A, R>;
}

/** For each flat input, whether the argument that it belongs to is donated. */
function donatedInputs(list: readonly Argument[], donated: ReadonlySet<number>): readonly boolean[] {
  return list.flatMap((argument, i) =>
    "value" in argument ? [] : new Array<boolean>(argument.tree.numLeaves).fill(donated.has(i)),
  );
}
