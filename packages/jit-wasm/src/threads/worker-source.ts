import { WORD } from "./control-block.js";

/** How often a thread looks for a new job before it sleeps: for 0.1 to 0.2 ms. Waking it takes a system call of some microseconds. */
const LOOKS = 40_000;

/**
 * The program of a thread, as text: so it needs no file that a bundler would have to know of. It runs alike in a
 * `worker_threads` of Node and in the worker of a page.
 *
 * Until a job of a program that it does not have, it never goes back to its event loop. Such a program is on its way as
 * a message, since it is sent before its first job begins; meanwhile the calling thread does the work by itself.
 */
export const WORKER_SOURCE = `
const port = typeof require === "function" ? require("node:worker_threads").parentPort : self;
const programs = new Map();
let memory, control, thread, working;
let seen = 0;

function add({ id, module }) {
  let parts = [];
  try {
    const fork = (part, table, count, grain, thread) => parts[part](table, 0, count, thread);
    const { exports } = new WebAssembly.Instance(module, { hyrax: { memory, fork } });
    for (let i = 0; exports["part" + i]; i++) parts.push(exports["part" + i]);
  } catch {}
  programs.set(id, parts);
}

function takePieces(parts) {
  const run = parts[control[${WORD.part}]];
  const table = control[${WORD.table}], count = control[${WORD.count}], chunk = control[${WORD.chunk}];
  if (!run || thread >= control[${WORD.threads}]) return;
  try {
    for (let begin; (begin = Atomics.add(control, ${WORD.next}, chunk)) < count; )
      run(table, begin, Math.min(begin + chunk, count), thread);
  } catch {
    Atomics.store(control, ${WORD.failed}, 1);
  }
}

function work() {
  for (;;) {
    let epoch = Atomics.load(control, ${WORD.epoch});
    for (let i = 0; i < ${LOOKS} && epoch === seen; i++) epoch = Atomics.load(control, ${WORD.epoch});
    if (epoch === seen) {
      Atomics.add(control, ${WORD.sleeping}, 1);
      Atomics.wait(control, ${WORD.epoch}, seen);
      Atomics.sub(control, ${WORD.sleeping}, 1);
      continue;
    }
    seen = epoch;
    const id = Atomics.load(control, ${WORD.program});
    const parts = programs.get(id);
    // Whether a job of this program is open: it may have been closed, and another one begun.
    const isOpen = () => !Atomics.load(control, ${WORD.closed}) && Atomics.load(control, ${WORD.program}) === id;
    if (parts) {
      Atomics.store(control, working, 1);
      if (isOpen()) takePieces(parts);
      Atomics.store(control, working, 0);
    } else if (isOpen()) return;
  }
}

port.onmessage = ({ data }) => {
  if (data.memory) {
    ({ memory, thread, working } = data);
    control = new Int32Array(memory.buffer, data.control, data.words);
  } else if (data.module) add(data);
  else programs.delete(data.id);
  work();
};
`;
