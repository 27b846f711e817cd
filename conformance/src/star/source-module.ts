import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseSync } from "oxc-parser";

/** The folder that holds the packages. */
export const packagesFolder = fileURLToPath(new URL("../../../packages", import.meta.url));

export interface Import {
  readonly specifier: string;
  /** Types only: gone when the program runs. */
  readonly typeOnly: boolean;
  /** Nothing is taken from it: it is imported for what it does. */
  readonly forEffect: boolean;
}

/** A source file of a package, as far as the shape of the house is concerned. */
export interface SourceModule {
  /** The path from the package's folder, with forward slashes: `src/index.ts`. */
  readonly path: string;
  readonly isTest: boolean;
  readonly imports: readonly Import[];
  /** The files that it names relative to itself, to start a thread with: `new URL("./worker.js", import.meta.url)`. */
  readonly started: readonly string[];
  readonly hasDefaultExport: boolean;
}

/** Every TypeScript file under a package's `src`. */
export function sourceModules(folder: string): readonly SourceModule[] {
  const root = join(packagesFolder, folder);
  return readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => parseModule(`src/${file.replaceAll("\\", "/")}`, readFileSync(join(root, "src", file), "utf8")));
}

/** Reads off the text of a TypeScript file what it imports and exports. */
export function parseModule(path: string, text: string): SourceModule {
  const { module, errors } = parseSync(path, text);
  const [error] = errors;
  if (error) throw new SyntaxError(`${path}: ${error.message}`);
  const exported = module.staticExports.flatMap(({ entries }) => entries);
  const imports = [
    ...module.staticImports.map(({ moduleRequest, entries }) => ({
      specifier: moduleRequest.value,
      typeOnly: entries.length > 0 && entries.every(({ isType }) => isType),
      forEffect: entries.length === 0,
    })),
    ...exported.flatMap(({ moduleRequest, isType }) =>
      moduleRequest ? [{ specifier: moduleRequest.value, typeOnly: isType, forEffect: false }] : [],
    ),
    ...module.dynamicImports.flatMap(({ moduleRequest: { start, end } }) => {
      const [, specifier] = /^["'`]([^$]*)["'`]$/.exec(text.slice(start, end)) ?? [];
      return specifier === undefined ? [] : [{ specifier, typeOnly: false, forEffect: false }];
    }),
  ];
  return {
    path,
    isTest: /\.test(-d)?\.ts$/.test(path),
    imports,
    started: [...text.matchAll(/new URL\("(\.[^"]+\.js)", import\.meta\.url\)/g)].map(([, file = ""]) => file),
    hasDefaultExport: exported.some(({ exportName: { kind, name } }) => kind === "Default" || name === "default"),
  };
}

/** The path, from the package's folder, of the file that a relative import of a module means; other imports give undefined. */
export function importedPath(from: SourceModule, specifier: string): string | undefined {
  if (!specifier.startsWith(".")) return undefined;
  return join(dirname(from.path), specifier).replaceAll("\\", "/").replace(/\.js$/, ".ts");
}
