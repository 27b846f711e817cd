/** A function that transforms `f`, under the name of `f`, by which `jit` reports it. */
export function named<F extends object>(transformed: F, f: { readonly name: string }): F {
  return Object.defineProperty(transformed, "name", { value: f.name });
}
