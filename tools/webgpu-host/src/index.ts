export { type BrowserPage, openPage } from "./browser-page.js";
export { launchChromium } from "./chromium.js";
export { nodeGpu } from "./node-gpu.js";
export { vulkanEnvironment } from "./vulkan-environment.js";
