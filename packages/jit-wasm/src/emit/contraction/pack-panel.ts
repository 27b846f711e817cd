import { convertElementType, type DType } from "@hyrax/core";
import { type Expr, type FunctionBuilder, type FunctionRef, i32, i32x4, i64x2, v128 } from "../../assembler/index.js";
import { emitElementwise } from "../elementwise.js";
import { laneDType } from "../expression.js";
import type { KernelContext } from "../kernel-context.js";
import type { MergedSpace } from "../loop-nest.js";
import { bytesOf, loadLanes, loadVector } from "../vector-memory.js";
import { LANES, partVectors, type Value } from "../vector-types.js";
import { indexOffset, least } from "./index-offset.js";
import { lastStride, sameLanes, sizeOfSpace } from "./product.js";
import type { Ring } from "./ring.js";

type Scalar = Expr<"i32">;

const parameters = { base: "i32", first: "i32", from: "i32", depth: "i32", target: "i32", table: "i32" } as const;

/** What panels are packed from: the rows of one side, or its columns, and the depth. */
export interface PanelSource {
  readonly dtype: DType;
  /** Which of the arrays it is, among the strides. */
  readonly access: number;
  readonly lines: MergedSpace;
  readonly depth: MergedSpace;
  /** Lines to a panel. */
  readonly width: number;
  /** What the packed elements are multiplied in. */
  readonly ring: Ring;
}

/** Lanes of a packed panel for each index of the depth: whole values. */
export const panelStride = (width: number): number => Math.ceil(width / LANES) * LANES;

/**
 * A function that packs one panel, `[depth][lines]`, the lines from `first` on and the depth from `from` on. Lines beyond
 * the last one are copies of it, so that nothing is computed that could not have been. With several axes of depth,
 * `table` has the offset of each index.
 */
export function packPanel(context: KernelContext, source: PanelSource): FunctionRef<typeof parameters, "none"> {
  const { access, lines, depth: depthSpace, width, ring } = source;
  const dtype = laneDType(source.dtype);
  const bytes = bytesOf(dtype);
  const vectors = partVectors(ring.dtype);
  const step = panelStride(width) * 4 * vectors;
  const isOne = depthSpace.shape.length <= 1;
  const depthStride = lastStride(depthSpace, access);
  const name = `pack.${dtype}.${ring.dtype}.${width}.${key(lines, access)}.${key(depthSpace, access)}`;
  return context.functions.get(name, parameters, "none", (f, { base, first, from, depth, target, table }) => {
    const last = i32.const(sizeOfSpace(lines) - 1);
    const starts = Array.from({ length: width }, (_, line) => {
      const number = least(f, i32.add(first, i32.const(line)), last);
      return f.let(i32.add(base, indexOffset(f, lines, access, number)));
    });
    const groups = Array.from({ length: Math.ceil(width / LANES) }, (_, g) => starts.slice(g * LANES, (g + 1) * LANES));
    const at = f.let(target);
    const end = f.let(i32.add(target, i32.mul(depth, i32.const(step))));
    const place = f.let(isOne ? i32.mul(from, i32.const(depthStride)) : i32.add(table, i32.shl(from, i32.const(2))));
    /** Packs `count` indices of the depth at a time while there are as many. */
    const walk = (count: number, body: (offset: Scalar) => void) => {
      f.while(
        () => i32.leU(i32.add(at, i32.const(count * step)), end),
        () => {
          body(isOne ? place : f.let(i32.load(place)));
          f.set(at, i32.add(at, i32.const(count * step)));
          f.set(place, i32.add(place, i32.const(count * (isOne ? depthStride : 4))));
        },
      );
    };
    const converted = (value: Value): Value => {
      if (sameLanes(dtype, ring.dtype)) return value;
      const params = { newDtype: ring.dtype, weakType: false };
      return emitElementwise({ ...context, f }, convertElementType, params, [value], [dtype], ring.dtype);
    };
    const store = (value: Value, index: number, group: number) =>
      value.forEach((vector, v) => {
        f.do(v128.store(at, vector, { offset: index * step + (group * vectors + v) * 16 }));
      });
    const alongLines = () =>
      walk(1, (offset) => {
        groups.forEach((group, g) => store(converted(loadVector(f, dtype, i32.add(group[0]!, offset))), 0, g));
      });
    const alongDepth = () =>
      walk(LANES, (offset) => {
        groups.forEach((group, g) => {
          const rows = group.map((start) =>
            converted(loadVector(f, dtype, i32.add(start, offset))).map((vector) => f.let(vector)),
          );
          while (rows.length < LANES) rows.push(rows[0]!);
          transposed(f, rows).forEach((value, index) => store(value, index, g));
        });
      });
    const scattered = () =>
      walk(1, (offset) => {
        groups.forEach((group, g) => {
          const all = [...group, ...group, ...group, ...group].slice(0, LANES).map((start) => i32.add(start, offset));
          store(converted(loadLanes(f, dtype, all)), 0, g);
        });
      });
    // Quadruples of depth must not run over the end of an axis.
    const quadruples = depthStride === bytes && (isOne || depthSpace.shape.at(-1)! % LANES === 0);
    if (lastStride(lines, access) === bytes) {
      f.if(follow(f, groups, bytes), alongLines, quadruples ? alongDepth : undefined);
    } else if (quadruples) {
      alongDepth();
    }
    scattered();
  });
}

const key = ({ shape, strides }: MergedSpace, access: number) => `${shape}x${strides[access]}`;

/** Whether the lines of every group follow each other in memory. */
function follow(f: FunctionBuilder, groups: readonly (readonly Scalar[])[], bytes: number): Scalar {
  const tests = groups.flatMap((group) =>
    group.slice(1).map((start, i) => i32.eq(i32.sub(start, group[0]!), i32.const((i + 1) * bytes))),
  );
  return f.let(tests.reduce<Scalar>((all, test) => i32.and(all, test), i32.const(1)));
}

/** Four values of four elements, rows for columns. */
function transposed(f: FunctionBuilder, rows: readonly Value[]): readonly Value[] {
  if (rows[0]!.length === 2) {
    return [0, 1, 2, 3].map((column) => {
      const [half, lane] = [column >> 1, column & 1];
      return [0, 2].map((row) => i64x2.shuffle(rows[row]![half]!, rows[row + 1]![half]!, [lane, lane + 2]));
    });
  }
  const [a, b, c, d] = rows.map(([vector]) => vector!) as [Value[0], Value[0], Value[0], Value[0]]; // Four rows.
  const pairs = [a, c].map((x, i) => [
    f.let(i32x4.shuffle(x, i === 0 ? b : d, [0, 4, 1, 5])),
    f.let(i32x4.shuffle(x, i === 0 ? b : d, [2, 6, 3, 7])),
  ]);
  return [0, 1].flatMap((half) => {
    const [upper, lower] = [pairs[0]![half]!, pairs[1]![half]!];
    return [[i64x2.shuffle(upper, lower, [0, 2])], [i64x2.shuffle(upper, lower, [1, 3])]];
  });
}
