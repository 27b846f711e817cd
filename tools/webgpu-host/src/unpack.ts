import { createReadStream, createWriteStream, existsSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { createBrotliDecompress } from "node:zlib";
import { extract } from "tar-fs";

// This package is made for machines that have neither a GPU nor a browser, so it carries both: SwiftShader, which is
// Vulkan on the CPU, and a headless Chromium with the system libraries that it needs.
const entry = createRequire(import.meta.url).resolve("@sparticuz/chromium");
const archives = join(dirname(dirname(dirname(entry))), "bin");
const cache = fileURLToPath(new URL("../node_modules/.cache", import.meta.url));

/** Whether the packaged binaries run on this machine. */
export const hasPackagedBinaries = process.platform === "linux" && process.arch === "x64";

/**
 * Unpacks archives of `@sparticuz/chromium` side by side into one folder, unless that has been done before, and returns
 * the folder. A `.tar.br` is extracted, any other `.br` becomes an executable file.
 */
export async function unpacked(folder: string, names: readonly string[]): Promise<string> {
  const target = join(cache, folder);
  if (existsSync(target)) return target;
  await mkdir(cache, { recursive: true });
  const draft = await mkdtemp(`${target}-`);
  for (const name of names) {
    const sink = name.endsWith(".tar.br")
      ? extract(draft)
      : createWriteStream(join(draft, basename(name, ".br")), { mode: 0o755 });
    await pipeline(createReadStream(join(archives, name)), createBrotliDecompress(), sink);
  }
  // A whole folder appears at once or not at all; when another process was quicker, its folder is as good as ours.
  await rename(draft, target).catch(async (error: unknown) => {
    await rm(draft, { recursive: true });
    if (!existsSync(target)) throw error;
  });
  return target;
}
