import { add, axisIndex, convertElementType, type mapping, mul, psum, withNamedAxis } from "@hyrax/core";
import { reals } from "../draw.js";
import { jaxprOf } from "../jaxpr-of.js";
import type { Samples } from "../sample.js";

const member = [reals(3), reals()] as const;

export const mappingSamples: Samples<typeof mapping> = {
  pmap: [
    {
      inputs: [reals(2, 3), reals()],
      params: {
        jaxpr: withNamedAxis("devices", 2, () =>
          jaxprOf(member, (x, y) => {
            const number = convertElementType(axisIndex({ axisName: "devices" }), {
              newDtype: "float32",
              weakType: false,
            });
            const sums = psum([mul(x, y), y], { axes: ["devices"], axisIndexGroups: null });
            return [add(mul(x, y), number), ...sums, number];
          }),
        ),
        axisName: "devices",
        axisSize: 2,
        mapped: [true, false],
        name: "f",
      },
      rtol: 1e-6,
    },
  ],
};
