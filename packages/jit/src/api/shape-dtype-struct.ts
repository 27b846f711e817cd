import { canonicalDtype, type DType, type Shape, type ShapedArray, shapedArray } from "@hyrax/core";

/** The shape and dtype of an array that need not exist: what `evalShape` returns, and `makeJaxpr` and `lower` take. */
export class ShapeDtypeStruct {
  readonly aval: ShapedArray;

  constructor(shape: Shape, dtype: DType, options: { readonly weakType?: boolean } = {}) {
    this.aval = shapedArray(shape, canonicalDtype(dtype), options.weakType);
  }

  get shape(): Shape {
    return this.aval.shape;
  }

  get dtype(): DType {
    return this.aval.dtype;
  }

  get weakType(): boolean {
    return this.aval.weakType;
  }

  get ndim(): number {
    return this.aval.shape.length;
  }

  get size(): number {
    return this.aval.size;
  }

  toString(): string {
    return `ShapeDtypeStruct(shape=[${this.shape.join(", ")}], dtype=${this.dtype})`;
  }
}
