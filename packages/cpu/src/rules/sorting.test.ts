import { sorting } from "@hyrax/core";
import { testFamily } from "../../test-support/fixtures.js";

testFamily("sorting", sorting);
