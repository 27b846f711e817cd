import { testGoldens } from "../golden/test-goldens.js";

testGoldens("scipy");
