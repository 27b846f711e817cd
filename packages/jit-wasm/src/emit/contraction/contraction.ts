import { isComplex } from "@hyrax/core";
import type { BufferId } from "@hyrax/jit";
import type { KernelContext } from "../kernel-context.js";
import { realProduct } from "./complex.js";
import { emitDirect, lanesOf } from "./direct.js";
import { emitDots } from "./dots.js";
import { type Method, methodOf, remedyOf } from "./method.js";
import { emitPacked, packedScratch } from "./packed.js";
import { type Place, type Product, type ProductSpec, productOf, SCRATCH } from "./product.js";
import { emitStream, streamScratch } from "./stream.js";

/** A product, how it is computed, and for how many threads its working memory is. */
export interface PlannedProduct {
  readonly product: Product;
  readonly method: Method;
  readonly threads: number;
  /** Bytes of working memory. */
  readonly scratch: number;
  /** Where the working memory that is left for the method begins. */
  readonly offset: number;
  /** Writes what has to be there before. */
  readonly prepare?: (context: KernelContext, scratch: BufferId) => void;
}

const aligned = (bytes: number) => Math.ceil(bytes / 64) * 64;

/** Plans a product; the first `reserved` bytes of the working memory are the caller's. */
export function planProduct(spec: ProductSpec, threads: number, reserved = 0): PlannedProduct {
  const start = aligned(reserved);
  if (isComplex(spec.dtype)) {
    const { spec: real, bytes, expand } = realProduct(spec, start);
    return {
      ...planProduct(real, threads, start + bytes),
      prepare: (context, scratch) => {
        const source = { ...spec.rhs, buffer: spec.rhs.buffer === SCRATCH ? scratch : spec.rhs.buffer };
        expand(context, source, { ...real.rhs, buffer: scratch });
      },
    };
  }
  const straight = productOf(spec);
  const product = remedyOf(straight) === "turn" ? productOf(spec, true) : straight;
  const method = methodOf(product);
  const bytes = { packed: packedScratch, stream: streamScratch, direct: () => 0, dots: () => 0 }[method](
    product,
    threads,
  );
  return { product, method, threads, offset: start, scratch: start + bytes };
}

/** Writes a product that has elements, of a depth of one at least. `scratch` is its working memory. */
export function emitProduct(
  context: KernelContext,
  { product: planned, method, threads, offset, prepare }: PlannedProduct,
  scratch: BufferId,
): void {
  const found = (place: Place): Place => (place.buffer === SCRATCH ? { ...place, buffer: scratch } : place);
  const product = { ...planned, lhs: found(planned.lhs), rhs: found(planned.rhs) };
  prepare?.(context, scratch);
  switch (method) {
    case "packed":
      return emitPacked(context, product, { buffer: scratch, offset }, threads);
    case "stream":
      return emitStream(context, product, { buffer: scratch, offset }, threads);
    case "direct":
      return emitDirect(context, product, lanesOf(product)!);
    case "dots":
      return emitDots(context, product);
  }
}
