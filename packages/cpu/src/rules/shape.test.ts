import { shape } from "@hyrax/core";
import { testFamily } from "../../test-support/fixtures.js";

testFamily("shape", shape);
