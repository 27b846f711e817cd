import type { Shape } from "@hyrax/core";

/** The name of an axis in a contraction: a letter, or the place of an axis that an ellipsis stands for. */
export type AxisLabel = string;

/** A contraction: for each operand the labels of its axes, and those of the result. */
export interface Subscripts {
  readonly inputs: readonly (readonly AxisLabel[])[];
  readonly output: readonly AxisLabel[];
  /** The size of each label. */
  readonly sizes: ReadonlyMap<AxisLabel, number>;
}

/**
 * Reads subscripts such as `"bij,bjk->bik"` for operands of the given shapes. Without an arrow, the result has the axes of an
 * ellipsis, then the letters that occur once, in the order of the alphabet.
 * Throws a `TypeError` that quotes the subscripts if they cannot be read, or do not fit the shapes.
 */
export function parseSubscripts(name: string, text: string, shapes: readonly Shape[]): Subscripts {
  const fail = (problem: string): never => {
    throw new TypeError(`${name}: ${JSON.stringify(text)}: ${problem}`);
  };
  const parts = text.replaceAll(" ", "").split("->");
  const terms = (parts[0] as string).split(",");
  if (parts.length > 2) fail("there is more than one arrow");
  if (terms.length !== shapes.length)
    fail(`there are subscripts for ${terms.length} operands, but ${shapes.length} operands`);

  const inputs = terms.map((term, i) => readTerm(term, shapes[i] as Shape, i, fail));
  const ellipsis = longest(inputs.map((labels) => labels.filter(isEllipsisAxis)));
  const output =
    parts[1] === undefined ? [...ellipsis, ...onceOnly(inputs)] : readOutput(parts[1], ellipsis, inputs.flat(), fail);
  return { inputs, output, sizes: sizesOf(inputs, shapes, fail) };
}

type Fail = (problem: string) => never;

const ellipsisAxis = (fromEnd: number) => `…${fromEnd}`;
const isEllipsisAxis = (label: AxisLabel) => label.startsWith("…");

/** Letters and at most one ellipsis. */
function split(term: string, fail: Fail): readonly [before: string, ellipsis: boolean, after: string] {
  const [before = "", after, ...more] = term.split("...");
  const letters = before + (after ?? "");
  if (more.length > 0) fail(`"${term}" has more than one ellipsis`);
  if (!/^[A-Za-z]*$/.test(letters)) fail(`"${term}" has signs that are neither letters nor an ellipsis, "..."`);
  return [before, after !== undefined, after ?? ""];
}

function readTerm(term: string, shape: Shape, operand: number, fail: Fail): readonly AxisLabel[] {
  const [before, hasEllipsis, after] = split(term, fail);
  const rest = shape.length - before.length - after.length;
  if (hasEllipsis ? rest < 0 : rest !== 0) {
    fail(`"${term}" does not fit the ${shape.length} axes of operand ${operand}, whose shape is [${shape.join(", ")}]`);
  }
  // Counted from the end, so that the axes of several ellipses align as shapes do.
  return [...before, ...Array.from({ length: rest }, (_, i) => ellipsisAxis(rest - 1 - i)), ...after];
}

function longest(lists: readonly (readonly AxisLabel[])[]): readonly AxisLabel[] {
  return lists.reduce((a, b) => (b.length > a.length ? b : a), []);
}

function onceOnly(inputs: readonly (readonly AxisLabel[])[]): readonly AxisLabel[] {
  const letters = inputs.flat().filter((label) => !isEllipsisAxis(label));
  return letters.filter((label, i) => letters.indexOf(label) === i && letters.lastIndexOf(label) === i).sort();
}

function readOutput(
  term: string,
  ellipsis: readonly AxisLabel[],
  known: readonly AxisLabel[],
  fail: Fail,
): readonly AxisLabel[] {
  const [before, hasEllipsis, after] = split(term, fail);
  for (const letter of before + after) {
    if (!known.includes(letter)) fail(`"${letter}" of the result does not occur in the operands`);
    if ((before + after).split(letter).length > 2) fail(`"${letter}" occurs more than once in the result`);
  }
  if (!hasEllipsis && ellipsis.length > 0)
    fail("the operands have an ellipsis with axes, but the result has no ellipsis");
  return [...before, ...(hasEllipsis ? ellipsis : []), ...after];
}

function sizesOf(
  inputs: readonly (readonly AxisLabel[])[],
  shapes: readonly Shape[],
  fail: Fail,
): ReadonlyMap<AxisLabel, number> {
  const sizes = new Map<AxisLabel, number>();
  inputs.forEach((labels, operand) => {
    labels.forEach((label, axis) => {
      const size = shapes[operand]?.[axis] as number;
      const before = sizes.get(label) ?? 1;
      if (before !== 1 && size !== 1 && before !== size) {
        const what = isEllipsisAxis(label) ? "an axis of the ellipsis" : `"${label}"`;
        fail(
          `${what} has size ${size} in operand ${operand}, whose shape is [${shapes[operand]?.join(", ")}], but ${before} before`,
        );
      }
      sizes.set(label, before === 1 ? size : before);
    });
  });
  return sizes;
}
