import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import type { Page } from "playwright-core";
import { launchChromium } from "./chromium.js";

/** A page of a headless browser that has run a module; `close` ends the browser and the server behind it. */
export interface BrowserPage extends AsyncDisposable {
  readonly page: Page;
}

/**
 * Bundles a TypeScript module with all that it imports, Hyrax's packages from their sources, and runs it in a headless
 * Chromium. What the module should give to the test, it assigns to a property of `globalThis`.
 *
 * The page comes from localhost, so it is a secure context, as WebGPU demands, and is cross-origin isolated, as shared
 * memory demands.
 */
export async function openPage(module: string | URL): Promise<BrowserPage> {
  const files = new Map([
    ["/", { type: "text/html", body: '<!doctype html><script type="module" src="/main.js"></script>' }],
    ["/main.js", { type: "text/javascript", body: await bundle(fileURLToPath(module)) }],
  ]);
  const server = createServer(({ url = "/" }, response) => {
    const file = files.get(url);
    response.writeHead(file ? 200 : 404, {
      "content-type": file?.type ?? "text/plain",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-embedder-policy": "require-corp",
    });
    response.end(file?.body);
  });
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  // A server that listens on a port has an address of this type; the others are those of pipes.
  const { port } = server.address() as AddressInfo;

  const browser = await launchChromium();
  const close = async () => {
    await browser.close();
    server.close();
  };
  try {
    const page = await browser.newPage();
    page.on("console", (message) => console.log(`browser: ${message.text()}`));
    const failed = new Promise<never>((_, reject) => page.on("pageerror", reject));
    await Promise.race([page.goto(`http://localhost:${port}/`, { waitUntil: "load" }), failed]);
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
