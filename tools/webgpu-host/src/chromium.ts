import { join } from "node:path";
import { type Browser, chromium } from "playwright-core";
import { hasPackagedBinaries, unpacked } from "./unpack.js";

/** Starts a headless Chromium with WebGPU: the packaged one on linux-x64, the installed Chrome elsewhere. */
export async function launchChromium(): Promise<Browser> {
  const args = ["--no-sandbox", "--enable-unsafe-webgpu", "--disable-background-networking"];
  if (!hasPackagedBinaries) return chromium.launch({ channel: "chrome", args });
  const folder = await unpacked("chromium", ["chromium.br", "swiftshader.tar.br", "al2023.tar.br"]);
  return chromium.launch({
    executablePath: join(folder, "chromium"),
    args: [...args, "--use-webgpu-adapter=swiftshader"],
    env: { ...process.env, LD_LIBRARY_PATH: join(folder, "lib") },
  });
}
