import { expect, test } from "vitest";
import { table } from "./table.js";

test("a row for each module and one for all of them, numbers under their heads", () => {
  const row = { passed: 7, "known gaps": 1, failed: 0, missing: 120, "soft failed": 2 };
  expect(
    table([
      { module: "numpy", ...row },
      { module: "numpy-linalg", ...row, passed: 1000 },
    ]),
  ).toBe(
    [
      "goldens       passed  known gaps  failed  missing  soft failed",
      "numpy              7           1       0      120            2",
      "numpy-linalg    1000           1       0      120            2",
      "all             1007           2       0      240            4",
    ].join("\n"),
  );
});
