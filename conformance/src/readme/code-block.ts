/** A TypeScript example of a Markdown file. */
export interface CodeBlock {
  /** The line of the file on which the example's first line stands, counted from 1. */
  readonly line: number;
  readonly source: string;
}

/** The fenced blocks of a Markdown text whose language is `ts`. */
export function codeBlocks(markdown: string): readonly CodeBlock[] {
  return [...markdown.matchAll(/^```ts\n(.*?)^```$/gms)].map(({ index, 1: source = "" }) => ({
    line: markdown.slice(0, index).split("\n").length + 1,
    source,
  }));
}

/**
 * What an example says that it prints, line by line: the comment behind each statement that starts with `console.log`,
 * and the comment lines that follow it without a blank line.
 */
export function promisedOutput(source: string): readonly string[] {
  const promised: string[] = [];
  let printing = false;
  for (const line of source.split("\n")) {
    const [, comment]: readonly string[] = (printing ? /^\s*\/\/ ?(.*)$/ : /$^/).exec(line) ?? [];
    const [, ending]: readonly string[] = /^\s*console\.log\(.*\/\/ (.*)$/.exec(line) ?? [];
    printing = comment !== undefined || /^\s*console\.log\(/.test(line);
    const said = comment ?? ending;
    if (said !== undefined) promised.push(said);
  }
  return promised;
}

/** The packages that a Markdown text says to install. */
export function installedPackages(markdown: string): readonly string[] {
  return [...markdown.matchAll(/^npm install ([^#\n]*)/gm)].flatMap(([, names = ""]) => names.trim().split(/\s+/));
}

/** The packages that an example imports, also where it imports an entry of theirs: `@b/c/entry` is of `@b/c`. */
export function importedPackages(source: string): readonly string[] {
  return [...source.matchAll(/^import (?:.* from )?"((?:@[^"/]+\/)?[^"/]+)(?:\/[^"]+)?";$/gm)].map(
    ([, name = ""]) => name,
  );
}
