/** What a registered class is made of: its children, in order, and data that is part of the structure. */
export interface NodeType<T = unknown> {
  readonly name: string;
  flatten(node: T): readonly [children: readonly unknown[], auxData: unknown];
  unflatten(auxData: unknown, children: readonly unknown[]): T;
  /** The names of the children in key paths; without them they are numbered. */
  keys?(node: T): readonly string[];
}

type Class<T> = abstract new (...args: never[]) => T;

const registry = new Map<object, NodeType>();

/**
 * Makes the instances of a class nodes of pytrees, instead of leaves: transformations then see through them.
 *
 * @param flatten gives the children and data that belongs to the structure, compared with `===` or by `equals`
 * @param unflatten builds an instance again from that data and new children
 * @throws a `TypeError` if the class has been registered before
 */
export function registerPytreeNode<T extends object>(
  nodeClass: Class<T>,
  flatten: (node: T) => readonly [children: readonly unknown[], auxData: unknown],
  unflatten: (auxData: never, children: never) => T,
  options: { readonly keys?: (node: T) => readonly string[] } = {},
): void {
  if (registry.has(nodeClass.prototype as object))
    throw new TypeError(`tree.register: the class ${nodeClass.name} has been registered before`);
  // The registry holds node types of all classes; each is only ever applied to instances of its own.
  registry.set(
    nodeClass.prototype as object,
    { name: nodeClass.name, flatten, unflatten, ...options } as unknown as NodeType,
  );
}

/** The node type of an instance of a registered class. */
export function registeredType(value: object): NodeType | undefined {
  return registry.get(Object.getPrototypeOf(value) as object);
}
