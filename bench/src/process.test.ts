import { afterEach, describe, expect, test } from "vitest";
import { SystemProcess } from "./process.js";

/** A system that greets, and then does what the program says with each line. */
function processOf(onLine: string): SystemProcess {
  const program = `
    process.stdout.write(JSON.stringify({ version: "1.2.3" }) + "\\n");
    require("node:readline").createInterface({ input: process.stdin }).on("line", (line) => { ${onLine} });`;
  const command = [process.execPath, "-e", program] as const;
  started = new SystemProcess({ system: "fake", label: "fake", command: [...command], relaxedSimd: false });
  return started;
}

let started: SystemProcess | undefined;
afterEach(() => started?.stop());

describe("the process of a system", () => {
  test("tells its version, and answers each request with a line", async () => {
    const system = processOf(`process.stdout.write(line.replace("drop", "answer") + "\\n")`);
    expect(await system.ask({ do: "drop" })).toEqual({ do: "answer" });
    expect(await system.ask({ do: "drop" })).toEqual({ do: "answer" });
    expect(system.version).toBe("1.2.3");
  });

  test("that dies makes the request fail with its last words, and is started again for the next", async () => {
    const system = processOf(`process.stderr.write("out of memory", () => process.exit(1))`);
    const failed = { error: "the process ended: out of memory" };
    expect(await system.ask({ do: "drop" })).toEqual(failed);
    expect(await system.ask({ do: "drop" })).toEqual(failed);
  });

  test("whose program is not there makes the request fail", async () => {
    const command = ["/nowhere/node"] as const;
    const system = new SystemProcess({ system: "none", label: "none", command: [...command], relaxedSimd: false });
    expect(await system.ask({ do: "drop" })).toMatchObject({ error: expect.stringContaining("/nowhere/node") });
  });
});
