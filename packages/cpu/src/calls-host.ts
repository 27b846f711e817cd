import { appliesPrimitive, type Eqn, innerJaxprs, type Primitive } from "@hyrax/core";
import { callbacks } from "@hyrax/core/library";

const hostCalls: readonly Primitive[] = Object.values(callbacks);

/**
 * Whether an equation calls functions of the host, itself or in a jaxpr within it. Those may compute with arrays of their
 * own, for which an engine's memory moves: views of it do not outlive the call.
 */
export function callsHost({ primitive, params }: Pick<Eqn, "primitive" | "params">): boolean {
  return hostCalls.some(
    (call) => call === primitive || innerJaxprs(params).some((inner) => appliesPrimitive(inner, call)),
  );
}
