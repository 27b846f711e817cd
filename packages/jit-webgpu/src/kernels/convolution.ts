import { sizeOf } from "@hyrax/core";
import type { ConvGeneralDilatedParams } from "@hyrax/core/library";
import { deviceType } from "../device/device-types.js";
import type { ProgramBuilder } from "../engine/program-builder.js";
import { convert } from "../rules/conversion.js";
import type { Source, Target } from "../rules/kernel-rule.js";
import { plain, wgsl } from "../wgsl/code.js";
import { threadGrid } from "./grid.js";
import { over, plus, times } from "./index-arithmetic.js";
import { ShaderWriter } from "./shader-writer.js";
import { elementsAt, offsetAt, overPlaces, type Sliding } from "./sliding-window.js";
import { nameCoordinates } from "./strides.js";

/** `convGeneralDilated`, directly: a thread for each element of the result sums over features and the window. */
export function convolve(
  [lhs, rhs]: readonly [Source, Source],
  params: ConvGeneralDilatedParams,
  out: Target,
  program: ProgramBuilder,
): void {
  const { lhsSpec, rhsSpec, outSpec } = params.dimensionNumbers;
  const { featureGroupCount, batchGroupCount } = params;
  const { aval } = out;
  if (aval.size === 0) return;
  const spatial = lhsSpec.slice(2);
  const slidings = spatial.map(
    (_, i): Sliding => ({
      size: lhs.aval.shape[lhsSpec[i + 2] as number] as number,
      window: rhs.aval.shape[rhsSpec[i + 2] as number] as number,
      count: aval.shape[outSpec[i + 2] as number] as number,
      stride: params.windowStrides[i] as number,
      low: (params.padding[i] as readonly [number, number])[0],
      baseDilation: params.lhsDilation[i] as number,
      windowDilation: params.rhsDilation[i] as number,
    }),
  );
  const features = rhs.aval.shape[rhsSpec[1] as number] as number;
  const images = aval.shape[outSpec[0] as number] as number;
  const groupFeatures = (aval.shape[outSpec[1] as number] as number) / (featureGroupCount * batchGroupCount);
  const type = deviceType(aval.dtype).value;

  const shader = new ShaderWriter(program, "conv_general_dilated");
  const result = shader.write(out.buffer);
  const nothing = sizeOf(lhs.aval.shape) === 0 || sizeOf(rhs.aval.shape) === 0;
  threadGrid(shader, aval.size, (i) => {
    if (nothing) return shader.statement(result.store(i, plain(`${type}()`)));
    const [image, kernel] = [shader.input(lhs), shader.input(rhs)];
    const names = nameCoordinates(shader, aval.shape, "i", "i");
    const at = (axis: number) => names[outSpec[axis] as number] as string;
    shader.line`let group = ${over(at(1), groupFeatures)};`;
    shader.line`let batch = ${plus(at(0), batchGroupCount > 1 ? times("group", images) : 0)};`;
    shader.line`var total = ${type}();`;
    shader.block(wgsl`for (var feature = 0u; feature < ${features}u; feature++)`, () => {
      overPlaces(
        shader,
        slidings.map(({ window }) => window),
        "k",
        (places) => {
          const windows = spatial.map((_, s) => at(s + 2));
          const { elements, condition } = elementsAt(shader, slidings, windows, places, "p");
          const inFeature = plus(featureGroupCount > 1 ? times("group", features) : 0, "feature");
          const place = (spec: readonly number[], list: readonly string[]) => {
            const ordered: string[] = [];
            spec.forEach((axis, k) => {
              ordered[axis] = list[k] as string;
            });
            return ordered;
          };
          const x = image.load(offsetAt(lhs.aval.shape, place(lhsSpec, ["batch", inFeature, ...elements])));
          const y = kernel.load(offsetAt(rhs.aval.shape, place(rhsSpec, [at(1), "feature", ...places])));
          const converted = [x, y].map((code, side) =>
            convert({ ...code, dtype: (side === 0 ? lhs : rhs).aval.dtype }, aval.dtype),
          );
          const add = wgsl`total += ${converted[0] as typeof x} * ${converted[1] as typeof y};`;
          shader.statement(condition === "" ? add : wgsl`if (${condition}) { ${add} }`);
        },
      );
    });
    shader.statement(result.store(i, plain("total")));
  });
}
