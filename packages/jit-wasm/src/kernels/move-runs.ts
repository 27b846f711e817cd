import { type Expr, type FunctionBuilder, i32, i64, type Local, memory, v128 } from "../assembler/index.js";

type Scalar = Expr<"i32">;

/** Runs of so many bytes are moved by instructions in line, those beyond in a loop. */
const IN_LINE = 256;

/** From so many bytes on, the host's own block copy is faster than a loop in spite of the call. */
const BLOCK = 1024;

const VECTOR = 16;

/** An expression that may be used more than once. */
function once(f: FunctionBuilder, value: Scalar): Scalar {
  return value.kind === "local" || value.kind === "number" ? value : f.let(value);
}

/** Copies a constant number of bytes between places that do not overlap; nothing beyond them is written. */
export function copyRun(f: FunctionBuilder, target: Scalar, source: Scalar, bytes: number): void {
  if (bytes === 0) return;
  if (bytes >= BLOCK) {
    f.do(memory.copy(target, source, i32.const(bytes)));
    return;
  }
  run(f, [target, source], bytes, ([to, from], offset, width) => {
    const at = { offset, align: 1 };
    if (width === 16) f.do(v128.store(to!, v128.load(from!, at), at));
    else if (width === 8) f.do(i64.store(to!, i64.load(from!, at), at));
    else if (width === 4) f.do(i32.store(to!, i32.load(from!, at), at));
    else if (width === 2) f.do(i32.store16(to!, i32.load16U(from!, at), at));
    else f.do(i32.store8(to!, i32.load8U(from!, at), at));
  });
}

/** One element in every place of a vector that it fits into. */
export function splatElement(address: Scalar, bytes: number): Expr<"v128"> {
  switch (bytes) {
    case 1:
      return v128.load8Splat(address);
    case 2:
      return v128.load16Splat(address);
    case 4:
      return v128.load32Splat(address);
    case 8:
      return v128.load64Splat(address);
    default:
      return v128.load(address, { align: 8 });
  }
}

/** Writes a vector's elements over and over into a constant number of bytes, which are whole elements. */
export function fillRun(f: FunctionBuilder, target: Scalar, value: Local<"v128">, bytes: number): void {
  if (bytes > 0) run(f, [target], bytes, ([to], offset, width) => f.do(storeBytes(to!, value, width, offset)));
}

/** Writes the low 1, 2, 4, 8 or 16 bytes of a vector. */
export function storeBytes(address: Scalar, value: Expr<"v128">, width: number, offset = 0): Expr<"none"> {
  const at = { offset, align: 1 };
  switch (width) {
    case 1:
      return v128.store8Lane(address, value, 0, at);
    case 2:
      return v128.store16Lane(address, value, 0, at);
    case 4:
      return v128.store32Lane(address, value, 0, at);
    case 8:
      return v128.store64Lane(address, value, 0, at);
    default:
      return v128.store(address, value, at);
  }
}

/** Covers a run with pieces of 16 bytes, the last of which may overlap the one before, or if it is short with smaller ones. */
function run(
  f: FunctionBuilder,
  addresses: readonly Scalar[],
  bytes: number,
  piece: (at: readonly Scalar[], offset: number, width: number) => void,
): void {
  let at = addresses.map((address) => once(f, address));
  let rest = bytes;
  if (bytes > IN_LINE) {
    const unrolled = 4 * VECTOR;
    const looped = bytes - (bytes % unrolled);
    const moving = at.map((address) => f.let(address));
    const end = f.let(i32.add(moving[0]!, i32.const(looped)));
    f.loop((again) => {
      for (let offset = 0; offset < unrolled; offset += VECTOR) piece(moving, offset, VECTOR);
      for (const address of moving) f.set(address, i32.add(address, i32.const(unrolled)));
      f.brIf(again, i32.ltU(moving[0]!, end));
    });
    if (looped === bytes) return;
    // The last vectors end where the run ends.
    const last = Math.ceil((bytes - looped) / VECTOR) * VECTOR;
    at = moving.map((address) => f.let(i32.sub(address, i32.const(last - (bytes - looped)))));
    rest = last;
  }
  let offset = 0;
  for (; offset + VECTOR <= rest; offset += VECTOR) piece(at, offset, VECTOR);
  if (offset === rest) return;
  if (rest > VECTOR) return piece(at, rest - VECTOR, VECTOR);
  for (const width of [8, 4, 2, 1]) {
    if ((rest & width) === 0) continue;
    piece(at, offset, width);
    offset += width;
  }
}
