import { fileURLToPath } from "node:url";
import { defineConfig, type ViteUserConfig } from "vitest/config";

const packages = fileURLToPath(new URL("./packages", import.meta.url));

/** Resolves every Hyrax package to its sources, so that tests need no build and stack traces show TypeScript. */
const sources = [
  { find: "@hyrax/core/library", replacement: `${packages}/core/src/library.ts` },
  { find: /^@hyrax\/([a-z-]+)$/, replacement: `${packages}/$1/src/index.ts` },
  { find: /^hyrax$/, replacement: `${packages}/hyrax/src/index.ts` },
];

/** The vitest configuration of one workspace package; `test` adds to or replaces the shared settings. */
export function packageConfig(test: NonNullable<ViteUserConfig["test"]> = {}): ViteUserConfig {
  return defineConfig({
    resolve: { alias: sources },
    test: {
      include: ["src/**/*.test.ts"],
      testTimeout: 20_000,
      setupFiles: fileURLToPath(new URL("./vitest.setup.ts", import.meta.url)),
      ...test,
    },
  });
}
