/** The workers that Hyrax has started in this page. */
const workers: Worker[] = [];

/** Has the page keep account of its workers. */
export function watchWorkers(): void {
  globalThis.Worker = class extends Worker {
    constructor(url: string | URL, options?: WorkerOptions) {
      super(url, options);
      if (options?.name === "hyrax") workers.push(this);
    }
  };
}

/** Ends all workers, as a browser that is short of memory does: nobody is told. */
export function endWorkers(): number {
  for (const worker of workers) worker.terminate();
  return workers.splice(0).length;
}

/** From now on this page gets no workers, as under a content security policy that has none from `blob:`. */
export function forbidWorkers(): void {
  const policy = document.createElement("meta");
  policy.httpEquiv = "content-security-policy";
  policy.content = "worker-src 'none'";
  document.head.append(policy);
}
