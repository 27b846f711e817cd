import { functionOf, valueOf } from "./call.js";
import type { Tolerance } from "./close.js";
import { compare, listOf } from "./compare.js";
import { decode } from "./decode.js";
import type { Encoded } from "./encoded.js";
import type { Case, Variant } from "./golden-file.js";
import { mark, markedLeaves, replace, select } from "./marks.js";
import { mustThrow } from "./must-throw.js";
import { asFunction, type Callable, lookupFunction } from "./names.js";
import { Mismatch } from "./outcome.js";

/** Runs a case under a variant. Throws `Missing`, a `Mismatch`, or whatever the case throws. */
export async function runVariant(c: Case, variant: Variant): Promise<void> {
  if (variant !== "value") return transformed[variant](c, toleranceOf(c, variant));
  if (c.error !== undefined) return mustThrow(c.error, () => valueOf(c));
  const got = await valueOf(c);
  if (c.jaxpr !== undefined) return compareText(c.jaxpr, String(got));
  compare(c.out ?? null, got, toleranceOf(c, variant));
}

type Run = (c: Case, tolerance: Tolerance) => void;

const transformed: { readonly [V in Exclude<Variant, "value">]: Run } = {
  jit(c, tolerance) {
    // A program is traced as a whole.
    if (c.args === undefined)
      return compare(c.out ?? null, asFunction(lookupFunction("jit")(() => valueOf(c)))(), tolerance);
    const marks = argsOf(c).map((arg) => mark(arg, ["array", "key", "prngkey", "expr"]));
    const f = asFunction(lookupFunction("jit")(closedOver(c, marks)));
    compare(c.out ?? null, f(...select(marks, argsOf(c).map(decode))), tolerance);
  },

  vmap(c, tolerance) {
    const { inAxes, args: batched, out } = present(c.vmap);
    const marks = argsOf(c).map((arg) => mark(arg, ["array"]));
    const axes = marks.flatMap((m, i) => markedLeaves(m).map(() => inAxes[i] ?? null));
    const leaves = argsOf(c).flatMap((arg, i) =>
      select(marks[i] ?? null, decode(inAxes[i] === null ? arg : (batched[i] ?? null))),
    );
    const f = asFunction(lookupFunction("vmap")(closedOver(c, marks), { inAxes: axes }));
    compare(out, f(...leaves), tolerance);
  },

  jvp(c, tolerance) {
    const { tangents, out } = present(c.jvp);
    const primals = select(tangents, argsOf(c).map(decode));
    const result = lookupFunction("jvp")(
      leavesOf(out, closedOver(c, tangents)),
      primals,
      markedLeaves(tangents).map(decode),
    );
    compare(markedLeaves(out), listOf(result)?.[1], tolerance, "tangent");
  },

  vjp(c, tolerance) {
    const { ct, out } = present(c.vjp);
    const primals = select(out, argsOf(c).map(decode));
    const result = lookupFunction("vjp")(leavesOf(ct, closedOver(c, out)), ...primals);
    const cotangents = asFunction(listOf(result)?.[1])(markedLeaves(ct).map(decode));
    compare(markedLeaves(out), cotangents, tolerance, "cotangent");
  },
};

/** The case's function of its marked arguments alone, the others fixed at their values. */
function closedOver(c: Case, marks: readonly Encoded[]): Callable {
  const f = functionOf(c);
  const args = argsOf(c).map(decode);
  return (...leaves) => f(...(listOf(replace(marks, args, leaves)) ?? []));
}

/** The marked leaves of a function's result: those that have a tangent. */
function leavesOf(marks: Encoded, f: Callable): Callable {
  return (...args) => select(marks, f(...args));
}

function toleranceOf(c: Case, variant: Variant): Tolerance {
  const own = variant === "value" || variant === "jit" ? c : c[variant];
  return {
    rtol: own?.rtol ?? c.rtol ?? 0,
    atol: own?.atol ?? c.atol ?? 0,
    signedZero: variant === "value" && c.signedZero === true,
  };
}

function compareText(want: string, got: string): void {
  const collapsed = (text: string) => text.replace(/\s+/g, " ").trim();
  if (collapsed(got) !== collapsed(want)) throw new Mismatch(`expected ${collapsed(want)}, got ${collapsed(got)}`);
}

function argsOf({ id, args }: Case): readonly Encoded[] {
  if (args === undefined) throw new Error(`${id} is a program: it has no arguments to transform`);
  return args;
}

function present<T>(variant: T | undefined): T {
  if (variant === undefined) throw new Error("the case does not have this variant");
  return variant;
}
