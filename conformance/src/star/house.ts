/**
 * What each package may import from the others at run time: the star. `core` stands in the middle; a package that needs
 * more than core has its reason here.
 */
export const runtimeImports: Readonly<Record<string, readonly string[]>> = {
  core: [],
  cpu: ["core"],
  numpy: ["core", "cpu"], // brings the device that arrays live on
  tree: ["core"],
  grad: ["core"],
  jit: ["core"],
  lax: ["core", "grad"], // customRoot and customLinearSolve differentiate the user's functions
  vmap: ["core"],
  random: ["core"],
  nn: ["core", "lax", "numpy", "random"], // functions of numpy's arrays; initializers draw from random
  scipy: ["core", "lax", "numpy", "nn", "random"], // likewise; softmax and logsumexp are those of nn, and gaussianKde draws samples
  "jit-wasm": ["core", "cpu", "jit"], // compiles what jit optimised, and leaves to cpu what it cannot compile
  "jit-webgpu": ["core", "cpu", "jit"], // likewise
  pmap: ["core", "cpu", "lax"], // members run on the reference engine; the collectives are those of lax
  hyrax: [
    "core",
    "cpu",
    "lax",
    "numpy",
    "tree",
    "grad",
    "vmap",
    "jit",
    "random",
    "nn",
    "scipy",
    "jit-wasm",
    "jit-webgpu",
    "pmap",
  ],
};

/** The packages in building order. A package's tests may use those before it, so that the builds have an order at all. */
export const buildOrder: readonly string[] = [
  "core",
  "cpu",
  "numpy",
  "tree",
  "grad",
  "jit",
  "lax",
  "vmap",
  "random",
  "nn",
  "scipy",
  "jit-wasm",
  "jit-webgpu",
  "pmap",
  "hyrax",
];

/** What packages offer beside their index: the primitives of numerical libraries, which are not in core's own bundle. */
export const entries: readonly string[] = ["@hyrax/core/library"];

/** The name that `package` is imported by. */
export function packageName(folder: string): string {
  return folder === "hyrax" ? "hyrax" : `@hyrax/${folder}`;
}

/** The folder of the Hyrax package that an import specifier leads into, or undefined for anything else. */
export function importedPackage(specifier: string): string | undefined {
  const [, folder] = /^@hyrax\/([^/]+)/.exec(specifier) ?? /^(hyrax)(?:\/|$)/.exec(specifier) ?? [];
  return folder;
}
