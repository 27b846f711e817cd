import { paramsKey } from "@hyrax/core";
import type { Expr, IndexExpr, LoadExpr, ResultExpr } from "../kernel.js";

/** What an expression starts from, other than literals. */
export type Leaf = LoadExpr | IndexExpr | ResultExpr;

/** Makes equal expressions one node, so that what several expressions share is seen, and computed once. */
export class Interner {
  readonly #nodes = new Map<string, Expr>();
  readonly #ids = new Map<Expr, number>();

  /** The one node that is equal to this one, with its leaves replaced by what `leaf` gives for them. */
  rewrite(expr: Expr, leaf: (node: Leaf) => Expr = (node) => node, done = new Map<Expr, Expr>()): Expr {
    const known = done.get(expr);
    if (known !== undefined) return known;
    const result = this.#rewritten(expr, leaf, done);
    done.set(expr, result);
    return result;
  }

  #rewritten(expr: Expr, leaf: (node: Leaf) => Expr, done: Map<Expr, Expr>): Expr {
    switch (expr.kind) {
      case "apply":
        return this.#node({ ...expr, inputs: expr.inputs.map((input) => this.rewrite(input, leaf, done)) });
      case "load":
      case "index":
      case "result": {
        const replaced = leaf(expr);
        // What stands for a leaf has been made by this interner, or is a leaf itself.
        return replaced.kind === "apply" ? replaced : this.#node(replaced);
      }
      default:
        return this.#node(expr);
    }
  }

  #node(expr: Expr): Expr {
    if (this.#ids.has(expr)) return expr;
    const key = this.#key(expr);
    const known = this.#nodes.get(key);
    if (known !== undefined) return known;
    this.#nodes.set(key, expr);
    this.#ids.set(expr, this.#ids.size);
    return expr;
  }

  #key(expr: Expr): string {
    switch (expr.kind) {
      case "literal":
        return `${expr.dtype} ${paramsKey(expr.value)}`;
      case "result":
        return `result ${expr.index}`;
      case "index":
        return `index ${expr.dtype} ${expr.access.offset};${expr.access.strides}`;
      case "load":
        return `%${expr.buffer} ${expr.access.offset};${expr.access.strides}`;
      case "apply": {
        const inputs = expr.inputs.map((input) => this.#ids.get(input));
        return `${expr.primitive.name} ${expr.dtype}(${inputs})${paramsKey(expr.params)}`;
      }
    }
  }
}
