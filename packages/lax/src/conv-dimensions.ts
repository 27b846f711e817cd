import type { Shape } from "@hyrax/core";
import type { ConvDimensionNumbers } from "@hyrax/core/library";
import { require } from "./require.js";

/** The layouts of input, kernel and result, one letter for each axis: N batch, C features, O and I features of the kernel, others spatial. */
export type ConvLayout = readonly [lhs: string, rhs: string, out: string];

/** Which axes of input, kernel and result are batch, features and space: as `[batch, features, ...spatial]`, of the kernel `[out, in, ...spatial]`. */
export function convDimensionNumbers(
  lhsShape: Shape,
  rhsShape: Shape,
  layout: ConvLayout | ConvDimensionNumbers | null,
): ConvDimensionNumbers {
  const rank = lhsShape.length;
  require(rhsShape.length === rank, () =>
    `convDimensionNumbers: input and kernel need as many axes, found [${lhsShape.join(", ")}] and [${rhsShape.join(", ")}]`);
  if (layout === null) {
    const inOrder = lhsShape.map((_, axis) => axis);
    return { lhsSpec: inOrder, rhsSpec: inOrder, outSpec: inOrder };
  }
  if ("lhsSpec" in layout) return layout;
  const [lhs, rhs, out] = layout;
  for (const [spec, features] of [
    [lhs, "NC"],
    [rhs, "OI"],
    [out, "NC"],
  ] as const) {
    const letters = [...spec];
    const fits =
      letters.length === rank && new Set(letters).size === rank && [...features].every((c) => spec.includes(c));
    require(fits, () =>
      `convDimensionNumbers: ${JSON.stringify(spec)} must name each of ${rank} axes by a letter of its own, among them ${[...features].join(" and ")}`);
  }
  const spatial = [...rhs].filter((c) => c !== "O" && c !== "I");
  const axes = (spec: string, first: string, second: string) =>
    [first, second, ...spatial].map((letter) => {
      const axis = spec.indexOf(letter);
      require(axis >= 0, () =>
        `convDimensionNumbers: the layout ${JSON.stringify(spec)} lacks the axis ${letter} of ${rhs}`);
      return axis;
    });
  return { lhsSpec: axes(lhs, "N", "C"), rhsSpec: axes(rhs, "O", "I"), outSpec: axes(out, "N", "C") };
}
