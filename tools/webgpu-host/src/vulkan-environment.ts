import { execFile } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { hasPackagedBinaries, unpacked } from "./unpack.js";

export type Environment = Readonly<Record<string, string>>;

// The system's loader reads LD_LIBRARY_PATH when a process starts, so whether Dawn finds an adapter is a question to a
// new process, and the answer helps only processes started after it.
const probe = `
  import { create } from "webgpu";
  const adapter = await create([]).requestAdapter();
  process.exit(adapter === null ? 1 : 0);
`;

async function findsAdapter(environment: Environment): Promise<boolean> {
  try {
    await promisify(execFile)(process.execPath, ["--input-type=module", "--eval", probe], {
      cwd: fileURLToPath(new URL(".", import.meta.url)),
      env: { ...process.env, ...environment },
    });
    return true;
  } catch {
    return false;
  }
}

/**
 * The environment variables with which a new Node process finds a WebGPU adapter through Dawn: none where there is a
 * GPU, those of SwiftShader elsewhere. Throws when there is neither.
 */
export async function vulkanEnvironment(): Promise<Environment> {
  if (await findsAdapter({})) return {};
  if (!hasPackagedBinaries) {
    throw new Error(
      `Dawn finds no WebGPU adapter, and SwiftShader is packaged for linux-x64 only, not for ` +
        `${process.platform}-${process.arch}; install a Vulkan driver, or run the tests elsewhere`,
    );
  }
  const folder = await unpacked("swiftshader", ["swiftshader.tar.br"]);
  const environment = { LD_LIBRARY_PATH: folder, VK_DRIVER_FILES: join(folder, "vk_swiftshader_icd.json") };
  if (!(await findsAdapter(environment))) {
    throw new Error(`Dawn finds no WebGPU adapter with SwiftShader from ${folder}; delete that folder and try again`);
  }
  return environment;
}
