import { elementwise } from "@hyrax/core";
import { testFamily } from "../../test-support/fixtures.js";

testFamily("elementwise", elementwise);
