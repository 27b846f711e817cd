import { type Array as NDArray, registerPytreeNode } from "@hyrax/core";

/**
 * Several results that are taken apart as a list, or by their names: what JAX returns as a named tuple. Their numbers are properties
 * too, by which TypeScript knows how many there are.
 */
abstract class NamedResults implements Iterable<NDArray> {
  *[Symbol.iterator](): Generator<NDArray, undefined> {
    yield* Object.values(this) as readonly NDArray[]; // the fields are all that an instance has
  }
}

/** Of `eigh`: `A = V diag(w) Vᴴ`. */
export class EighResult extends NamedResults {
  constructor(
    /** `[..., n]`, ascending and real. */
    readonly eigenvalues: NDArray,
    /** `[..., n, n]`, in columns of length 1. */
    readonly eigenvectors: NDArray,
  ) {
    super();
  }

  get 0(): NDArray {
    return this.eigenvalues;
  }

  get 1(): NDArray {
    return this.eigenvectors;
  }
}

/** Of `eig`: `A V = V diag(w)`. */
export class EigResult extends NamedResults {
  constructor(
    /** `[..., n]`, complex, in no order. */
    readonly eigenvalues: NDArray,
    /** `[..., n, n]`, complex, in columns of length 1. */
    readonly eigenvectors: NDArray,
  ) {
    super();
  }

  get 0(): NDArray {
    return this.eigenvalues;
  }

  get 1(): NDArray {
    return this.eigenvectors;
  }
}

/** Of `qr`: `A = Q R`. */
export class QRResult extends NamedResults {
  constructor(
    /** `[..., m, k]`, with orthonormal columns. */
    readonly Q: NDArray,
    /** `[..., k, n]`, upper triangular. */
    readonly R: NDArray,
  ) {
    super();
  }

  get 0(): NDArray {
    return this.Q;
  }

  get 1(): NDArray {
    return this.R;
  }
}

/** Of `slogdet`: the determinant is `sign exp(logabsdet)`. */
export class SlogdetResult extends NamedResults {
  constructor(
    /** 1, −1 or 0; of complex matrices a number of modulus 1, or 0. */
    readonly sign: NDArray,
    /** Real; −∞ where the determinant is zero. */
    readonly logabsdet: NDArray,
  ) {
    super();
  }

  get 0(): NDArray {
    return this.sign;
  }

  get 1(): NDArray {
    return this.logabsdet;
  }
}

/** Of `svd`: `A = U diag(S) Vh`. */
export class SVDResult extends NamedResults {
  constructor(
    /** `[..., m, m]`, or `[..., m, k]` if not full. */
    readonly U: NDArray,
    /** `[..., k]`, descending, real and not negative. */
    readonly S: NDArray,
    /** `[..., n, n]`, or `[..., k, n]` if not full. */
    readonly Vh: NDArray,
  ) {
    super();
  }

  get 0(): NDArray {
    return this.U;
  }

  get 1(): NDArray {
    return this.S;
  }

  get 2(): NDArray {
    return this.Vh;
  }
}

type ResultsClass = new (...results: never[]) => NamedResults;

const classes: readonly ResultsClass[] = [EighResult, EigResult, QRResult, SlogdetResult, SVDResult];

for (const Results of classes) {
  registerPytreeNode<NamedResults>(
    Results,
    (results) => [[...results], null],
    // Of whatever a transformation puts in the place of the arrays, as many as there were.
    (_: unknown, children: readonly unknown[]) => new Results(...(children as never[])),
    { keys: (results) => Object.keys(results) },
  );
}
