import type { ByteWriter } from "./byte-writer.js";
import type { Expr, FunctionRef, Label, LaneShape, Statement } from "./expression.js";

const OP = {
  block: 0x02,
  loop: 0x03,
  if: 0x04,
  else: 0x05,
  end: 0x0b,
  br: 0x0c,
  brIf: 0x0d,
  brTable: 0x0e,
  call: 0x10,
  get: 0x20,
  set: 0x21,
  tee: 0x22,
  globalGet: 0x23,
  globalSet: 0x24,
  i32Const: 0x41,
  i64Const: 0x42,
  f32Const: 0x43,
  f64Const: 0x44,
} as const;
const V128_CONST = 0xfd_00c;
const NO_RESULT = 0x40;

const LANE_WRITERS: { readonly [S in LaneShape]: (out: ByteWriter, lane: number | bigint) => void } = {
  i8x16: (out, lane) => out.byte(Number(lane)),
  i16x8: (out, lane) => out.int16(Number(lane)),
  i32x4: (out, lane) => out.int32(Number(lane)),
  i64x2: (out, lane) => out.int64(BigInt(lane)),
  f32x4: (out, lane) => out.f32(Number(lane)),
  f64x2: (out, lane) => out.f64(Number(lane)),
};

/** Writes expressions in the binary format (section 5.4), operands before the instruction that takes them. */
export class ExpressionEncoder {
  readonly #out: ByteWriter;
  readonly #functionIndex: (callee: FunctionRef) => number;
  /** The labels of the open blocks, innermost last. */
  readonly #labels: Label[] = [];

  constructor(out: ByteWriter, functionIndex: (callee: FunctionRef) => number) {
    this.#out = out;
    this.#functionIndex = functionIndex;
  }

  statements(statements: readonly Statement[]): void {
    for (let i = 0; i < statements.length; i++) this.expression(statements[i]!);
  }

  end(): void {
    this.#out.byte(OP.end);
  }

  expression(e: Expr): void {
    const out = this.#out;
    switch (e.kind) {
      case "local":
        out.indexed(OP.get, e.index);
        break;
      case "operation": {
        this.#operands(e.operands);
        this.#opcode(e.instruction.opcode);
        for (let i = 0; i < e.immediates.length; i++) out.byte(e.immediates[i]!);
        break;
      }
      case "set":
      case "tee":
        this.expression(e.value);
        out.indexed(OP[e.kind], e.local.index);
        break;
      case "memory": {
        this.#operands(e.operands);
        this.#opcode(e.instruction.opcode);
        out.indexed(31 - Math.clz32(e.align), e.offset);
        if (e.lane !== undefined) out.byte(e.lane);
        break;
      }
      case "number":
        this.#number(e.type, e.value);
        break;
      case "bigint":
        out.byte(OP.i64Const);
        out.s64(e.value);
        break;
      case "vector":
        this.#opcode(V128_CONST);
        for (const lane of e.lanes) LANE_WRITERS[e.shape](out, lane);
        break;
      case "call":
        this.#operands(e.operands);
        out.indexed(OP.call, this.#functionIndex(e.callee));
        break;
      case "global":
        out.byte(OP.globalGet);
        out.u32(e.index);
        break;
      case "setGlobal":
        this.expression(e.value);
        out.byte(OP.globalSet);
        out.u32(e.global.index);
        break;
      case "block":
      case "loop":
        out.byte(OP[e.kind]);
        out.byte(NO_RESULT);
        this.#labels.push(e.label);
        this.statements(e.body);
        this.#labels.pop();
        out.byte(OP.end);
        break;
      case "if":
        this.expression(e.condition);
        out.byte(OP.if);
        out.byte(NO_RESULT);
        this.#labels.push(e.label);
        this.statements(e.body);
        if (e.otherwise.length > 0) {
          out.byte(OP.else);
          this.statements(e.otherwise);
        }
        this.#labels.pop();
        out.byte(OP.end);
        break;
      case "br":
        if (e.condition !== undefined) this.expression(e.condition);
        out.byte(e.condition === undefined ? OP.br : OP.brIf);
        out.u32(this.#depth(e.label));
        break;
      case "brTable": {
        this.expression(e.index);
        out.byte(OP.brTable);
        out.u32(e.labels.length - 1);
        for (const label of e.labels) out.u32(this.#depth(label));
        break;
      }
    }
  }

  #operands(operands: readonly Expr[]): void {
    for (let i = 0; i < operands.length; i++) {
      const operand = operands[i]!;
      if (operand.kind === "local") this.#out.indexed(OP.get, operand.index);
      else this.expression(operand);
    }
  }

  #opcode(opcode: number): void {
    if (opcode < 0x100) this.#out.byte(opcode);
    else this.#out.indexed(opcode >>> 12, opcode & 0xfff);
  }

  #number(type: Expr["type"], value: number): void {
    const out = this.#out;
    if (type === "i32") {
      out.byte(OP.i32Const);
      out.s32(value);
    } else if (type === "f32") {
      out.byte(OP.f32Const);
      out.f32(value);
    } else {
      out.byte(OP.f64Const);
      out.f64(value);
    }
  }

  /** How many open blocks stand between a branch and its target. */
  #depth(label: Label): number {
    const at = this.#labels.lastIndexOf(label);
    if (at < 0) throw new Error(`a branch to the label "${label.name}" stands outside of its block; it must be inside`);
    return this.#labels.length - 1 - at;
  }
}
