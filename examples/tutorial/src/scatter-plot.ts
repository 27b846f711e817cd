import * as Plot from "@observablehq/plot";
import { parseHTML } from "linkedom";

export interface ScatterData {
  readonly x: readonly number[];
  readonly y: readonly number[];
  /** The model's values at `x`. */
  readonly fitted: readonly number[];
}

/** Draws data as points and a model as a dashed line; returns the text of an SVG. */
export function scatterPlot({ x, y, fitted }: ScatterData): string {
  const { document } = parseHTML("<html><body></body></html>");
  const points = x.map((value, i) => ({ x: value, y: y[i], fitted: fitted[i] }));
  const svg = Plot.plot({
    document,
    width: 800,
    height: 400,
    marginLeft: 56,
    marginBottom: 40,
    style: { background: "white", fontSize: "12px" },
    inset: 8,
    grid: true,
    x: { label: "x", labelAnchor: "center", labelArrow: "none" },
    y: { label: "y", labelAnchor: "center", labelArrow: "none" },
    marks: [
      Plot.dot(points, { x: "x", y: "y", r: 2, fill: "black" }),
      Plot.line(points, { x: "x", y: "fitted", stroke: "orange", strokeWidth: 2, strokeDasharray: "6,4" }),
      Plot.text(["• Data"], { frameAnchor: "top-left", dx: 8, dy: 8, fill: "black" }),
      Plot.text(["╌ Optimised model"], { frameAnchor: "top-left", dx: 8, dy: 26, fill: "orange" }),
    ],
  });
  svg.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  return svg.outerHTML;
}
