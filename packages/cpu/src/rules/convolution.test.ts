import { convolution } from "@hyrax/core/library";
import { testFamily } from "../../test-support/fixtures.js";

testFamily("convolution", convolution);
