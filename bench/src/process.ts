import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { Contestant } from "./contestants.js";
import type { Checked, Failed, Hello, Lacking, Request, Timed } from "./protocol.js";

interface Loaded {
  readonly loaded: true;
}

type Answer<Q extends Request> = Q extends { do: "load" }
  ? Loaded | Lacking | Failed
  : Q extends { do: "check" }
    ? Checked | Failed
    : Q extends { do: "run" }
      ? Timed | Failed
      : Loaded | Failed;

/** Work that takes longer is given up, and the process with it. */
const patience = 120_000;

/** The process of a contestant, started when it is first asked, and again after it died or was stopped. */
export class SystemProcess {
  readonly contestant: Contestant;
  /** As the process told at its start. */
  version: string | undefined;
  #child: ChildProcessWithoutNullStreams | undefined;
  #lines: AsyncIterator<string> | undefined;
  #errors = "";

  constructor(contestant: Contestant) {
    this.contestant = contestant;
  }

  async ask<Q extends Request>(request: Q): Promise<Answer<Q>> {
    try {
      await this.#start();
      this.#child?.stdin.write(`${JSON.stringify(request)}\n`);
      // The process answers each kind of request as protocol.ts says.
      return JSON.parse(await this.#nextLine()) as Answer<Q>;
    } catch (error) {
      this.stop();
      return { error: error instanceof Error ? error.message : String(error) } as Answer<Q>;
    }
  }

  stop(): void {
    this.#child?.kill("SIGKILL");
    this.#child = undefined;
    this.#lines = undefined;
  }

  async #start(): Promise<void> {
    if (this.#child !== undefined) return;
    const [program, ...args] = this.contestant.command;
    this.#errors = "";
    const child = spawn(program, args, { stdio: "pipe" });
    child.stderr.on("data", (text: Buffer) => {
      this.#errors = (this.#errors + text.toString()).slice(-2000);
    });
    // Writing to a process that has died fails; that it died is found where its answer is awaited.
    child.stdin.on("error", () => {});
    await once(child, "spawn");
    this.#child = child;
    this.#lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    this.version = (JSON.parse(await this.#nextLine()) as Hello).version;
  }

  async #nextLine(): Promise<string> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`no answer within ${patience / 1000} s`)), patience);
    });
    try {
      const line = await Promise.race([this.#lines!.next(), late]);
      if (line.done) throw new Error(`the process ended: ${this.#errors.trim().split("\n").slice(-3).join(" ")}`);
      return line.value;
    } finally {
      clearTimeout(timer);
    }
  }
}
