/** Stands for a method that has no implementation yet. */
export function pending(name: string): () => never {
  return () => {
    throw new TypeError(`array.${name} is not implemented yet`);
  };
}
