import { special } from "@hyrax/core";
import { testFamily } from "../../test-support/fixtures.js";

testFamily("special", special);
