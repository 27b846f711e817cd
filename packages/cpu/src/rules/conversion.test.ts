import { conversion } from "@hyrax/core";
import { testFamily } from "../../test-support/fixtures.js";

testFamily("conversion", conversion);
