import { type Expr, i32 } from "../../assembler/index.js";
import type { KernelContext } from "../kernel-context.js";
import { plus } from "../loop-nest.js";
import { startOf } from "../map-kernel.js";
import { indexOffsets } from "./index-offset.js";
import type { Place, Product } from "./product.js";

type Scalar = Expr<"i32">;

/** Where each array and each walker stands at an index of the batch. */
export function startsOf(context: KernelContext, product: Product, batch: Scalar): readonly Scalar[] {
  const { f } = context;
  const { lhs, rhs, out, walkers } = product;
  const address = ({ buffer, offset }: Place) => plus(context.address(buffer), offset);
  const firsts = [address(lhs), address(rhs), address(out), ...walkers.map((walker) => startOf(context, walker))];
  const offsets = indexOffsets(f, product.batch, [...firsts.keys()], batch);
  return firsts.map((first, i) => f.let(i32.add(first, offsets[i]!)));
}
