import { type IsOwnFile, packageOf } from "./own-files.js";

/** A stack as text: what comes before its lines, and the lines, each of a call. */
interface Stack {
  readonly header: string;
  readonly lines: readonly string[];
}

function parse(stack: string): Stack {
  // V8 writes the error before the calls; other hosts write the calls alone, one on each line.
  const start = stack.search(/^ {4}at /m);
  if (start < 0) return { header: "", lines: stack.split("\n").filter((line) => line !== "") };
  return { header: stack.slice(0, start), lines: stack.slice(start).split("\n") };
}

/** Functions of the host, such as `Array.map`, belong to whoever calls them. */
const ofHost = /\((?:<anonymous>|native)\)$|\[native code\]$/;

/** For each line whether the library made the call. */
function ownLines(lines: readonly string[], isOwn: IsOwnFile): readonly boolean[] {
  let caller = false;
  return lines
    .map((_, i) => {
      const line = lines[lines.length - 1 - i] as string;
      if (!ofHost.test(line)) caller = isOwn(line);
      return caller;
    })
    .reverse();
}

/** The same stack without the library's calls, and of the rest at most so many; undefined if nothing would be left. */
export function userStack(stack: string, isOwn: IsOwnFile, limit: number): string | undefined {
  const { header, lines } = parse(stack);
  const own = ownLines(lines, isOwn);
  // Number(x), by which a user called the library, is no line of the user's.
  const entered = own[0] ? lines.findIndex((line, i) => !own[i] && !ofHost.test(line)) : 0;
  const users = lines.filter((_, i) => !own[i] && i >= entered);
  return entered < 0 || users.length === 0 ? undefined : header + users.slice(0, limit).join("\n");
}

/** In core, every transformation runs the functions that it traces by this one. */
const tracing = /\brunTrace\b/;

/**
 * Where the user's program is, and the transformation that traces it: "at f (a.ts:3:5), under @hyrax/jit called at g
 * (a.ts:9:1)".
 */
export function userLine(stack: string, isOwn: IsOwnFile): string {
  const { lines } = parse(stack);
  const own = ownLines(lines, isOwn);
  const text = (i: number) => (lines[i] ?? "at an unknown line").trim();
  const first = own.indexOf(false);
  const traced = lines.findIndex((line, i) => own[i] && tracing.test(line));
  const caller = own.indexOf(false, Math.max(traced, 0));
  if (traced < 0 || caller < 0) return text(first);
  const transformation = `${packageOf(text(caller - 1))} called ${text(caller)}`;
  // What stands for the arguments is made before the traced function runs.
  return traced < first ? `by ${transformation}` : `${text(first)}, under ${transformation}`;
}
