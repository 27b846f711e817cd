import type { Shape } from "@hyrax/core";
import type { Access } from "../access.js";

/** An access of a space without axes of one element as one of the space with them; axes beyond its own stand still. */
export function overSpace({ offset, strides }: Access, space: Shape): Access {
  let next = 0;
  return { offset, strides: space.map((size) => (size === 1 ? 0 : (strides[next++] ?? 0))) };
}
