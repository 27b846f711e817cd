import { nodeModule } from "./node-module.js";
import { WORKER_SOURCE } from "./worker-source.js";

/** A thread of the host. */
export interface HostWorker {
  post(message: unknown): void;
  terminate(): void;
}

/** Starts a thread; `onEnd` hears once when it has ended, or could not begin. Throws where the host refuses at once. */
export function startWorker(onEnd: () => void): HostWorker {
  const node = nodeModule("node:worker_threads");
  if (node === undefined) return startPageWorker(onEnd);
  // Without the flags of this process, which may load or measure what a thread of kernels has nothing to do with.
  const worker = new node.Worker(WORKER_SOURCE, { eval: true, execArgv: [], name: "hyrax" });
  worker.on("exit", onEnd);
  worker.on("error", () => {}); // An exit follows.
  // Idle threads do not keep the process running.
  worker.unref();
  return { post: (message) => worker.postMessage(message), terminate: () => void worker.terminate() };
}

function startPageWorker(onEnd: () => void): HostWorker {
  const url = URL.createObjectURL(new Blob([WORKER_SOURCE], { type: "text/javascript" }));
  const worker = new Worker(url, { name: "hyrax" });
  const terminate = () => {
    worker.terminate();
    URL.revokeObjectURL(url);
  };
  const end = () => {
    // A thread that nobody waits for any more must not take pieces.
    terminate();
    onEnd();
  };
  worker.addEventListener("error", end, { once: true });
  return { post: (message) => worker.postMessage(message), terminate };
}
