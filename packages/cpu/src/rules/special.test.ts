import { special } from "@hyrax/core/library";
import { testFamily } from "../../test-support/fixtures.js";

testFamily("special", special);
