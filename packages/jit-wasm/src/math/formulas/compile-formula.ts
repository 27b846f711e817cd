import { type Expr, type FunctionBuilder, f64, f64x2, i32, type Label, type Local } from "../../assembler/index.js";
import { Tokens } from "./tokens.js";

type Real = Expr<"f64">;
type Value = Expr<"f64"> | Expr<"i32"> | Expr<"v128">;

/** What a formula may call: it gets its operands as variables, and the names of tables among them. */
export type Callee = (f: FunctionBuilder, args: readonly Local<"f64">[], tables: readonly string[]) => Value;

/** The names that formulas know. */
export interface Names {
  function(name: string): Callee | undefined;
  constant(name: string): number | undefined;
  isTable(name: string): boolean;
}

const binary = (operation: (x: Real, y: Real) => Value) => operation;

/** The operators of each rank, those that bind least first. */
const OPERATORS: readonly { readonly [sign: string]: (x: never, y: never) => Value }[] = [
  { "||": (x: Expr<"i32">, y: Expr<"i32">) => i32.or(x, y) },
  { "&&": (x: Expr<"i32">, y: Expr<"i32">) => i32.and(x, y) },
  {
    "==": binary(f64.eq),
    "!=": binary(f64.ne),
    "<": binary(f64.lt),
    "<=": binary(f64.le),
    ">": binary(f64.gt),
    ">=": binary(f64.ge),
  },
  { "+": binary(f64.add), "-": binary(f64.sub) },
  { "*": binary(f64.mul), "/": binary(f64.div) },
];

/**
 * Writes the body of a function from a formula, in a notation like C's in which every number is a float64: `let`, `if`,
 * `while`, `for`, `return`, `break`, assignments, the operators of `OPERATORS`, `!`, `-`, `a ? b : c`, and powers of
 * numbers. `return x, y` returns two numbers side by side, and `let x, y = f(…)` takes them apart.
 */
export function compileFormula(f: FunctionBuilder, body: string, parameters: Scope, names: Names): void {
  new Compiler(f, new Tokens(body), names).statements(new Map(Object.entries(parameters)), []);
}

export type Scope = { readonly [name: string]: Local<"f64"> };
type Variables = Map<string, Local<"f64"> | Local<"i32"> | Local<"v128">>;

class Compiler {
  constructor(
    readonly f: FunctionBuilder,
    readonly tokens: Tokens,
    readonly names: Names,
  ) {}

  statements(variables: Variables, loops: readonly Label[]): void {
    while (this.tokens.next !== "" && this.tokens.next !== "}") this.#statement(variables, loops);
  }

  #statement(variables: Variables, loops: readonly Label[]): void {
    const { f, tokens } = this;
    if (tokens.accept("{")) {
      this.statements(new Map(variables), loops);
      tokens.expect("}");
    } else if (tokens.accept("return")) {
      const first = this.#expression(variables);
      const second = tokens.accept(",") ? this.#expression(variables) : undefined;
      tokens.expect(";");
      f.return(second === undefined ? first : pair(first as Real, second as Real)); // Pairs are pairs of numbers.
    } else if (tokens.accept("if")) {
      this.#conditional(variables, loops);
    } else if (tokens.accept("while")) {
      this.#while(variables, loops);
    } else if (tokens.accept("for")) {
      tokens.expect("(");
      const inner = new Map(variables);
      this.#simple(inner);
      tokens.expect(";");
      this.#loop(inner, loops, ";");
    } else if (tokens.accept("break")) {
      f.br(loops.at(-1)!);
      tokens.expect(";");
    } else {
      this.#simple(variables);
      tokens.expect(";");
    }
  }

  #conditional(variables: Variables, loops: readonly Label[]): void {
    const { tokens } = this;
    tokens.expect("(");
    const condition = this.#condition(variables);
    tokens.expect(")");
    // Whether there is an `else` is known only behind what stands before it: both are written, the second perhaps empty.
    this.f.if(
      condition,
      () => this.#statement(variables, loops),
      () => {
        if (tokens.accept("else")) this.#statement(variables, loops);
      },
    );
  }

  #while(variables: Variables, loops: readonly Label[]): void {
    this.tokens.expect("(");
    this.#loop(variables, loops, ")");
  }

  /** A loop from its condition on, which `end` stands behind: for `;`, a step follows, which runs after the body. */
  #loop(variables: Variables, loops: readonly Label[], end: ";" | ")"): void {
    const { f, tokens } = this;
    f.block((done) => {
      f.loop((again) => {
        f.brIf(done, i32.eqz(this.#condition(variables)));
        tokens.expect(end);
        const step = tokens.at;
        if (end === ";") tokens.skipToClosing();
        this.#statement(variables, [...loops, done]);
        if (end === ";") {
          const after = tokens.at;
          tokens.at = step;
          this.#simple(variables);
          tokens.at = after;
        }
        f.br(again);
      });
    });
  }

  /** A declaration or an assignment, without the semicolon. */
  #simple(variables: Variables): void {
    const { f, tokens } = this;
    if (tokens.accept("let")) {
      const names = [tokens.take()];
      while (tokens.accept(",")) names.push(tokens.take());
      tokens.expect("=");
      const value = this.#expression(variables);
      if (names.length === 1) {
        variables.set(names[0]!, this.#variable(value, names[0]!));
      } else {
        const both = f.let(value as Expr<"v128">); // A pair, or the lanes could not be taken.
        names.forEach((name, lane) => {
          variables.set(name, f.let(f64x2.extractLane(both, lane), name));
        });
      }
      return;
    }
    const name = tokens.take();
    const local = variables.get(name);
    if (local === undefined) throw new SyntaxError(`a formula assigns to ${name}, which it does not declare`);
    const sign = tokens.take();
    const value = this.#expression(variables);
    const operator = sign[0]!;
    f.set(local, sign === "=" ? value : this.#apply(operator, local, value));
  }

  #variable(value: Value, name: string) {
    const { f } = this;
    switch (value.type) {
      case "f64":
        return f.let(value, name);
      case "i32":
        return f.let(value, name);
      default:
        return f.let(value, name);
    }
  }

  #condition(variables: Variables): Expr<"i32"> {
    return this.#expression(variables) as Expr<"i32">; // Encoding would fail for a number.
  }

  #expression(variables: Variables): Value {
    const { f, tokens } = this;
    const condition = this.#operation(variables, 0);
    if (!tokens.accept("?")) return condition;
    return f.choose(
      condition as Expr<"i32">, // As above.
      () => this.#expression(variables) as Real,
      () => {
        tokens.expect(":");
        return this.#expression(variables) as Real;
      },
    );
  }

  #operation(variables: Variables, rank: number): Value {
    const operators = OPERATORS[rank];
    if (operators === undefined) return this.#unary(variables);
    let value = this.#operation(variables, rank + 1);
    while (Object.hasOwn(operators, this.tokens.next)) {
      const sign = this.tokens.take();
      value = this.#apply(sign, value, this.#operation(variables, rank + 1));
    }
    return value;
  }

  #apply(sign: string, x: Value, y: Value): Value {
    const operators = OPERATORS.find((rank) => Object.hasOwn(rank, sign))!;
    return operators[sign]!(x as never, y as never); // Encoding would fail for operands of the wrong type.
  }

  #unary(variables: Variables): Value {
    const { tokens } = this;
    if (tokens.accept("-")) {
      const value = this.#unary(variables);
      return value.kind === "number" ? f64.const(-value.value) : f64.neg(value as Real); // Numbers alone have a sign.
    }
    if (tokens.accept("!")) return i32.eqz(this.#unary(variables) as Expr<"i32">); // Conditions alone are negated.
    return this.#operand(variables);
  }

  #operand(variables: Variables): Value {
    const { tokens } = this;
    if (tokens.accept("(")) {
      const value = this.#expression(variables);
      tokens.expect(")");
      return value;
    }
    const token = tokens.take();
    if (/^[\d.]/.test(token)) return f64.const(this.#power(Number(token)));
    if (tokens.accept("(")) return this.#call(token, variables);
    const local = variables.get(token);
    if (local !== undefined) return local;
    const constant = this.names.constant(token);
    if (constant === undefined) throw new SyntaxError(`a formula has the name ${token}, which nothing declares`);
    return f64.const(constant);
  }

  /** A number to the power of another one. */
  #power(base: number): number {
    const { tokens } = this;
    if (!tokens.accept("**")) return base;
    const sign = tokens.accept("-") ? -1 : 1;
    return base ** (sign * Number(tokens.take()));
  }

  #call(name: string, variables: Variables): Value {
    const { f, tokens, names } = this;
    const callee = names.function(name);
    if (callee === undefined) throw new SyntaxError(`a formula calls ${name}, which nothing defines`);
    const args: Local<"f64">[] = [];
    const tables: string[] = [];
    while (!tokens.accept(")")) {
      if (names.isTable(tokens.next)) tables.push(tokens.take());
      else args.push(f.let(this.#expression(variables) as Real)); // Functions take numbers.
      if (tokens.next !== ")") tokens.expect(",");
    }
    return callee(f, args, tables);
  }
}

/** Two numbers side by side. */
export function pair(x: Real, y: Real): Expr<"v128"> {
  return f64x2.replaceLane(f64x2.splat(x), 1, y);
}
