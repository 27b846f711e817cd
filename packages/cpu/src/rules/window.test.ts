import { window } from "@hyrax/core";
import { testFamily } from "../../test-support/fixtures.js";

testFamily("window", window);
