import { packageConfig } from "../../vitest.shared.js";

export default packageConfig({ setupFiles: [], globalSetup: "src/global-setup.ts", hookTimeout: 60_000 });
