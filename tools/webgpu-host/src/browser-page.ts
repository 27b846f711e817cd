import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import type { Browser, Page } from "playwright-core";
import { launchChromium } from "./chromium.js";
import { type SiteFiles, type SiteOptions, serve } from "./serve.js";

/** A page of a headless browser that has run a module; `close` ends the browser and the server behind it. */
export interface BrowserPage extends AsyncDisposable {
  readonly page: Page;
}

/**
 * Bundles a TypeScript module with all that it imports, Hyrax's packages from their sources, and runs it in a headless
 * Chromium. What the module should give to the test, it assigns to a property of `globalThis`.
 */
export async function openPage(module: string | URL, options: SiteOptions = {}): Promise<BrowserPage> {
  const files = new Map([
    ["index.html", '<!doctype html><script type="module" src="/main.js"></script>'],
    ["main.js", await bundle(fileURLToPath(module))],
  ]);
  return openSite(files, options);
}

/** Opens the index.html of a site in a headless Chromium of its own, and waits until its scripts have been loaded. */
export async function openSite(files: SiteFiles, options: SiteOptions = {}): Promise<BrowserPage> {
  const site = await serve(files, options);
  let browser: Browser | undefined;
  const close = async () => {
    await browser?.close();
    await site[Symbol.asyncDispose]();
  };
  try {
    browser = await launchChromium();
    const page = await browser.newPage();
    page.on("console", (message) => console.log(`browser: ${message.text()}`));
    const failed = new Promise<never>((_, reject) => page.on("pageerror", reject));
    await Promise.race([page.goto(site.url, { waitUntil: "load" }), failed]);
    return { page, [Symbol.asyncDispose]: close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function bundle(entry: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: "esm",
    target: "es2022",
    sourcemap: "inline",
    // The paths of this file lead from package names to sources.
    tsconfig: fileURLToPath(new URL("../../../tsconfig.sources.json", import.meta.url)),
    external: ["node:*", "webgpu"],
    // "sideEffects" of a package speaks of its built files, not of its sources.
    ignoreAnnotations: true,
  });
  const [script] = outputFiles;
  if (!script) throw new Error(`esbuild made nothing of ${entry}`);
  return script.text;
}
