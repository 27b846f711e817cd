import type { BufferId } from "@hyrax/jit";
import type { KernelContext } from "../kernel-context.js";
import { emitDirect, lanesOf } from "./direct.js";
import { emitDots } from "./dots.js";
import { type Method, methodOf } from "./method.js";
import { emitPacked, packedScratch } from "./packed.js";
import type { Product } from "./product.js";

/** A product, how it is computed, and for how many threads its working memory is. */
export interface PlannedProduct {
  readonly product: Product;
  readonly method: Method;
  readonly threads: number;
  /** Bytes of working memory. */
  readonly scratch: number;
}

export function planProduct(product: Product, threads: number): PlannedProduct {
  const method = methodOf(product);
  return { product, method, threads, scratch: method === "packed" ? packedScratch(product, threads) : 0 };
}

/** Writes a product that has elements, of a depth of one at least. `scratch` is its working memory. */
export function emitProduct(
  context: KernelContext,
  { product, method, threads }: PlannedProduct,
  scratch: BufferId,
): void {
  switch (method) {
    case "packed":
      return emitPacked(context, product, scratch, threads);
    case "direct":
      return emitDirect(context, product, lanesOf(product)!);
    case "dots":
      return emitDots(context, product);
  }
}
