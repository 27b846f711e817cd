import { packageConfig } from "../vitest.shared.js";

export default packageConfig({ globalSetup: "src/golden/global-setup.ts" });
