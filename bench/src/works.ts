/** What can be measured, with the sizes that each kind of work has. Every system, in Python too, is told both by name. */
export interface WorkSizes {
  readonly matmul: { readonly n: number };
  readonly tanhExpSum: { readonly n: number };
  readonly softmax: Matrix;
  readonly layerNorm: Matrix;
  readonly logSumExp: Matrix;
  readonly sum: { readonly n: number };
  readonly cumsum: { readonly n: number };
  readonly sort: { readonly n: number };
  readonly gather: { readonly n: number };
  readonly scatterAdd: { readonly n: number };
  readonly convolution: {
    readonly batch: number;
    readonly channels: number;
    readonly size: number;
    readonly filters: number;
    readonly window: number;
  };
  readonly mlp: Mlp;
  readonly compileMlp: Mlp;
  readonly adam: { readonly layers: number; readonly width: number };
  readonly rnn: { readonly steps: number; readonly width: number };
  readonly foriLoop: { readonly steps: number };
  readonly randomNormal: { readonly n: number };
  readonly randomNormalPartitionable: { readonly n: number };
  readonly jittedCall: { readonly n: number };
  readonly eagerOperation: { readonly n: number };
}

export interface Matrix {
  readonly rows: number;
  readonly columns: number;
}

/** A perceptron of one hidden layer. */
export interface Mlp {
  readonly batch: number;
  readonly inputs: number;
  readonly hidden: number;
  readonly classes: number;
}

export type Work = keyof WorkSizes;

/** Work that has its inputs. */
export interface Job<R> {
  /** Does the work once, from inputs that stay as they are, and gives its results. */
  run(): R | readonly R[];
  /** Puts the elements of a result into the order of the other systems', where this one has another layout. */
  inOrder?(elements: ArrayLike<number>): ArrayLike<number>;
}

/** How a system whose arrays are `R` does each kind of work; what it leaves out, it cannot do. */
export type Works<R> = { readonly [W in Work]?: (sizes: WorkSizes[W]) => Job<R> };
