import type { Array as NDArray } from "@hyrax/core";
import { describe, expect, test } from "vitest";
import * as np from "../index.js";

/** Whole numbers, so that sums are exact and can be compared without tolerance. */
const whole = (...shape: number[]) => {
  const size = shape.reduce((a, b) => a * b, 1);
  return np.array(Array.from({ length: size }, (_, i) => ((7 * i + 3) % 11) - 5)).reshape(shape);
};

const flat = (x: NDArray): readonly number[] => Array.from(x.ravel().dataSync(), Number);

describe("matmul", () => {
  /** The product by three loops for each pair of matrices, leading axes broadcast. */
  function loops(a: NDArray, b: NDArray): readonly number[] {
    const leading = np.broadcastShapes(a.shape.slice(0, -2), b.shape.slice(0, -2));
    const [n, k, m] = [a.shape.at(-2) as number, a.shape.at(-1) as number, b.shape.at(-1) as number];
    const [left, right] = [np.broadcastTo(a, [...leading, n, k]), np.broadcastTo(b, [...leading, k, m])].map(flat);
    const count = leading.reduce((x, y) => x * y, 1);
    const out: number[] = [];
    for (let c = 0; c < count; c++) {
      for (let i = 0; i < n; i++) {
        for (let j = 0; j < m; j++) {
          let sum = 0;
          for (let l = 0; l < k; l++) sum += (left?.[(c * n + i) * k + l] ?? 0) * (right?.[(c * k + l) * m + j] ?? 0);
          out.push(sum);
        }
      }
    }
    return out;
  }

  test.for<[readonly number[], readonly number[]]>([
    [
      [2, 3],
      [3, 4],
    ],
    [
      [5, 2, 3],
      [5, 3, 4],
    ],
    [
      [5, 2, 3],
      [3, 4],
    ],
    [
      [2, 3],
      [5, 3, 4],
    ],
    [
      [1, 2, 3],
      [5, 3, 4],
    ],
    [
      [5, 2, 3],
      [1, 3, 4],
    ],
    [
      [4, 1, 2, 3],
      [5, 3, 4],
    ],
    [
      [6, 5, 2, 3],
      [6, 1, 3, 4],
    ],
    [
      [1, 5, 2, 3],
      [6, 1, 3, 4],
    ],
    [
      [2, 0],
      [0, 3],
    ],
    [
      [0, 2, 3],
      [3, 4],
    ],
  ])("of %o and %o agrees with loops", ([a, b]) => {
    const [x, y] = [whole(...a), whole(...b)];
    const product = np.matmul(x, y);
    expect(flat(product)).toEqual(loops(x, y));
    expect(product.shape).toEqual([...np.broadcastShapes(a.slice(0, -2), b.slice(0, -2)), a.at(-2), b.at(-1)]);
  });

  test("takes an array of one axis for a row on the left and a column on the right", () => {
    const [m, v] = [whole(2, 3), whole(3)];
    expect(flat(np.matmul(m, v))).toEqual(loops(m, v.reshape([3, 1])));
    expect(flat(np.matmul(v, whole(3, 2)))).toEqual(loops(v.reshape([1, 3]), whole(3, 2)));
    expect(np.matmul(v, v).shape).toEqual([]);
    expect([np.matmul(v, whole(4, 3, 2)).shape, np.matmul(whole(4, 2, 3), v).shape]).toEqual([
      [4, 2],
      [4, 2],
    ]);
  });

  test("keeps the dtype that the arrays promote to, small integers too", () => {
    expect(np.matmul(np.full([1, 2], 100, { dtype: "int8" }), np.ones([2, 1], { dtype: "int8" })).item()).toBe(-56);
    expect(np.matmul(np.ones([1, 2], { dtype: "float16" }), np.ones([2, 1], { dtype: "bfloat16" })).dtype).toBe(
      "float32",
    );
    const wide = np.matmul(np.ones([1, 2], { dtype: "float16" }), np.ones([2], { dtype: "float16" }), {
      preferredElementType: "float32",
    });
    expect(wide.dtype).toBe("float32");
  });

  test("names the shapes and the axes that do not fit", () => {
    expect(() => np.matmul(whole(2, 3), whole(2, 3))).toThrow(
      new TypeError(
        "matmul: inner sizes differ: [2, 3] @ [2, 3]; axis -1 of the first, 3, must equal axis -2 of the second, 2",
      ),
    );
    expect(() => np.matmul(whole(2, 2, 2), whole(3, 2, 2))).toThrow(
      new TypeError(
        "matmul: [2, 2, 2] @ [3, 2, 2]: the leading axes have sizes 2 and 3 at -3, which must be equal or 1",
      ),
    );
    expect(() => np.matmul(whole(2), 3)).toThrow("matmul: [2] @ []: a scalar is no matrix; multiply with mul");
  });
});

describe("einsum", () => {
  /** A sum over all values of all letters, by its definition. */
  function loops(text: string, ...operands: readonly NDArray[]): readonly number[] {
    const [left = "", output = ""] = text.split("->");
    const terms = left.split(",");
    const sizes = new Map<string, number>();
    terms.forEach((term, i) => {
      [...term].forEach((letter, axis) => {
        sizes.set(letter, operands[i]?.shape[axis] as number);
      });
    });
    const letters = [...output, ...[...sizes.keys()].filter((letter) => !output.includes(letter))];
    const data = operands.map(flat);
    const out: number[] = [];
    const at = new Map<string, number>();
    const product = () =>
      terms.reduce((value, term, i) => {
        const position = [...term].reduce(
          (p, letter) => p * (sizes.get(letter) as number) + (at.get(letter) as number),
          0,
        );
        return value * (data[i]?.[position] as number);
      }, 1);
    const sumOver = (rest: readonly string[]): number => {
      const [letter, ...others] = rest;
      if (letter === undefined) return product();
      let total = 0;
      for (let i = 0; i < (sizes.get(letter) as number); i++) {
        at.set(letter, i);
        total += sumOver(others);
      }
      return total;
    };
    const fill = (rest: readonly string[]): void => {
      const [letter, ...others] = rest;
      if (letter === undefined) {
        out.push(sumOver(letters.slice(output.length)));
        return;
      }
      for (let i = 0; i < (sizes.get(letter) as number); i++) {
        at.set(letter, i);
        fill(others);
      }
    };
    fill([...output]);
    return out;
  }

  test.for<[string, ...(readonly number[])[]]>([
    ["ij,jk->ik", [2, 3], [3, 4]],
    ["ij,jk->ki", [2, 3], [3, 4]],
    ["bij,bjk->bik", [2, 3, 4], [2, 4, 2]],
    ["i,i->i", [3], [3]],
    ["i,j->ji", [3], [2]],
    ["ij,ij->", [2, 3], [2, 3]],
    ["iij->j", [3, 3, 2]],
    ["iii->i", [3, 3, 3]],
    ["ijij->ji", [2, 3, 2, 3]],
    ["ii,ij->i", [3, 3], [3, 2]],
    ["ab,bc,cd,de->ae", [2, 3], [3, 4], [4, 2], [2, 3]],
    ["ab,cb,db->acd", [2, 3], [4, 3], [2, 3]],
    ["a,b,c,d,e->", [2], [3], [2], [2], [3]],
    ["abc,cd,be,a->de", [2, 3, 4], [4, 2], [3, 3], [2]],
  ])("%s agrees with loops, in every order of contraction", ([text, ...shapes]) => {
    const operands = shapes.map((shape) => whole(...shape));
    for (const optimize of ["auto", "optimal", "greedy", false] as const) {
      expect(flat(np.einsum(text, ...operands, { optimize }))).toEqual(loops(text, ...operands));
    }
  });

  test("without an arrow gives the letters that occur once, in the order of the alphabet", () => {
    expect(np.einsum("ba", whole(2, 3)).shape).toEqual([3, 2]);
    expect(np.einsum("ij,jh", whole(2, 3), whole(3, 4)).shape).toEqual([4, 2]);
    expect(np.einsum("ii", whole(3, 3)).item()).toBe(np.trace(whole(3, 3)).item());
  });

  test("an ellipsis stands for axes that broadcast, aligned at the last", () => {
    const [x, y] = [whole(4, 1, 2, 3), whole(5, 3, 2)];
    expect(flat(np.einsum("...ij,...jk->...ik", x, y))).toEqual(flat(np.matmul(x, y)));
    expect(np.einsum("i...->...", whole(2, 3, 4)).tolist()).toEqual(np.sum(whole(2, 3, 4), { axis: 0 }).tolist());
    expect(np.einsum("...i,i", whole(2, 3), whole(3)).shape).toEqual([2]);
  });

  test("an axis of size 1 stretches", () => {
    expect(np.einsum("ij,jk->ik", np.ones([2, 1]), np.ones([3, 3])).tolist()).toEqual([
      [3, 3, 3],
      [3, 3, 3],
    ]);
  });

  test.for<[string, readonly (readonly number[])[], string]>([
    [
      "ij,jk->ik",
      [
        [2, 3],
        [2, 3],
      ],
      '"j" has size 2 in operand 1, whose shape is [2, 3], but 3 before',
    ],
    ["ij->ik", [[2, 3]], '"k" of the result does not occur in the operands'],
    ["ij->ii", [[2, 3]], '"i" occurs more than once in the result'],
    ["ijk", [[2, 3]], '"ijk" does not fit the 2 axes of operand 0, whose shape is [2, 3]'],
    ["ij,jk", [[2, 3]], "there are subscripts for 2 operands, but 1 operands"],
    ["i1", [[2, 3]], '"i1" has signs that are neither letters nor an ellipsis, "..."'],
    ["...i->i", [[2, 3]], "the operands have an ellipsis with axes, but the result has no ellipsis"],
  ])("%s: says what does not fit", ([text, shapes, problem]) => {
    expect(() => np.einsum(text, ...shapes.map((shape) => whole(...shape)))).toThrow(
      new TypeError(`einsum: ${JSON.stringify(text)}: ${problem}`),
    );
  });

  test("a path costs less than all at once, and contracts the small product first", () => {
    const chain = [whole(2, 9), whole(9, 9), whole(9, 3)];
    const [path, text] = np.einsumPath("ij,jk,kl->il", ...chain);
    expect(path).toEqual([
      [0, 1],
      [0, 1],
    ]);
    // 2·9·9 + 2·9·3 products and as many sums, instead of 2·9·9·3 of two factors each and a sum.
    expect(text).toBe("contraction: ij,jk,kl->il\noperations at once: 1458\noperations by this path: 432.0");
  });
});

test("tensordot, inner, vdot and outer are sums of products that einsum writes out", () => {
  const [x, y] = [whole(2, 3, 4), whole(3, 4, 2)];
  expect(np.tensordot(x, y).tolist()).toEqual(np.einsum("ijk,jkl->il", x, y).tolist());
  expect(
    np
      .tensordot(x, y, {
        axes: [
          [0, 2],
          [2, 1],
        ],
      })
      .tolist(),
  ).toEqual(np.einsum("ijk,lki->jl", x, y).tolist());
  expect(np.tensordot(x, y, { axes: 0 }).shape).toEqual([2, 3, 4, 3, 4, 2]);
  expect(np.inner(x, whole(5, 4)).tolist()).toEqual(np.einsum("ijk,lk->ijl", x, whole(5, 4)).tolist());
  expect(np.vdot(x, y).item()).toBe(np.einsum("i,i", x.ravel(), y.ravel()).item());
  expect(np.outer(whole(3), whole(2, 2)).tolist()).toEqual(np.einsum("i,j->ij", whole(3), whole(4)).tolist());
  expect(() => np.tensordot(x, x, { axes: 1 })).toThrow(
    "tensordot: the axes [2] of [2, 3, 4] have sizes [4], but the axes [0] of [2, 3, 4] have [2]; they must be equal",
  );
});

test("kron of arrays with different numbers of axes", () => {
  expect(np.kron([1, 2], [[1], [10]]).tolist()).toEqual([
    [1, 2],
    [10, 20],
  ]);
});

test("cross takes vectors of 2 and 3 elements", () => {
  expect(np.cross([1, 0, 0], [0, 1, 0]).tolist()).toEqual([0, 0, 1]);
  expect(np.cross([1, 2], [3, 4]).item()).toBe(-2);
  expect(np.cross([1, 2], [3, 4, 5]).tolist()).toEqual([10, -5, -2]);
  expect(() => np.cross([1, 2, 3, 4], [1, 2, 3])).toThrow("cross: vectors have 2 or 3 elements, found 4 and 3");
});

test("the trace follows its two axes", () => {
  const x = whole(2, 3, 3);
  expect(np.trace(x, { axis1: 1, axis2: -1, offset: 1 }).tolist()).toEqual(
    [0, 1].map((i) => Number(x.get(i, 0, 1).item()) + Number(x.get(i, 1, 2).item())),
  );
});
