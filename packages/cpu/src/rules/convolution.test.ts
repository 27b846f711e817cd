import { convolution } from "@hyrax/core";
import { testFamily } from "../../test-support/fixtures.js";

testFamily("convolution", convolution);
