import { inspect } from "node:util";
import { type Array, grad, np, random, tree } from "hyrax";
import { heading, printed } from "./check.js";

/** "PyTrees": nested structures, what counts as a leaf, and a class of one's own as a node. */
export function pytrees(): void {
  heading("PyTrees");
  class Plain {}
  const examples: readonly (readonly [pytree: unknown, leaves: number])[] = [
    [{ a: 0, b: [1, 2] }, 3],
    [np.array([3, 4, 5], { dtype: "int32" }), 1],
    [["a", new Plain()], 2],
  ];
  for (const [pytree, count] of examples) {
    const leaves = tree.leaves(pytree);
    printed(
      `${inspect(pytree).padEnd(45)} has`,
      `${leaves.length} leaves: ${inspect(leaves)}`,
      `${count} leaves: ${inspect(leaves)}`,
    );
  }

  heading("A module as a pytree, as Equinox has them");
  const model = Linear.init(random.PRNGKey(0), 3, 2);
  printed(
    "leaves of the module:",
    tree
      .leaves(model)
      .map((leaf) => `[${(leaf as Array).shape.join(", ")}]`)
      .join(" "),
    "[2, 3] [2]",
  );
  const gradient = grad((m: Linear, x: Array) => np.sum(m.apply(x)))(model, np.ones([3]));
  printed("its gradient is a module too:", `${gradient instanceof Linear} ${gradient.bias}`, "true [1. 1.]");
}

/** A layer whose parameters are its leaves; the number of outputs is part of its structure. */
class Linear {
  constructor(
    readonly weight: Array,
    readonly bias: Array,
    readonly outputs: number,
  ) {}

  static init(key: Array, inputs: number, outputs: number): Linear {
    return new Linear(random.normal(key, [outputs, inputs]), np.zeros([outputs]), outputs);
  }

  /** `[inputs] → [outputs]` */
  apply(x: Array): Array {
    return this.weight.matmul(x).add(this.bias);
  }
}

tree.register(
  Linear,
  ({ weight, bias, outputs }) => [[weight, bias], outputs],
  (outputs: number, [weight, bias]: readonly [Array, Array]) => new Linear(weight, bias, outputs),
  { keys: () => ["weight", "bias"] },
);
