import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Figure } from "../measure.js";

const program = fileURLToPath(new URL("./scan-gradient.js", import.meta.url));

interface Measured {
  readonly residuals: number;
  readonly grown: number;
  readonly ms: number;
}

function measure(steps: number, kind: "plain" | "checkpoint"): Measured {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--expose-gc", program, String(steps), kind], {
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`the gradient of a scan did not run: ${stderr}`);
  return JSON.parse(stdout) as Measured;
}

/** The gradient of a jitted scan of a recurrent network, 256 wide: what it stores for the way back, with and without `checkpoint`. */
export function scans(): readonly Figure[] {
  return (["plain", "checkpoint"] as const).flatMap((kind) =>
    [1000, 10_000].flatMap((steps): readonly Figure[] => {
      const { residuals, grown, ms } = measure(steps, kind);
      const name = `gradient of a scan of ${steps.toLocaleString("en")} steps${kind === "plain" ? "" : ", checkpointed"}`;
      return [
        { name: `${name}: residuals`, value: residuals, unit: "MB" },
        { name: `${name}: growth of the process`, value: grown, unit: "MB" },
        { name: `${name}: time`, value: ms, unit: "ms" },
      ];
    }),
  );
}
