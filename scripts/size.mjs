// Checks what each package costs a page, and what applications do: bundled with all they need, minified, gzipped.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { minify } from "terser";
import { root } from "./process.mjs";

/** @typedef {Record<string, number>} Budgets the largest gzipped sizes, in kilobytes (1000 bytes) */

/** @type {{ packages: Budgets, applications: Budgets }} */
const budgets = JSON.parse(readFileSync(join(root, "size-budgets.json"), "utf8"));

/** What an application imports is all that its page pays for; a library on top of these may need everything. */
const applications = {
  "everything of core, numpy, grad, jit and jit-wasm": `
    export * from "@hyrax/core";
    export * as np from "@hyrax/numpy";
    export * as grad from "@hyrax/grad";
    export * as jit from "@hyrax/jit";
    export * as wasm from "@hyrax/jit-wasm";`,
  "training of a small network with these": `
    import "@hyrax/jit-wasm";
    import { valueAndGrad } from "@hyrax/grad";
    import { jit } from "@hyrax/jit";
    import * as np from "@hyrax/numpy";
    const predict = ([w, b, v, c], x) => np.matmul(np.maximum(np.matmul(x, w).add(b), 0), v).add(c);
    const loss = (params, x, y) => np.mean(np.square(predict(params, x).sub(y)));
    const step = jit((params, x, y) => {
      const [value, grads] = valueAndGrad(loss)(params, x, y);
      return [params.map((p, i) => p.sub(grads[i].mul(0.1))), value];
    });
    let params = [np.ones([784, 256]), np.zeros([256]), np.ones([256, 10]), np.zeros([10])];
    for (let i = 0; i < 100; i++) {
      const [next, value] = step(params, np.ones([128, 784]), np.ones([128, 10]));
      params = next;
      console.log(value.item());
    }`,
};

/** @param {import("esbuild").BuildOptions} entry what to bundle */
async function gzippedKilobytes(entry) {
  const { outputFiles, metafile } = await build({
    ...entry,
    bundle: true,
    minifySyntax: true,
    minifyWhitespace: true,
    write: false,
    metafile: true,
    outdir: root,
    format: "esm",
    target: "es2022",
    // Without the workspace's tsconfig.json, whose paths lead to the sources instead of what is published.
    tsconfigRaw: {},
    // What only Node has, and what only Node needs, is never sent to a page.
    external: ["node:*", "webgpu"],
  });
  // Under their own names exports are in the bundle once; an alias for each would be there twice.
  const exported = Object.values(metafile.outputs).flatMap((output) => output.exports);
  let bytes = 0;
  for (const { text } of outputFiles ?? []) {
    const { code = "" } = await minify(text, { module: true, ecma: 2020, mangle: { reserved: exported } });
    bytes += gzipSync(code, { level: 9 }).length;
  }
  return bytes / 1000;
}

const entries = [
  ...Object.entries(budgets.packages).map(([folder, budget]) => ({
    name: folder,
    budget,
    entry: { entryPoints: [join(root, "packages", folder, "dist", "index.js")] },
  })),
  // The umbrella depends on all packages.
  ...Object.entries(applications).map(([name, contents]) => ({
    name,
    budget: budgets.applications[name] ?? 0,
    entry: { stdin: { contents, resolveDir: join(root, "packages", "hyrax") } },
  })),
];

let over = 0;
for (const { name, budget, entry } of entries) {
  const size = await gzippedKilobytes(entry);
  const verdict = size > budget ? `over its budget by ${(size - budget).toFixed(1)} kB` : "";
  if (verdict) over += 1;
  console.log(`${name.padEnd(50)} ${size.toFixed(1).padStart(7)} of ${String(budget).padStart(4)} kB  ${verdict}`);
}
if (over > 0) {
  console.error("Make it smaller, or raise its budget in size-budgets.json and say why in the commit.");
  process.exitCode = 1;
}
