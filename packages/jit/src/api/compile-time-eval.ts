import {
  bind,
  bottomTrace,
  collective,
  currentTrace,
  type Array as NDArray,
  type Params,
  type Primitive,
  runTrace,
  Trace,
  Tracer,
  withTrace,
} from "@hyrax/core";

/** What depends on the named axes of enclosing maps, also without any input. */
const communicating: ReadonlySet<Primitive> = new Set<Primitive>(Object.values(collective));

/** Computes at once what known values suffice for, and leaves the rest to the interpreter around. */
class CompileTimeTrace extends Trace {
  constructor(override readonly parent: Trace) {
    super();
  }

  override process(primitive: Primitive, inputs: readonly NDArray[], params: Params): readonly NDArray[] {
    const isKnown = !communicating.has(primitive) && !inputs.some((x) => x instanceof Tracer);
    return withTrace(isKnown ? bottomTrace() : this.parent, () => bind(primitive, inputs, params));
  }
}

/**
 * Runs a function in which operations on known values are computed at once, also while a function around it is traced:
 * their results are values, which decide an `if` of JavaScript, or a shape. Operations on traced arrays are traced as
 * ever, so that their values stay unknown.
 *
 * @example
 * jit((x: Array) => {
 *   const scale = ensureCompileTimeEval(() => np.sin(3).item());
 *   return Number(scale) > 0 ? np.sin(x) : np.cos(x);
 * });
 */
export function ensureCompileTimeEval<T>(f: () => T): T {
  if (typeof f !== "function") {
    throw new TypeError(`ensureCompileTimeEval: takes a function, found ${f === null ? "null" : typeof f}`);
  }
  return runTrace(new CompileTimeTrace(currentTrace()), f);
}
