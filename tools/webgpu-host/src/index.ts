export { type BrowserPage, openPage, openSite } from "./browser-page.js";
export { launchChromium } from "./chromium.js";
export { nodeGpu } from "./node-gpu.js";
export { vulkanEnvironment } from "./vulkan-environment.js";
