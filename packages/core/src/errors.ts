/** A value of an array was needed where only its shape and dtype are known, inside a traced function. */
export class ConcretizationTypeError extends TypeError {
  override readonly name: string = "ConcretizationTypeError";
}

/** A traced value was used as a JavaScript boolean or compared with an operator (`if (x > 0)`). */
export class TracerBoolConversionError extends ConcretizationTypeError {
  override readonly name: string = "TracerBoolConversionError";
}

/** A traced value was used where an integer is needed: a shape, an axis, a loop bound of plain JavaScript. */
export class TracerIntegerConversionError extends ConcretizationTypeError {
  override readonly name: string = "TracerIntegerConversionError";
}

/** The elements of a traced array were asked for (`tolist`, `dataSync`, `item`). */
export class TracerArrayConversionError extends ConcretizationTypeError {
  override readonly name: string = "TracerArrayConversionError";
}

/** A boolean mask whose value is not known was used as an index inside a traced function. */
export class NonConcreteBooleanIndexError extends ConcretizationTypeError {
  override readonly name: string = "NonConcreteBooleanIndexError";
}

/** A traced value escaped from the function that was being traced, and was used after it had returned. */
export class UnexpectedTracerError extends Error {
  override readonly name: string = "UnexpectedTracerError";
}

/** A random key was used twice, under `config.update("debugKeyReuse", true)`. */
export class KeyReuseError extends Error {
  override readonly name: string = "KeyReuseError";
}

/** A transformation or an engine met a primitive that it has no rule for. */
export class MissingRuleError extends Error {
  override readonly name: string = "MissingRuleError";
}

/** No device, or no engine for a device, has been imported. */
export class MissingEngineError extends Error {
  override readonly name: string = "MissingEngineError";
}

/** An array was read after `delete()`, or after it had been donated to a jitted function. */
export class DeletedArrayError extends Error {
  override readonly name: string = "DeletedArrayError";
}

/** A device lacks a dtype, or the memory that a computation needs. */
export class DeviceError extends Error {
  override readonly name: string = "DeviceError";
}

/** A collective or `axisIndex` names an axis that no enclosing `vmap` or `pmap` binds. */
export class UnboundAxisError extends Error {
  override readonly name: string = "UnboundAxisError";
}

/** An operation made a NaN, or an infinity, under `config.update("debugNans", true)` or `"debugInfs"`. */
export class FloatingPointError extends Error {
  override readonly name: string = "FloatingPointError";
}

/** Inputs that an operation does not take. Where the operation is declared, its name is put before the message. */
export class Misfit extends TypeError {}
