import type { DType, Shape } from "@hyrax/core";
import { type Access, type Expr, exprNodes, type IndexExpr, type LoadExpr } from "@hyrax/jit";
import type { Operand } from "../rules/element-rule.js";
import { elementRules } from "../rules/element-rules.js";
import { type Code, plain, wgsl } from "../wgsl/code.js";
import { literal } from "../wgsl/literal.js";
import { coordinates, joinAxes, offsetOf } from "./index-space.js";
import type { ShaderWriter } from "./shader-writer.js";

type AccessNode = LoadExpr | IndexExpr;

/** Part of the space that expressions are walked over: the kept axes of a reduction, or the reduced ones. */
interface SpacePart {
  readonly shape: Shape;
  readonly accesses: ReadonlyMap<AccessNode, Access>;
}

/**
 * An expression over a space in parts, each of which a shader runs through by a number of its own: a map has one part,
 * a reduction two.
 */
export class WalkedExpression {
  readonly #parts: readonly SpacePart[];

  constructor(
    readonly expr: Expr,
    parts: readonly Shape[],
  ) {
    const nodes = [...exprNodes(expr)].filter((node) => node.kind === "load" || node.kind === "index");
    let first = 0;
    this.#parts = parts.map((shape, part) => {
      const axes = [first, (first += shape.length)] as const;
      const { shape: joined, accesses } = joinAxes(
        shape,
        // The offset counts once.
        nodes.map(({ access }) => ({ offset: part === 0 ? access.offset : 0, strides: access.strides.slice(...axes) })),
      );
      return { shape: joined, accesses: new Map(nodes.map((node, i) => [node, accesses[i] as Access])) };
    });
  }

  /** The stride with which most elements are read where the innermost axis of a part is walked; 0 if nothing moves. */
  innerStride(part: number): number {
    const { accesses } = this.#parts[part] as SpacePart;
    return Math.max(0, ...[...accesses.values()].map(({ strides }) => Math.abs(strides.at(-1) ?? 0)));
  }

  /** The names of the coordinates of a part, for the index with this number. */
  coordinates(shader: ShaderWriter, part: number, index: string): readonly string[] {
    const { shape } = this.#parts[part] as SpacePart;
    if (shape.length === 1) return [index];
    return coordinates(shape, index).map((coordinate, axis) => {
      const name = `${index}${axis}`;
      shader.line`let ${name} = ${coordinate};`;
      return name;
    });
  }

  /** Writes the statements that compute an element, given the coordinates of each part; returns its value. */
  write(shader: ShaderWriter, names: readonly (readonly string[])[]): Operand {
    const values = new Map<Expr, Operand>();
    const named = new Map<string, Code>();
    /** Equal values have one name; what is a name already needs no other. */
    const name = (code: Code): Code => {
      if (/^v\d+$/.test(code.text)) return code;
      let known = named.get(code.text);
      if (known === undefined) named.set(code.text, (known = shader.let(code)));
      return known;
    };
    for (const node of exprNodes(this.expr)) {
      const code = this.#code(shader, node, names, values);
      values.set(node, { ...(node.kind === "literal" ? code : name(code)), dtype: node.dtype });
    }
    return values.get(this.expr) as Operand;
  }

  #code(
    shader: ShaderWriter,
    node: Expr,
    names: readonly (readonly string[])[],
    values: ReadonlyMap<Expr, Operand>,
  ): Code {
    switch (node.kind) {
      case "literal":
        return literal(node.value, node.dtype);
      case "load":
        return shader.read(node.buffer).load(this.#offset(node, names));
      case "index":
        return rounded(fromCount(plain(this.#offset(node, names)), node), node.dtype);
      case "apply": {
        const inputs = node.inputs.map((input) => values.get(input) as Operand); // Inputs come before what uses them.
        // A rule takes what its primitive takes, which the planner does not change.
        const result = elementRules.find(node.primitive)(inputs as never, node.params as never, node.dtype);
        return rounded(result, node.dtype);
      }
      case "result":
        throw new TypeError("webgpu: an epilogue was planned, and none was asked for");
    }
  }

  #offset(node: AccessNode, names: readonly (readonly string[])[]): string {
    const accesses = this.#parts.map(({ accesses }) => accesses.get(node) as Access);
    const offset = accesses[0]?.offset ?? 0;
    return offsetOf({ offset, strides: accesses.flatMap(({ strides }) => strides) }, names.flat());
  }
}

/** Halves are computed with in float32, and rounded after each operation. */
function rounded(value: Code, dtype: DType): Code {
  return dtype === "float16" ? wgsl`f32(f16(${value}))` : value;
}

/** A count as a number of the dtype. */
function fromCount(count: Code, { dtype }: IndexExpr): Code {
  if (dtype === "uint32") return count;
  return wgsl`${dtype === "int32" ? "i32" : "f32"}(${count})`;
}
