import { reduction } from "@hyrax/core";
import { testFamily } from "../../test-support/fixtures.js";

testFamily("reduction", reduction);
