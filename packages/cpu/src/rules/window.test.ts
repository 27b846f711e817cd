import { window } from "@hyrax/core/library";
import { testFamily } from "../../test-support/fixtures.js";

testFamily("window", window);
