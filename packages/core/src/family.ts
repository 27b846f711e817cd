import type { Primitive } from "./primitive.js";

/** Primitives that belong together: a package that interprets primitives has one rule file for each family. */
export type Family = Readonly<Record<string, Primitive>>;
