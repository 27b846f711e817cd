import type { Expr, FunctionRef, Global, Label, Local, Parameters, Statement } from "./expression.js";
import { call, returning } from "./instructions/control.js";
import { i32 } from "./instructions/i32.js";
import type { ResultType, ValueType } from "./types.js";

/** A function's parameters as expressions, by name. */
export type ParameterLocals<P extends Parameters> = { readonly [N in keyof P]: Local<P[N]> };

/** How `FunctionBuilder.for` counts: from `from` while below `to` (signed), by `step`. */
export interface Counting {
  readonly from: Expr<"i32">;
  readonly to: Expr<"i32">;
  readonly step?: number;
}

/**
 * Builds the body of a function: every method appends a statement to the innermost open block. Expressions are made
 * apart (`f32x4.add(x, y)`) and evaluated where a statement places them; `let` evaluates one here and now.
 *
 * @example
 * f.for({ from: i32.const(0), to: n }, (i) => {
 *   const address = f.let(i32.add(x, i32.shl(i, i32.const(2))));
 *   f.do(f32.store(address, f32.mul(a, f32.load(address))));
 * });
 */
export class FunctionBuilder<P extends Parameters = Parameters> {
  readonly parameters: ParameterLocals<P>;
  readonly #locals: Local[] = [];
  readonly #parameterCount: number;
  #statements: Statement[] = [];

  constructor(parameters: P) {
    const entries = Object.entries(parameters).map(([name, type], index) => {
      return [name, { kind: "local", type, index, name }] as const;
    });
    this.#parameterCount = entries.length;
    this.parameters = Object.fromEntries(entries) as ParameterLocals<P>; // fromEntries forgets the names it was given.
  }

  /** The variables declared so far, parameters not counted, in the order of their indices. */
  get locals(): readonly Local[] {
    return this.#locals;
  }

  /** The statements of the innermost open block; of the whole function, once every block is closed. */
  get statements(): readonly Statement[] {
    return this.#statements;
  }

  /** Declares a variable, zero until it is set. */
  local<T extends ValueType>(type: T, name = ""): Local<T> {
    const index = this.#parameterCount + this.#locals.length;
    const local: Local<T> = { kind: "local", type, index, name };
    this.#locals.push(local);
    return local;
  }

  /** Evaluates `value` here and keeps it in a new variable. */
  let<T extends ValueType>(value: Expr<T>, name = ""): Local<T> {
    const local = this.local(value.type, name);
    this.set(local, value);
    return local;
  }

  set<T extends ValueType>(local: Local<T>, value: Expr<T>): void {
    if (value.type !== local.type) {
      throw new TypeError(`set: ${local.name || "a local"} is of type ${local.type}, the value of type ${value.type}`);
    }
    this.#statements.push({ kind: "set", type: "none", local, value });
  }

  setGlobal<T extends ValueType>(global: Global<T>, value: Expr<T>): void {
    this.#statements.push({ kind: "setGlobal", type: "none", global, value });
  }

  /** Sets `local` and gives the value. */
  tee<T extends ValueType>(local: Local<T>, value: Expr<T>): Expr<T> {
    if (value.type !== local.type) {
      throw new TypeError(`tee: ${local.name || "a local"} is of type ${local.type}, the value of type ${value.type}`);
    }
    return { kind: "tee", type: local.type, local, value };
  }

  /** Appends a statement: a store, a fill, a call for its effect. */
  do(statement: Statement): void {
    this.#statements.push(statement);
  }

  /** Calls a function that returns nothing. */
  call<Q extends Parameters>(callee: FunctionRef<Q, "none">, args: { readonly [N in keyof Q]: Expr<Q[N]> }): void {
    this.do(call(callee, args));
  }

  /** A block whose label leaves it. */
  block(body: (end: Label) => void, name = "block"): void {
    const label: Label = { name };
    this.do({ kind: "block", type: "none", label, body: this.#nested(() => body(label)).statements });
  }

  /** A block whose label starts it again; it ends where nothing branches there. */
  loop(body: (again: Label) => void, name = "loop"): void {
    const label: Label = { name };
    this.do({ kind: "loop", type: "none", label, body: this.#nested(() => body(label)).statements });
  }

  if(condition: Expr<"i32">, then: (end: Label) => void, otherwise?: (end: Label) => void): void {
    const label: Label = { name: "if" };
    this.do({
      kind: "if",
      type: "none",
      label,
      condition,
      body: this.#nested(() => then(label)).statements,
      otherwise: otherwise === undefined ? [] : this.#nested(() => otherwise(label)).statements,
    });
  }

  /** The value of one of two branches, of which only that one runs. */
  choose<T extends ValueType>(condition: Expr<"i32">, then: () => Expr<T>, otherwise: () => Expr<T>): Local<T> {
    const first = this.#nested(then);
    const chosen = this.local(first.value.type, "chosen");
    this.do({
      kind: "if",
      type: "none",
      label: { name: "if" },
      condition,
      body: [...first.statements, { kind: "set", type: "none", local: chosen, value: first.value }],
      otherwise: this.#nested(() => this.set(chosen, otherwise())).statements,
    });
    return chosen;
  }

  /** Runs the case that `index` numbers from 0, or the last one where there is none of that number. */
  switch(index: Expr<"i32">, cases: readonly (() => void)[]): void {
    const last = cases.length - 1;
    this.block((end) => {
      const nest = (depth: number, inner: readonly Label[]): void => {
        if (depth < 0) {
          this.do({ kind: "brTable", type: "none", index, labels: [...inner].reverse() });
          return;
        }
        this.block((label) => nest(depth - 1, [...inner, label]), `case${depth}`);
        cases[depth]!();
        if (depth < last) this.br(end);
      };
      nest(last, []);
    }, "switch");
  }

  br(label: Label): void {
    this.do({ kind: "br", type: "none", label, condition: undefined });
  }

  brIf(label: Label, condition: Expr<"i32">): void {
    this.do({ kind: "br", type: "none", label, condition });
  }

  return(result?: Expr<ValueType>): void {
    this.do(returning(result));
  }

  /**
   * Counts: runs `body` for each value of a new variable. The test stands at the end of the loop, behind one at its
   * start, so that an iteration costs one branch.
   */
  for({ from, to, step = 1 }: Counting, body: (i: Local<"i32">) => void): void {
    const i = this.let(from, "i");
    this.if(i32.ltS(i, to), () => {
      this.loop((again) => {
        body(i);
        this.brIf(again, i32.ltS(this.tee(i, i32.add(i, i32.const(step))), to));
      });
    });
  }

  /** Runs `body` for as long as `condition` holds; `condition` may append statements that it needs. */
  while(condition: () => Expr<"i32">, body: () => void): void {
    this.block((end) => {
      this.loop((again) => {
        this.brIf(end, i32.eqz(condition()));
        body();
        this.br(again);
      });
    });
  }

  #nested<V>(body: () => V): { readonly statements: readonly Statement[]; readonly value: V } {
    const outer = this.#statements;
    const statements: Statement[] = [];
    this.#statements = statements;
    try {
      return { statements, value: body() };
    } finally {
      this.#statements = outer;
    }
  }
}

/** A function as it will be encoded. */
export interface FunctionBody {
  readonly locals: readonly Local[];
  readonly statements: readonly Statement[];
  readonly result: Expr | undefined;
}

/** What builds a function's body: it appends statements and returns the function's result, if it has one. */
export type BodyOf<P extends Parameters, R extends ResultType> = (
  f: FunctionBuilder,
  parameters: ParameterLocals<P>,
) => R extends ValueType ? Expr<R> : void;
