import { type ConcreteArray, type HostStorage, hostArray, type ShapedArray } from "@hyrax/core";
import { callbacks, callHost, type HostFunction } from "@hyrax/core/library";
import { cpuFamily, type Kernel } from "../kernel.js";

interface HostCall {
  readonly callback: HostFunction;
  readonly resultAvals: readonly ShapedArray[];
}

/** A call into the host: elements go as arrays of its own, since an engine may overwrite or move what it computed. */
function hostCall(name: string, inputs: readonly ShapedArray[], params: HostCall): Kernel {
  return (elements) => {
    const arrays = inputs.map(({ shape, dtype, weakType }, i) =>
      hostArray(elements[i]!.slice(), shape, dtype, weakType),
    );
    // What a callback may return has been checked to be concrete: there is no transformation at run time.
    return callHost(name, arrays, params).map((x) => ((x as ConcreteArray).storage as HostStorage).data);
  };
}

export const callbacksCpu = cpuFamily(callbacks, {
  pureCallback: (inputs, params) => hostCall("pure_callback", inputs, params),
  ioCallback: (inputs, params) => hostCall("io_callback", inputs, params),
  debugCallback: (inputs, params) => hostCall("debug_callback", inputs, params),
});
