import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname } from "node:path";

/** Files by their paths from the root of a site, such as "assets/main.js". */
export type SiteFiles = ReadonlyMap<string, string | Uint8Array>;

/** A site on localhost, which is a secure context, as WebGPU demands. */
export interface Site extends AsyncDisposable {
  readonly url: string;
}

export interface SiteOptions {
  /** Whether its pages are cross-origin isolated, as shared memory demands. */
  readonly isolated?: boolean;
}

const types: Readonly<Record<string, string>> = { ".html": "text/html", ".js": "text/javascript" };

export async function serve(files: SiteFiles, { isolated = true }: SiteOptions = {}): Promise<Site> {
  const headers = isolated
    ? { "cross-origin-opener-policy": "same-origin", "cross-origin-embedder-policy": "require-corp" }
    : {};
  const server = createServer(({ url = "/" }, response) => {
    const path = url === "/" ? "index.html" : url.slice(1);
    const body = files.get(path);
    const type = types[extname(path)] ?? "application/octet-stream";
    response.writeHead(body === undefined ? 404 : 200, { "content-type": type, ...headers });
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  // A server that listens on a port has an address of this type; the others are those of pipes.
  const { port } = server.address() as AddressInfo;
  const close = async () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://localhost:${port}/`, [Symbol.asyncDispose]: close };
}
