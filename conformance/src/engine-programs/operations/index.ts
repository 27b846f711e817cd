import { contractions } from "./contraction.js";
import { controlFlowOperations } from "./control-flow.js";
import { conversions } from "./conversion.js";
import { elementwise, specialFunctions } from "./elementwise.js";
import { indexingOperations } from "./indexing.js";
import { fourierOperations, linearAlgebraOperations } from "./linear-algebra.js";
import type { Operation } from "./operation.js";
import { randomOperations } from "./random.js";
import { reductionOperations } from "./reduction.js";
import { shapeOperations } from "./shape.js";
import { sortingOperations } from "./sorting.js";
import { windowOperations } from "./window.js";

/** Operations on arrays, simple ones first; most of a program is elementwise, so that there is something to fuse. */
const flat: readonly Operation[] = [
  ...elementwise,
  ...elementwise,
  ...shapeOperations,
  ...reductionOperations,
  ...reductionOperations,
  ...conversions,
  ...indexingOperations,
  ...contractions,
  ...contractions,
  ...sortingOperations,
  ...windowOperations,
  ...randomOperations,
  ...fourierOperations,
  ...specialFunctions,
];

/** What programs are made of. */
export const operations: readonly Operation[] = [...flat, ...linearAlgebraOperations, ...controlFlowOperations];

/** What loops and branches within them are made of. */
export const inLoops: readonly Operation[] = [...flat, ...elementwise, ...controlFlowOperations.slice(0, 2)];
