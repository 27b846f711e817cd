import { sort, topK } from "@hyrax/core";
import { elementsOf } from "../chooser.js";
import { type Operation, ofKind } from "./operation.js";

const sorting: Operation = (choose, builder) => {
  const x = choose.array(ofKind("biuf"), [1, 4]);
  if (x === undefined || elementsOf(x) > 150_000) return false;
  const moved = choose.value(
    ({ aval }) => aval.shape.join() === x.aval.shape.join(),
    () => undefined,
  );
  const second = choose.chance(0.3) ? [choose.companion(x)] : [];
  const inputs = [x, ...second, ...(moved && choose.chance(0.5) ? [moved] : [])];
  builder.apply(sort, inputs, {
    dimension: choose.below(x.aval.shape.length),
    isStable: true,
    numKeys: 1 + choose.below(1 + second.length),
  });
  return true;
};

const selection: Operation = (choose, builder) => {
  const x = choose.array(ofKind("iuf"), [1, 4]);
  if (x === undefined || elementsOf(x) > 300_000) return false;
  const axis = choose.below(x.aval.shape.length);
  const n = x.aval.shape[axis] as number;
  builder.apply(topK, [x], { k: Math.min(n, choose.of([0, 1, 2, 5, 17, n])), axis });
  return true;
};

export const sortingOperations: readonly Operation[] = [sorting, selection];
