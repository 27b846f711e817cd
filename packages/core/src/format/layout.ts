import { sizeOf } from "../aval.js";

/** NumPy's print options: an array of more elements than this is summarised, to so many items at each end of an axis. */
const THRESHOLD = 1000;
const EDGE_ITEMS = 3;

export interface Layout {
  /** Stands between two elements of a row. */
  readonly separator: string;
  /** The text that comes before the opening bracket, which following lines are indented by. */
  readonly prefix: string;
  /** The most columns of a line, what follows the array on its last line not counted. */
  readonly width: number;
}

/** Of each axis, the positions that are shown: all of them, or only those near its ends. */
function shownPositions(shape: readonly number[]): readonly (readonly number[])[] {
  const summarised = sizeOf(shape) > THRESHOLD;
  return shape.map((n) => {
    if (!summarised || n <= 2 * EDGE_ITEMS) return Array.from({ length: n }, (_, i) => i);
    return Array.from({ length: 2 * EDGE_ITEMS }, (_, i) => (i < EDGE_ITEMS ? i : n - 2 * EDGE_ITEMS + i));
  });
}

/** The row-major indices of the elements that are shown. */
export function shownElements(shape: readonly number[]): readonly number[] {
  return shownPositions(shape).reduce<readonly number[]>(
    (indices, positions, axis) => indices.flatMap((index) => positions.map((i) => index * shape[axis]! + i)),
    [0],
  );
}

/**
 * Puts the texts of the shown elements into nested brackets: rows broken at the width, matrices one row a line, an empty
 * line for every further axis.
 */
export function bracket(texts: readonly string[], shape: readonly number[], layout: Layout): string {
  const counts = shownPositions(shape).map((positions) => positions.length);

  const nest = (texts: readonly string[], axis: number): string => {
    if (axis === shape.length) return texts[0]!;
    const count = counts[axis]!;
    const each = texts.length / count;
    const items = Array.from({ length: count }, (_, i) => nest(texts.slice(i * each, (i + 1) * each), axis + 1));
    if (count < shape[axis]!) items.splice(EDGE_ITEMS, 0, "...");
    const indent = " ".repeat(layout.prefix.length + axis + 1);
    const inner = shape.length - axis - 1;
    if (inner === 0) return `[${wrapRow(items, indent, layout.separator, layout.width - axis - 1)}]`;
    return `[${items.join(layout.separator.trimEnd() + "\n".repeat(inner) + indent)}]`;
  };

  return nest(texts, 0);
}

/** Joins the items of a row, with a new line before every item that would end beyond the width. */
function wrapRow(items: readonly string[], indent: string, separator: string, width: number): string {
  let lines = "";
  let line = indent;
  items.forEach((item, i) => {
    if (i > 0) line += separator;
    if (line.length + item.length > width && line.length > indent.length) {
      lines += `${line.trimEnd()}\n`;
      line = indent;
    }
    line += item;
  });
  return (lines + line).slice(indent.length);
}
