import { config } from "hyrax";
import { running, runProgram, threadsSeen } from "./run-program.js";

config.update("numThreads", 3);

// Runs a program in a worker of a page, where there may be threads too.
addEventListener("message", async ({ data: name }: MessageEvent<string>) => {
  const threads = await threadsSeen(2, crossOriginIsolated ? 20_000 : 500);
  postMessage({ results: runProgram(name), threads, running: running() });
});
