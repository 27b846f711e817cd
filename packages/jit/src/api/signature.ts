import {
  flattenInto,
  leafArray,
  leafName,
  Array as NDArray,
  type PyTreeDef,
  paramsKey,
  type ShapedArray,
} from "@hyrax/core";
import { ShapeDtypeStruct } from "./shape-dtype-struct.js";
import type { Argument } from "./trace-function.js";

/** The arguments of one call: their flat arrays, how those make up the arguments, and a key that is equal for calls of equal types. */
export interface Signature {
  readonly key: string;
  readonly inputs: readonly NDArray[];
  readonly arguments: readonly Argument[];
}

/** Flattens the arguments of a call. Static ones become part of the key, by their contents or identity. */
export function signatureOf(name: string, args: readonly unknown[], statics: ReadonlySet<number>): Signature {
  const leaves: unknown[] = [];
  const list: Argument[] = [];
  let key = "";
  for (let i = 0; i < args.length; i++) {
    const arg = args[i];
    if (statics.has(i)) {
      if (arg instanceof NDArray) {
        throw new TypeError(
          `${name}: argument ${i} is static, but an array; every new array would be traced anew. Pass a number or a list`,
        );
      }
      list.push({ value: arg });
      key += `=${paramsKey(arg)};`;
    } else {
      const tree = flattenInto(arg, leaves);
      list.push({ tree });
      key += `${tree.id};`;
    }
  }
  for (let i = 0; i < leaves.length; i++) {
    const leaf = leaves[i];
    const array = leaf instanceof NDArray ? leaf : leafArray(leaf, () => argumentName(name, list, i));
    leaves[i] = array;
    key += `${array.aval.id},`;
  }
  // Every leaf has just been replaced by an array.
  return { key, inputs: leaves as readonly NDArray[], arguments: list };
}

/** The types of the arguments of a call; `ShapeDtypeStruct`s stand for arrays here. `key` is that of the call. */
export function abstractSignature(
  name: string,
  args: readonly unknown[],
  statics: ReadonlySet<number>,
): {
  readonly key: string;
  readonly avals: readonly ShapedArray[];
  readonly arguments: readonly Argument[];
  /** Those of the arguments that are there. */
  readonly arrays: readonly NDArray[];
} {
  const leaves: unknown[] = [];
  let key = "";
  const list = args.map((arg, i): Argument => {
    if (statics.has(i)) {
      key += `=${paramsKey(arg)};`;
      return { value: arg };
    }
    const tree = flattenInto(arg, leaves);
    key += `${tree.id};`;
    return { tree };
  });
  const typed = leaves.map((leaf, i) =>
    leaf instanceof ShapeDtypeStruct ? leaf : leafArray(leaf, () => argumentName(name, list, i)),
  );
  const avals = typed.map(({ aval }) => aval);
  for (const { id } of avals) key += `${id},`;
  return { key, avals, arguments: list, arrays: typed.filter((leaf) => leaf instanceof NDArray) };
}

/** The place of a flat input, for error texts: "jit: argument 1 at ['w']". */
function argumentName(name: string, list: readonly Argument[], input: number): string {
  let before = 0;
  for (const [i, argument] of list.entries()) {
    if ("value" in argument) continue;
    const tree: PyTreeDef = argument.tree;
    if (input < before + tree.numLeaves) {
      return `${leafName(`${name}: argument ${i}`, tree, input - before)} (other values can be passed as static arguments)`;
    }
    before += tree.numLeaves;
  }
  return `${name}: an argument`;
}
