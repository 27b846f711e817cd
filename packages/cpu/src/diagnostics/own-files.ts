/** Whether a line of a stack, or a URL, is of a file of the library's; undefined if that cannot be told. */
export type IsOwnFile = (text: string) => boolean;

const installed = /\/node_modules\/(?:@hyrax\/[^/]+|hyrax)\/(?:dist|src)\//;
const workspace = /^(?:file:\/\/)?(.*\/packages\/)[^/]+\/(?:src|dist)\//;
const tests = /\.(?:test|spec|bench)(?:-d)?\.[cm]?[jt]sx?\b/;

/**
 * How the library's own files are known, from the URL of one of them: by their packages where it is installed, by the
 * folder of the packages in its own repository, tests excepted. In a bundle nothing tells them from the user's.
 */
export function ownFiles(url: string): IsOwnFile | undefined {
  const own = slashed(url);
  if (installed.test(own)) return (text) => installed.test(slashed(text));
  // A drive of Windows has a slash before it in a URL, but not in a path.
  const folder = workspace.exec(own)?.[1]?.replace(/^\/(?=[A-Za-z]:)/, "");
  if (folder === undefined) return undefined;
  return (text) => {
    const line = slashed(text);
    const at = line.indexOf(folder);
    return at >= 0 && /^[^/]+\/(?:src|dist)\//.test(line.slice(at + folder.length)) && !tests.test(line);
  };
}

function slashed(path: string): string {
  try {
    return decodeURI(path).replaceAll("\\", "/");
  } catch {
    return path.replaceAll("\\", "/");
  }
}

/** The package that a line of a stack belongs to: `@hyrax/jit`. */
export function packageOf(line: string): string | undefined {
  const [, name] = /\/(?:packages|node_modules\/@hyrax)\/([^/]+)\/(?:src|dist)\//.exec(slashed(line)) ?? [];
  return name && `@hyrax/${name}`;
}
