import {
  concatenate,
  convertElementType,
  flattenArrays,
  hostArray,
  leafArray,
  type Array as NDArray,
  type PyTreeDef,
  promoteTypes,
  reshape,
  slice,
  unflatten,
} from "@hyrax/core";

/**
 * All elements of a pytree of arrays as one array of one axis, of the dtype that they promote to, and the function that
 * turns such an array into the pytree again.
 *
 * @throws TypeError if a leaf is no array, or if the inverse gets an array of another shape
 */
export function ravelPytree(tree: unknown): [flat: NDArray, unravel: (flat: NDArray) => unknown] {
  const [arrays, treedef] = flattenArrays("tree.ravelPytree: the pytree", tree);
  const [first] = arrays;
  if (first === undefined) return [hostArray(new Float32Array(0), [0], "float32"), () => unflatten(treedef, [])];
  const { dtype } = promoteTypes(arrays);
  const rows = arrays.map((x) => reshape(convert(x, dtype), { newSizes: [x.size] }));
  return [
    rows.length === 1 ? (rows[0] as NDArray) : concatenate(rows, { dimension: 0 }),
    (flat) => unravel(flat, arrays, treedef),
  ];
}

function unravel(given: unknown, like: readonly NDArray[], treedef: PyTreeDef): unknown {
  const flat = leafArray(given, () => "tree.ravelPytree: what the inverse takes");
  const size = like.reduce((n, x) => n + x.size, 0);
  if (flat.ndim !== 1 || flat.size !== size) {
    throw new TypeError(
      `tree.ravelPytree: the inverse takes an array of shape [${size}], found [${flat.shape.join(", ")}]`,
    );
  }
  let start = 0;
  const parts = like.map((x) => {
    const part = slice(flat, { startIndices: [start], limitIndices: [start + x.size], strides: null });
    start += x.size;
    return convert(reshape(part, { newSizes: x.shape }), x.dtype);
  });
  return unflatten(treedef, parts);
}

function convert(x: NDArray, dtype: NDArray["dtype"]): NDArray {
  return x.dtype === dtype ? x : convertElementType(x, { newDtype: dtype, weakType: false });
}
