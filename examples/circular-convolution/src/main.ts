import type { Array } from "@hyrax/core";
import { grad } from "@hyrax/grad";
import { jit, makeJaxpr } from "@hyrax/jit";
import * as np from "@hyrax/numpy";
import { vmap } from "@hyrax/vmap";
import { circularConvolution } from "./index.js";

// A blurred signal, and what it was before: found by gradient descent through the convolution.
const blur = np.array([0.6, 0.2, 0, 0, 0, 0, 0, 0.2]);
const signal = np.array([0, 0, 1, 1, 0, 0, 2, 0]);
const blurred = circularConvolution(blur, signal);
console.log(`blurred   ${blurred}`);

const loss = (guess: Array) => np.square(circularConvolution(blur, guess).sub(blurred)).sum();
const step = jit((guess: Array) => guess.sub(grad(loss)(guess).mul(0.4)));
let guess = np.zerosLike(signal);
for (let i = 0; i < 2000; i++) guess = step(guess);
console.log(`recovered ${np.round(guess, { decimals: 2 })}`);

// It batches, differentiates and compiles like every other operation, in any order.
const many = np.stack([signal, signal.mul(2), signal.neg()]);
console.log(String(vmap(circularConvolution, { inAxes: [null, 0] })(blur, many).get(1)));
console.log(String(makeJaxpr(grad(loss))(signal)));
