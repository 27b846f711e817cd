import { innerJaxprs, type Jaxpr, type Params, type Primitive } from "@hyrax/core";

/** The params of collectives call their axis `axisName`, or several of them `axes`. */
interface NamingParams {
  readonly axisName?: unknown;
  readonly axes?: unknown;
}

const known = new WeakMap<Jaxpr, ReadonlySet<string>>();

/** The named axes that an operation communicates over, itself or in a jaxpr among its params. */
export function axisNames(primitive: Primitive, params: Params): readonly string[] {
  const { axisName, axes }: NamingParams = params;
  const named = (Array.isArray(axes) ? axes : [axisName]).filter((name) => typeof name === "string");
  const inner = innerJaxprs(params).flatMap((jaxpr) => [...namesIn(jaxpr)]);
  const bound = primitive.traits.bindsAxis?.(params).name;
  return [...named, ...inner].filter((name) => name !== bound);
}

function namesIn(jaxpr: Jaxpr): ReadonlySet<string> {
  let names = known.get(jaxpr);
  if (names === undefined) {
    names = new Set(jaxpr.eqns.flatMap(({ primitive, params }) => axisNames(primitive, params)));
    known.set(jaxpr, names);
  }
  return names;
}
