// Arithmetic on indices as WGSL of type u32, without the steps that do nothing.

const zero = "0u";

/** A sum. */
export function plus(...terms: readonly (string | number)[]): string {
  const left = terms.map((term) => (typeof term === "number" ? `${term}u` : term)).filter((term) => term !== zero);
  return left.length === 0 ? zero : left.join(" + ");
}

/** A difference; what falls below 0 wraps to a very large number. Adds what is negative. */
export function minus(index: string, amount: number): string {
  return amount === 0 ? index : `${index} ${amount < 0 ? "+" : "-"} ${Math.abs(amount)}u`;
}

export function times(index: string, factor: number): string {
  if (index === zero || factor === 0) return zero;
  return factor === 1 ? index : `${factorOf(index)} * ${factor}u`;
}

export function over(index: string, divisor: number): string {
  return index === zero || divisor === 1 ? index : `${factorOf(index)} / ${divisor}u`;
}

export function modulo(index: string, divisor: number): string {
  return index === zero || divisor === 1 ? zero : `${factorOf(index)} % ${divisor}u`;
}

/** `Σ strides[i] · indices[i]` */
export function weighted(indices: readonly string[], strides: readonly number[]): string {
  return plus(...indices.map((index, i) => times(index, strides[i] as number)));
}

/** What may stand left of an operator that binds like a product: not a sum. */
function factorOf(index: string): string {
  return / [+-] /.test(index) ? `(${index})` : index;
}
