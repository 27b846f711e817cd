import { config } from "@hyrax/core";

// In tests, every jaxpr that is staged is type-checked.
config.update("enableChecks", true);
