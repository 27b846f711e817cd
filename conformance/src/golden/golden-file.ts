import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Encoded, isFields, isList, tagged } from "./encoded.js";

/** The transformations that a case is run under; `value` is the plain call. `goldens/README.md` says what each means. */
export type Variant = "value" | "jit" | "jvp" | "vjp" | "vmap";

interface Tolerance {
  readonly rtol?: number;
  readonly atol?: number;
}

/** A case of a golden file, in the format that `goldens/README.md` describes. */
export interface Case extends Tolerance {
  readonly id: string;
  readonly fn?: string;
  readonly js?: string;
  readonly args?: readonly Encoded[];
  readonly opts?: Encoded;
  readonly vars?: Readonly<Record<string, Encoded>>;
  readonly const?: boolean;
  readonly config?: Readonly<Record<string, unknown>>;
  readonly out?: Encoded;
  readonly error?: string | readonly string[];
  readonly jaxpr?: string;
  readonly signedZero?: boolean;
  readonly tier: 1 | 2 | 3;
  readonly jit?: boolean;
  readonly soft?: boolean;
  readonly jvp?: Tolerance & { readonly tangents: readonly Encoded[]; readonly out: Encoded };
  readonly vjp?: Tolerance & { readonly ct: Encoded; readonly out: readonly Encoded[] };
  readonly vmap?: Tolerance & {
    readonly args: readonly Encoded[];
    readonly inAxes: readonly (number | null)[];
    readonly out: Encoded;
  };
}

/** The golden files, one for each module of JAX. */
export const goldenModules = [
  "lax",
  "lax-linalg",
  "nn",
  "numpy",
  "numpy-fft",
  "numpy-linalg",
  "programs",
  "random",
  "scipy",
  "tree",
] as const;

export type GoldenModule = (typeof goldenModules)[number];

/** Reads the cases of a golden file. */
export function goldenCases(module: GoldenModule): readonly Case[] {
  const file = fileURLToPath(new URL(`../../goldens/${module}.json`, import.meta.url));
  // The files are part of the repository and of a fixed format: what parses is of this shape.
  return (JSON.parse(readFileSync(file, "utf8")) as { cases: readonly Case[] }).cases;
}

/** The variants that a case asks for; programs run under an outer `jit` too. */
export function variantsOf(c: Case): readonly Variant[] {
  const variants: Variant[] = ["value"];
  const jits = c.args === undefined ? returnsArrays(c.out ?? null) : c.jit !== false;
  if (c.error === undefined && c.jaxpr === undefined && !c.const && jits) variants.push("jit");
  if (c.args === undefined) return variants;
  if (c.jvp) variants.push("jvp");
  if (c.vjp) variants.push("vjp");
  if (c.vmap) variants.push("vmap");
  return variants;
}

/** Whether a program returns nothing but arrays: what is a bare number or a text is not so any more under `jit`. */
function returnsArrays(out: Encoded): boolean {
  if (tagged(out) !== undefined) return true;
  if (isList(out)) return out.every(returnsArrays);
  return isFields(out) && Object.values(out).every(returnsArrays);
}

/** The function or topic that a case belongs to: what stands before the slash in its id. */
export function groupOf({ id }: Case): string {
  return id.split("/", id.startsWith("programs/") ? 2 : 1).join("/");
}
