import { contraction } from "@hyrax/core";
import { testFamily } from "../../test-support/fixtures.js";

testFamily("contraction", contraction);
