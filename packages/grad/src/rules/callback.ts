import { unsupported } from "@hyrax/core";
import { callbacks, debugCallback } from "@hyrax/core/library";
import { jvpFamily, notLinear, transposeFamily } from "./derivatives.js";

const noDerivative = (name: string) =>
  unsupported(
    `${name} calls a function of the host, whose derivative is not known; ` +
      "wrap the call in customJvp or customVjp to give it one, or take its arguments through stopGradient",
  );

export const callbacksJvp = jvpFamily(callbacks, {
  pureCallback: noDerivative("pureCallback"),
  ioCallback: noDerivative("ioCallback"),
  // It looks at the values; a derivative does not change what is seen.
  debugCallback: (primals, _, params) => [debugCallback(primals, params), []],
});

export const callbacksTranspose = transposeFamily(callbacks, {
  pureCallback: notLinear,
  ioCallback: notLinear,
  // Without results it has no cotangents to pull back, and a value that is linear is not there to be looked at.
  debugCallback: (_, inputs) => inputs.map(() => null),
});
