import type { ResultType, ValueType } from "./types.js";

/**
 * An instruction as the binary and the text format name it. `opcode` is one byte, or a prefix byte and three hex digits
 * of the code that follows it: `0x6a` is `i32.add`, `0xfd_0e4` is `f32x4.add`.
 */
export interface Instruction {
  readonly shape: string;
  readonly key: string;
  readonly opcode: number;
}

/** Operands, then an opcode, then immediate bytes (lane numbers, reserved zeros): most of WebAssembly. */
export interface Operation<T extends ResultType> {
  readonly kind: "operation";
  readonly type: T;
  readonly instruction: Instruction;
  readonly operands: readonly Expr[];
  readonly immediates: readonly number[];
}

/** A load, a store or an atomic access. `align` is a hint in bytes, `lane` the lane that it reads or writes alone. */
export interface MemoryOperation<T extends ResultType> {
  readonly kind: "memory";
  readonly type: T;
  readonly instruction: Instruction;
  readonly operands: readonly Expr[];
  readonly offset: number;
  readonly align: number;
  readonly lane: number | undefined;
}

export interface NumberConstant<T extends ResultType> {
  readonly kind: "number";
  readonly type: T;
  readonly value: number;
}

export interface BigIntConstant<T extends ResultType> {
  readonly kind: "bigint";
  readonly type: T;
  readonly value: bigint;
}

/** How 128 bits divide into lanes. */
export type LaneShape = "i8x16" | "i16x8" | "i32x4" | "i64x2" | "f32x4" | "f64x2";

export interface VectorConstant<T extends ResultType> {
  readonly kind: "vector";
  readonly type: T;
  readonly shape: LaneShape;
  readonly lanes: readonly (number | bigint)[];
}

/** A parameter or a local variable; as an expression, its value where the expression stands. */
export interface Local<T extends ResultType = ValueType> {
  readonly kind: "local";
  readonly type: T;
  readonly index: number;
  readonly name: string;
}

export interface LocalAssignment<T extends ResultType> {
  readonly kind: "set" | "tee";
  readonly type: T;
  readonly local: Local;
  readonly value: Expr;
}

/** A module's variable; as an expression, its value where the expression stands. */
export interface Global<T extends ResultType = ValueType> {
  readonly kind: "global";
  readonly type: T;
  readonly index: number;
  readonly name: string;
  readonly mutable: boolean;
}

export interface GlobalAssignment<T extends ResultType> {
  readonly kind: "setGlobal";
  readonly type: T;
  readonly global: Global;
  readonly value: Expr;
}

/** The names and types of a function's parameters, in order. */
export type Parameters = { readonly [name: string]: ValueType };

/** A function of the module, imported or defined. */
export interface FunctionRef<P extends Parameters = Parameters, R extends ResultType = ResultType> {
  readonly name: string;
  readonly parameters: P;
  readonly result: R;
}

export interface Call<T extends ResultType> {
  readonly kind: "call";
  readonly type: T;
  readonly callee: FunctionRef;
  readonly operands: readonly Expr[];
}

/** The target of a branch: the end of a block or an `if`, the start of a loop. */
export interface Label {
  readonly name: string;
}

export interface Block<T extends ResultType> {
  readonly kind: "block" | "loop";
  readonly type: T;
  readonly label: Label;
  readonly body: readonly Statement[];
}

export interface Conditional<T extends ResultType> {
  readonly kind: "if";
  readonly type: T;
  readonly label: Label;
  readonly condition: Expr<"i32">;
  readonly body: readonly Statement[];
  readonly otherwise: readonly Statement[];
}

export interface Branch<T extends ResultType> {
  readonly kind: "br";
  readonly type: T;
  readonly label: Label;
  readonly condition: Expr<"i32"> | undefined;
}

/** Branches to the label at `index`, or to the last one for every index beyond it. */
export interface BranchTable<T extends ResultType> {
  readonly kind: "brTable";
  readonly type: T;
  readonly index: Expr<"i32">;
  readonly labels: readonly Label[];
}

/**
 * A WebAssembly expression with a result of type `T`. Expressions are immutable values: they are encoded where they are
 * placed, once for every place, so a value that is needed twice belongs in a local (`FunctionBuilder.let`).
 */
export type Expr<T extends ResultType = ResultType> =
  | Operation<T>
  | MemoryOperation<T>
  | NumberConstant<T>
  | BigIntConstant<T>
  | VectorConstant<T>
  | Local<T>
  | LocalAssignment<T>
  | Global<T>
  | GlobalAssignment<T>
  | Call<T>
  | Block<T>
  | Conditional<T>
  | Branch<T>
  | BranchTable<T>;

/** An expression without a result, for its effect. */
export type Statement = Expr<"none">;
