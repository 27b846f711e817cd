import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const folder = new URL("../../peers/node_modules/", import.meta.url);

export function peerVersion(name: string): string {
  return (JSON.parse(readFileSync(new URL(`${name}/package.json`, folder), "utf8")) as { readonly version: string })
    .version;
}

/**
 * The module of a peer. Peers are no part of the workspace, whose build does without them, so their types are not there: `T` is
 * the part of their declarations that the bench uses.
 */
export async function importPeer<T>(relative: string): Promise<T> {
  return (await import(new URL(relative, folder).href)) as T;
}

/** The same, of a package that Node takes as CommonJS, by its name. */
export function requirePeer<T>(name: string): T {
  return createRequire(folder)(name) as T;
}
