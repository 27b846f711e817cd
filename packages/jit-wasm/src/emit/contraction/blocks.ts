import { type Tile, tileFor } from "./micro-kernel.js";
import { panelStride } from "./pack-panel.js";
import { type Product, sizeOfSpace } from "./product.js";

/** The sizes in which a product is done: each block of rows and columns of the result is a piece that a thread does. */
export interface Blocks {
  readonly tile: Tile;
  readonly batch: number;
  readonly rows: number;
  readonly columns: number;
  readonly depth: number;
  readonly rowBlocks: number;
  readonly columnBlocks: number;
  readonly depthBlocks: number;
  /** Into how many parts the blocks of the depth are divided, to be added up at the end. */
  readonly splits: number;
}

/**
 * A block of the right side, `depth × columns`, stays in the second cache; a panel of each side and a row of tiles stay in
 * the first. The rows are only bounded by the memory that their sums take.
 */
const DEPTH_BYTES = 1024;
const COLUMNS = 256;
const ROWS = 1020;

/** Blocks are not made smaller than this for the sake of threads. */
const FEW_ROWS = 48;
const FEW_COLUMNS = 64;
/** Multiplications that are worth a thread. */
const WORTH = 300_000;

const roundUp = (x: number, step: number) => Math.ceil(x / step) * step;

export const extentsOf = ({ batch, m, n, k }: Product) => ({
  batch: sizeOfSpace(batch),
  m: sizeOfSpace(m),
  n: sizeOfSpace(n),
  k: sizeOfSpace(k),
});

/** Columns of a tile. */
export const tileColumns = ({ ring }: Product, { vectors }: Tile): number => vectors * ring.lanes;

export function blocksOf(product: Product, threads: number): Blocks {
  const { batch, m, n, k } = extentsOf(product);
  const tile = tileFor(product.ring, m);
  const width = tileColumns(product, tile);
  let rowBlocks = Math.ceil(m / ROWS);
  let columnBlocks = Math.ceil(n / COLUMNS);
  const depthBlocks = Math.ceil(k / (DEPTH_BYTES / product.ring.bytes));
  const depth = roundUp(Math.ceil(k / depthBlocks), 4);
  const wanted = threads === 1 ? 1 : Math.min(2 * threads, Math.floor((batch * m * n * k) / WORTH));
  const pieces = () => batch * rowBlocks * columnBlocks;
  while (pieces() < wanted) {
    const [rows, columns] = [m / rowBlocks, n / columnBlocks];
    if (columns >= 2 * FEW_COLUMNS && columns >= rows) columnBlocks++;
    else if (rows >= 2 * FEW_ROWS) rowBlocks++;
    else if (columns >= 2 * FEW_COLUMNS) columnBlocks++;
    else break;
  }
  return {
    tile,
    batch,
    rows: roundUp(Math.ceil(m / rowBlocks), tile.rows),
    columns: roundUp(Math.ceil(n / columnBlocks), width),
    depth,
    rowBlocks,
    columnBlocks,
    depthBlocks: Math.ceil(k / depth),
    splits: Math.max(1, Math.min(Math.ceil(k / depth), pieces() < wanted ? Math.floor(wanted / pieces()) : 1)),
  };
}

/** Where the working memory of a packed product lies, in bytes from its start. */
export interface Workspace {
  /** The offsets of each index of the depth, of both sides, if the depth has several axes. */
  readonly tables: number;
  readonly partials: number;
  /** Bytes of the sums of a block. */
  readonly sums: number;
  readonly threads: number;
  /** Bytes for each thread: a block of columns, a panel of rows, and sums. */
  readonly perThread: number;
  readonly panel: number;
  readonly own: number;
  readonly bytes: number;
}

export function workspaceOf(product: Product, blocks: Blocks, threads: number): Workspace {
  const { bytes } = product.ring;
  const tables = product.k.shape.length > 1 ? roundUp(extentsOf(product).k * 8, 64) : 0;
  const several = blocks.depthBlocks > 1;
  const sums = roundUp((several ? blocks.rows : blocks.tile.rows) * blocks.columns * bytes, 64);
  const partials = blocks.splits > 1 ? sums * blocks.batch * blocks.rowBlocks * blocks.columnBlocks * blocks.splits : 0;
  const panel = roundUp(blocks.depth * blocks.columns * bytes, 64);
  const own = panel + roundUp(blocks.depth * panelStride(blocks.tile.rows) * bytes, 64);
  const perThread = own + (blocks.splits > 1 ? 0 : sums) + 64;
  return {
    tables: 0,
    partials: tables,
    sums,
    threads: tables + partials,
    perThread,
    panel,
    own,
    bytes: tables + partials + threads * perThread,
  };
}
