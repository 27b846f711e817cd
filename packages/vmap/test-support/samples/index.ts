import {
  collective,
  complexParts,
  contraction,
  controlFlow,
  conversion,
  customRules,
  elementwise,
  type Family,
  indexing,
  mapping,
  type Primitive,
  reduction,
  rematerialization,
  shape,
  sorting,
} from "@hyrax/core";
import { callbacks, convolution, fourier, linearAlgebra, random, special, window } from "@hyrax/core/library";
import type { Sample, Samples } from "../sample.js";
import { callbackSamples } from "./callback.js";
import { collectiveSamples } from "./collective.js";
import { complexPartsSamples } from "./complex.js";
import { contractionSamples } from "./contraction.js";
import { controlFlowSamples } from "./control-flow.js";
import { conversionSamples } from "./conversion.js";
import { convolutionSamples } from "./convolution.js";
import { customRulesSamples } from "./custom-rules.js";
import { elementwiseSamples } from "./elementwise.js";
import { fourierSamples } from "./fourier.js";
import { indexingSamples } from "./indexing.js";
import { linearAlgebraSamples } from "./linear-algebra.js";
import { mappingSamples } from "./mapping.js";
import { randomSamples } from "./random.js";
import { reductionSamples } from "./reduction.js";
import { rematerializationSamples } from "./rematerialization.js";
import { shapeSamples } from "./shape.js";
import { sortingSamples } from "./sorting.js";
import { specialSamples } from "./special.js";
import { windowSamples } from "./window.js";

/** A primitive with its samples, of whatever types they are. */
export interface SampledPrimitive {
  readonly name: string;
  readonly primitive: Primitive;
  readonly samples: readonly Sample<Primitive>[];
}

function pair<F extends Family>(family: F, samples: Samples<F>): readonly SampledPrimitive[] {
  return Object.entries(family).map(([name, primitive]) => ({
    name,
    primitive,
    // Inputs and params of a sample fit its primitive; a sweep passes them on together.
    samples: samples[name] as unknown as readonly Sample<Primitive>[],
  }));
}

/** Samples of all primitives, by family. */
export const samples: Readonly<Record<string, readonly SampledPrimitive[]>> = {
  elementwise: pair(elementwise, elementwiseSamples),
  special: pair(special, specialSamples),
  conversion: pair(conversion, conversionSamples),
  reduction: pair(reduction, reductionSamples),
  shape: pair(shape, shapeSamples),
  indexing: pair(indexing, indexingSamples),
  contraction: pair(contraction, contractionSamples),
  convolution: pair(convolution, convolutionSamples),
  window: pair(window, windowSamples),
  sorting: pair(sorting, sortingSamples),
  random: pair(random, randomSamples),
  collective: pair(collective, collectiveSamples),
  controlFlow: pair(controlFlow, controlFlowSamples),
  customRules: pair(customRules, customRulesSamples),
  rematerialization: pair(rematerialization, rematerializationSamples),
  mapping: pair(mapping, mappingSamples),
  callbacks: pair(callbacks, callbackSamples),
  fourier: pair(fourier, fourierSamples),
  complexParts: pair(complexParts, complexPartsSamples),
  linearAlgebra: pair(linearAlgebra, linearAlgebraSamples),
};
