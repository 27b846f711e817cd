import { type Shape, sizeOf } from "@hyrax/core";
import type { BufferId } from "@hyrax/jit";
import { type Expr, i32 } from "../../assembler/index.js";
import type { KernelContext } from "../../emit/kernel-context.js";
import type { Operand } from "../../rules/kernel-rule.js";
import type { Address } from "../linear-algebra/places.js";
import { realOfSpectrum, spectrumOfReal } from "./half-spectrum.js";
import type { Where } from "./line-transform.js";
import {
  bytesOf,
  type Direction,
  loadLine,
  type Precision,
  precisionOf,
  realLine,
  realParts,
  storeLine,
  wholeSpectrum,
} from "./lines.js";

/** Where numbers are between two steps. */
export interface Place {
  readonly at: (context: KernelContext) => Address;
  readonly precision: Precision;
}

/** Lines along one axis: how each gets to where it is transformed, and from there to where it belongs. */
export interface Lines {
  /** The length that is transformed. */
  readonly n: number;
  readonly count: number;
  /** Of which number's roots of unity they take a table, if of any: those up to −1. */
  readonly rootsOf?: number;
  readonly load: (context: KernelContext, from: Place, line: Expr<"i32">, to: Address, roots: Where) => void;
  readonly store: (context: KernelContext, to: Place, line: Expr<"i32">, from: Address, end: End) => void;
}

/** What is left to do with a line that has been transformed. */
export interface End {
  readonly scale: number;
  readonly roots: Where;
}

/** A buffer of floats. */
export function placeOf({ aval, buffer }: { readonly aval: Operand["aval"]; readonly buffer: BufferId }): Place {
  return { at: (context) => context.address(buffer), precision: precisionOf(aval.dtype) };
}

/** The lines of complex numbers along an axis, which stay where they are. */
export function alongAxis(shape: Shape, axis: number, direction: Direction): Lines {
  const n = shape[axis]!;
  const inner = sizeOf(shape.slice(axis + 1));
  const start = (context: KernelContext, { at, precision }: Place, line: Expr<"i32">): Address => {
    const outer = i32.divU(line, i32.const(inner));
    const element = i32.add(i32.mul(outer, i32.const(n * inner)), i32.remU(line, i32.const(inner)));
    return context.f.let(i32.add(at(context), i32.mul(element, i32.const(bytesOf(precision)))));
  };
  return {
    n,
    count: sizeOf(shape) / n,
    load: (context, place, line, to) => {
      const { f, functions } = context;
      f.do(loadLine(functions, direction, place.precision, n, start(context, place, line), inner, to));
    },
    store: (context, place, line, from, { scale }) => {
      const { f, functions } = context;
      f.do(storeLine(functions, direction, place.precision, n, from, start(context, place, line), inner, scale));
    },
  };
}

/** The row of a number, of so many halves of complex numbers. */
function rowAt(context: KernelContext, { at, precision }: Place, line: Expr<"i32">, halves: number): Address {
  return context.f.let(i32.add(at(context), i32.mul(line, i32.const((halves * bytesOf(precision)) / 2))));
}

/** Rows of `n` real numbers to the first halves of their spectra, which have `size` elements in all. */
export function realToComplex(n: number, size: number): Lines {
  const half = Math.floor(n / 2) + 1;
  if (n % 2 === 0) {
    return {
      n: n / 2,
      count: size / half,
      rootsOf: n,
      load: (context, place, line, to) => {
        const from = rowAt(context, place, line, n);
        context.f.do(loadLine(context.functions, "forward", place.precision, n / 2, from, 1, to));
      },
      store: (context, place, line, from, { roots }) => {
        const to = rowAt(context, place, line, 2 * half);
        context.f.do(spectrumOfReal(context.functions, place.precision, n / 2, from, to, roots(context)));
      },
    };
  }
  return {
    n,
    count: size / half,
    load: (context, place, line, to) => {
      context.f.do(realLine(context.functions, place.precision, n, rowAt(context, place, line, n), to));
    },
    store: (context, place, line, from, { scale }) => {
      const to = rowAt(context, place, line, 2 * half);
      context.f.do(storeLine(context.functions, "forward", place.precision, half, from, to, 1, scale));
    },
  };
}

/** The first halves of spectra to rows of `n` real numbers, which have `size` elements in all. */
export function complexToReal(n: number, size: number): Lines {
  const half = Math.floor(n / 2) + 1;
  if (n % 2 === 0) {
    return {
      n: n / 2,
      count: size / n,
      rootsOf: n,
      load: (context, place, line, to, roots) => {
        const from = rowAt(context, place, line, 2 * half);
        context.f.do(realOfSpectrum(context.functions, place.precision, n / 2, from, to, roots(context)));
      },
      store: (context, place, line, from, { scale }) => {
        const to = rowAt(context, place, line, n);
        context.f.do(storeLine(context.functions, "backward", place.precision, n / 2, from, to, 1, scale));
      },
    };
  }
  return {
    n,
    count: size / n,
    load: (context, place, line, to) => {
      const from = rowAt(context, place, line, 2 * half);
      context.f.do(wholeSpectrum(context.functions, place.precision, n, from, to));
    },
    store: (context, place, line, from, { scale }) => {
      const to = rowAt(context, place, line, n);
      context.f.do(realParts(context.functions, place.precision, n, from, to, scale));
    },
  };
}
