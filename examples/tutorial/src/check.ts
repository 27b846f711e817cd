import { inspect } from "node:util";

/** Prints a value and throws unless it prints as the tutorial says. */
export function printed(label: string, value: unknown, expected: string): void {
  const text = typeof value === "string" ? value : String(value);
  console.log(label === "" ? text : text.includes("\n") ? `${label}\n${text}` : `${label} ${text}`);
  if (text !== expected) throw new Error(`${label} the tutorial prints\n${expected}\nbut this printed\n${text}`);
}

/** Prints what `console.log` shows of a value, and throws unless it is what the tutorial says. */
export function shown(value: unknown, expected: string): void {
  printed("", inspect(value), expected);
}

/** Prints a heading: in bold on a terminal, underlined elsewhere. */
export function heading(text: string): void {
  console.log(process.stdout.isTTY ? `\n\x1b[1m${text}\x1b[0m` : `\n${text}\n${"-".repeat(text.length)}`);
}
