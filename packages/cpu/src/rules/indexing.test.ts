import { indexing } from "@hyrax/core";
import { testFamily } from "../../test-support/fixtures.js";

testFamily("indexing", indexing);
