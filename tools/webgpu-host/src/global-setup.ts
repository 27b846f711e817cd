import type { TestProject } from "vitest/node";
import { vulkanEnvironment } from "./vulkan-environment.js";

/** Vitest's `globalSetup` for packages whose tests call `create` of the package `webgpu`: their workers find an adapter. */
export async function setup(project: TestProject): Promise<void> {
  // Workers are started after this, each in a process of its own, with these variables.
  project.config.env = { ...project.config.env, ...(await vulkanEnvironment()) };
}
