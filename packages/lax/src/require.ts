/** Throws a `TypeError` with the message unless the condition holds. */
export function require(condition: boolean, message: () => string): asserts condition {
  if (!condition) throw new TypeError(message());
}
