/** A type that a WebAssembly value can have. */
export type ValueType = "i32" | "i64" | "f32" | "f64" | "v128";

/** What an expression leaves behind: one value, or nothing (a store, a call for its effect). */
export type ResultType = ValueType | "none";

/** The binary code of each value type (WebAssembly specification, section 5.3.1). */
export const VALUE_TYPE_CODES: { readonly [T in ValueType]: number } = {
  i32: 0x7f,
  i64: 0x7e,
  f32: 0x7d,
  f64: 0x7c,
  v128: 0x7b,
};
