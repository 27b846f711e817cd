import { registerLowering } from "@hyrax/core";
import { lowerKeys } from "./lower-keys.js";

registerLowering(lowerKeys);
