import { packageConfig } from "../../vitest.shared.js";

export default packageConfig({ globalSetup: "@hyrax-internal/webgpu-host/global-setup" });
