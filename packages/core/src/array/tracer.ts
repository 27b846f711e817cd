import { config } from "../config.js";
import type { Device } from "../device/device.js";
import { diagnostics } from "../diagnostics.js";
import type { TypedArray } from "../dtypes/typed-array.js";
import {
  ConcretizationTypeError,
  TracerArrayConversionError,
  TracerBoolConversionError,
  UnexpectedTracerError,
} from "../errors.js";
import type { Trace } from "../interpreters/trace.js";
import { NDArray, type Nested, type Scalar } from "./array.js";

const advice =
  "Its value is not known while the function is traced: let np.where, lax.cond or lax.whileLoop decide by it, " +
  "or make the argument static (staticArgnums)";

/** An array that stands for a value under a transformation: shape and dtype without elements. */
export abstract class Tracer extends NDArray {
  /** The interpreter that gives it meaning. */
  abstract readonly owner: Trace;

  /** Where it was made, if `checkTracerLeaks` is on. */
  readonly origin = config.values.checkTracerLeaks ? `; it was made ${diagnostics.here()}` : "";

  override get device(): Device {
    throw new ConcretizationTypeError(`the device of ${this} was asked for. ${advice}`);
  }

  override data(): Promise<TypedArray> {
    throw new TracerArrayConversionError(calledOn(this, "data"));
  }

  override dataSync(): TypedArray {
    throw new TracerArrayConversionError(calledOn(this, "dataSync"));
  }

  override async blockUntilReady(): Promise<this> {
    return this;
  }

  override tolist(): Nested {
    throw new TracerArrayConversionError(calledOn(this, "tolist"));
  }

  override item(): Scalar {
    throw new ConcretizationTypeError(calledOn(this, "item"));
  }

  /** A traced value has no memory of its own to give back. */
  override delete(): void {}

  override toString(): string {
    return `Traced<${this.aval}>`;
  }

  override inspect(): string {
    return this.toString();
  }

  override [Symbol.toPrimitive](hint: "default" | "number" | "string"): string {
    if (hint === "string") return this.toString();
    throw new TracerBoolConversionError(
      `the traced array ${this} was compared or converted by JavaScript (as in if (x > 0), or +x). ${advice}`,
    );
  }
}

function calledOn(tracer: Tracer, method: string): string {
  return `${method}() was called on the traced array ${tracer}. ${advice}`;
}

/** Throws if a tracer is used although the function that was traced with it has returned. */
export function checkLeak(tracer: Tracer): void {
  if (!tracer.owner.alive) throw leakError(tracer);
}

/** What to say of a tracer that is met outside the function that it belongs to, or that a custom rule closes over. */
export function leakError(tracer: Tracer): UnexpectedTracerError {
  const what = tracer.owner.alive
    ? "where its transformation does not reach: a function with a custom rule closes over it; pass it as an argument"
    : "outside the transformed function that it belongs to; return it from the function instead of storing it";
  return new UnexpectedTracerError(`the traced array ${tracer} was used ${what}${tracer.origin}`);
}
