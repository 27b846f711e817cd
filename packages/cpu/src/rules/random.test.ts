import { random } from "@hyrax/core/library";
import { testFamily } from "../../test-support/fixtures.js";

const { threefry2x32 } = random;
testFamily("random", { threefry2x32 });
