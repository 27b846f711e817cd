import { type Expr, type FunctionBuilder, i32, i32x4, type Local, v128 } from "../assembler/index.js";
import type { KernelContext } from "../emit/kernel-context.js";
import type { EquationCode, Operand } from "../rules/kernel-rule.js";
import { inPieces } from "./pieces.js";

type Vector = Expr<"v128">;

/** Skein's key schedule parity constant for 32-bit words. */
const PARITY = 0x1bd11bda;

/** The rotations of four rounds, and of the next four. */
const ROTATIONS = [
  [13, 15, 26, 6],
  [17, 29, 16, 24],
] as const;

export type Words = readonly [Vector, Vector];

/**
 * Enciphers words, four blocks to a vector, by 20 rounds of Threefry-2x32 (Salmon, Moraes, Dror and Shaw, "Parallel random
 * numbers: as easy as 1, 2, 3", 2011): add, rotate and exclusive-or, with a key injection after each four rounds.
 * Several vectors of blocks are enciphered side by side, since every step of one waits for the step before.
 */
function threefry(f: FunctionBuilder, keys: readonly Words[], blocks: readonly Words[]): readonly Words[] {
  const add = (x: Vector, y: Vector) => f.let(i32x4.add(x, y));
  const splat = (x: number) => i32x4.splat(i32.const(x));
  const rotate = (x: Local<"v128">, bits: number) =>
    v128.or(i32x4.shl(x, i32.const(bits)), i32x4.shrU(x, i32.const(32 - bits)));
  const schedules = keys.map(([k0, k1]) => [k0, k1, f.let(v128.xor(v128.xor(k0, k1), splat(PARITY)))] as const);
  const state = blocks.map(([x, y], i) => ({ x: add(x, schedules[i]![0]), y: add(y, schedules[i]![1]) }));
  for (let group = 0; group < 5; group++) {
    for (const bits of ROTATIONS[group % 2]!) {
      for (const words of state) words.x = add(words.x, words.y);
      for (const words of state) words.y = f.let(v128.xor(rotate(words.y, bits), words.x));
    }
    const injection = group + 1;
    state.forEach((words, i) => {
      const schedule = schedules[i]!;
      words.x = add(words.x, schedule[injection % 3]!);
      words.y = add(words.y, add(schedule[(injection + 1) % 3]!, splat(injection)));
    });
  }
  return state.map(({ x, y }) => [x, y]);
}

/** Blocks that are enciphered at once. */
const STEP = 8;

const parameters = {
  key0: "i32",
  key1: "i32",
  word0: "i32",
  word1: "i32",
  out0: "i32",
  out1: "i32",
  from: "i32",
  to: "i32",
} as const;

const names = ["key0", "key1", "word0", "word1"] as const;

/** The function that enciphers blocks `from` to before `to`, and perhaps some more to fill vectors, of arrays and single words. */
function encipher({ functions }: KernelContext, areArrays: readonly boolean[]) {
  const name = `threefry.${areArrays.map(Number).join("")}`;
  return functions.get(name, parameters, "none", (f, { out0, out1, from, to, ...addresses }) => {
    const singles = names.map((word, i) => (areArrays[i] ? undefined : f.let(v128.load32Splat(addresses[word]))));
    f.for({ from, to, step: STEP }, (i) => {
      const offset = f.let(i32.shl(i, i32.const(2)));
      const load = (which: number, group: number) =>
        singles[which] ?? f.let(v128.load(i32.add(addresses[names[which]!], offset), { offset: 16 * group, align: 4 }));
      const groups = [0, 1];
      const keys = groups.map((group): Words => [load(0, group), load(1, group)]);
      const blocks = groups.map((group): Words => [load(2, group), load(3, group)]);
      threefry(f, keys, blocks).forEach(([x, y], group) => {
        f.do(v128.store(i32.add(out0, offset), x, { offset: 16 * group, align: 4 }));
        f.do(v128.store(i32.add(out1, offset), y, { offset: 16 * group, align: 4 }));
      });
    });
  });
}

/** `threefry2x32`: keys and counters are single words, or one for each block. */
export function threefryKernel(inputs: readonly Operand[], _: object, outs: readonly Operand[]): EquationCode {
  const { size } = outs[0]!.aval;
  const areArrays = inputs.map(({ aval }) => aval.size !== 1);
  const steps = Math.ceil(size / STEP);
  return {
    work: size * 100,
    emit: (context) => {
      if (size === 0) return;
      inPieces(context, { count: steps, nanoseconds: 5 * size }, (inner, begin, end) => {
        const [key0, key1, word0, word1] = inputs.map(({ buffer }) => inner.address(buffer));
        const [out0, out1] = outs.map(({ buffer }) => inner.address(buffer));
        const scaled = (x: Expr<"i32">) => i32.mul(x, i32.const(STEP));
        inner.f.call(encipher(inner, areArrays), {
          key0: key0!,
          key1: key1!,
          word0: word0!,
          word1: word1!,
          out0: out0!,
          out1: out1!,
          from: scaled(begin),
          to: scaled(end),
        });
      });
    },
  };
}
