import {
  call,
  type Expr,
  type FunctionBuilder,
  type FunctionRef,
  f64,
  f64x2,
  i64,
  type Local,
  type SharedFunctions,
  select,
} from "../../assembler/index.js";
import { BESSEL_FORMULAS } from "./bessel.js";
import { BETA_FORMULAS } from "./beta.js";
import { type Callee, compileFormula, type Names, pair, type Scope } from "./compile-formula.js";
import { COMPLEX_FORMULAS } from "./complex.js";
import { COMPLEX_INVERSE_FORMULAS } from "./complex-inverse.js";
import { GAMMA_FORMULAS } from "./gamma.js";
import { INCOMPLETE_GAMMA_FORMULAS } from "./incomplete-gamma.js";
import { REAL_FORMULAS } from "./real.js";
import { TABLES } from "./tables.js";
import { ZETA_FORMULAS } from "./zeta.js";

/** A function of numbers of float64. Its result is a number, or two of them side by side. */
export type ScalarFunction = FunctionRef<{ readonly [parameter: string]: "f64" }, "f64" | "v128">;

interface Formula {
  readonly parameters: readonly string[];
  readonly isPair: boolean;
  readonly body: string;
}

/** All of them, as text. */
export const FORMULAS: readonly string[] = [
  ...REAL_FORMULAS,
  ...COMPLEX_FORMULAS,
  ...COMPLEX_INVERSE_FORMULAS,
  ...BESSEL_FORMULAS,
  ...GAMMA_FORMULAS,
  ...INCOMPLETE_GAMMA_FORMULAS,
  ...ZETA_FORMULAS,
  ...BETA_FORMULAS,
];

let known: ReadonlyMap<string, Formula> | undefined;

/** The formulas by name; they are taken apart when the first one is asked for. */
function formulas(): ReadonlyMap<string, Formula> {
  known ??= new Map(
    FORMULAS.map((text) => {
      const [, isPair, name, parameters, body] = /^(pair )?(\w+)\((.*)\) \{([\s\S]*)\}$/.exec(text)!; // The form of all.
      return [name!, { parameters: parameters!.split(", "), isPair: isPair !== undefined, body: body! }];
    }),
  );
  return known;
}

const CONSTANTS: { readonly [name: string]: number } = {
  PI: Math.PI,
  LN2: Math.LN2,
  Infinity: Number.POSITIVE_INFINITY,
  NaN: Number.NaN,
};

const EXPONENT = 0x7ffn << 52n;

/** What formulas have beside the elementary functions and each other. */
const BUILT_IN: { readonly [name: string]: Callee } = {
  abs: (_, [x]) => f64.abs(x!),
  ceil: (_, [x]) => f64.ceil(x!),
  floor: (_, [x]) => f64.floor(x!),
  nearest: (_, [x]) => f64.nearest(x!),
  sqrt: (_, [x]) => f64.sqrt(x!),
  trunc: (_, [x]) => f64.trunc(x!),
  max: (_, [x, y]) => f64.max(x!, y!),
  min: (_, [x, y]) => f64.min(x!, y!),
  copysign: (_, [x, y]) => f64.copysign(x!, y!),
  isNaN: (_, [x]) => f64.ne(x!, x!),
  isFinite: (_, [x]) => f64.lt(f64.abs(x!), f64.const(Number.POSITIVE_INFINITY)),
  isNegative: (_, [x]) => i64.ltS(i64.reinterpretF64(x!), i64.const(0n)),
  /** 2⁻ᵉ with the exponent e of x, but no less than the least normal number. */
  inverseScale: (f, [x]) => {
    const field = f.let(i64.sub(i64.const(2046n << 52n), i64.and(i64.reinterpretF64(x!), i64.const(EXPONENT))));
    f.if(i64.eqz(field), () => f.set(field, i64.const(1n << 52n)));
    return f64.reinterpretI64(field);
  },
  polynomial: (f, [x], [table]) => horner(f, x!, TABLES[table!] as readonly number[]),
  chebyshev: (f, [x], [table]) => clenshaw(f, x!, TABLES[table!] as readonly number[]),
  /** The element of a table. */
  element: (f, [index], [table]) => {
    const elements = TABLES[table!] as readonly number[]; // The name is that of a table of numbers.
    return elements.reduceRight<Expr<"f64">>(
      (rest, element, i) => f.let(select(f64.eq(index!, f64.const(i)), f64.const(element), rest)),
      f64.const(0),
    );
  },
  /** Σ row k of the table at y, over xᵏ. */
  inversePowers: (f, [x, y], [table]) => {
    const rows = TABLES[table!] as readonly (readonly number[])[]; // The name is that of a table of rows.
    return rows.reduceRight<Expr<"f64">>(
      (sum, row) => f.let(f64.add(f64.div(sum, x!), horner(f, y!, row))),
      f64.const(0),
    );
  },
};

/** c₀ + c₁x + c₂x² + …, by Horner's rule. */
function horner(f: FunctionBuilder, x: Local<"f64">, coefficients: readonly number[]): Expr<"f64"> {
  return f.let(
    coefficients
      .map((c) => f64.const(c))
      .reduceRight<Expr<"f64">>((sum, c) => f64.add(f64.mul(sum, x), c), f64.const(0)),
  );
}

/** c₀/2 + Σ cₖ·Tₖ(x/2) by Clenshaw's recurrence, highest degree first. */
function clenshaw(f: FunctionBuilder, x: Local<"f64">, coefficients: readonly number[]): Expr<"f64"> {
  let sums: readonly [Expr<"f64">, Expr<"f64">, Expr<"f64">] = [f64.const(0), f64.const(0), f64.const(0)];
  for (const c of coefficients) {
    const [current, previous] = sums;
    sums = [f.let(f64.add(f64.sub(f64.mul(x, current), previous), f64.const(c))), current, previous];
  }
  return f64.mul(f64.const(0.5), f64.sub(sums[0], sums[2]));
}

/** The elementary functions of vectors of float64, called for a scalar. */
export type Elementary = (name: string) => FunctionRef<{ readonly [operand: string]: "v128" }, "v128"> | undefined;

/** The function of a formula, which the module has once. */
export function formulaFunction(name: string, functions: SharedFunctions, elementary: Elementary): ScalarFunction {
  const formula = formulas().get(name);
  if (formula === undefined) throw new TypeError(`there is no formula of the name ${name}`);
  const parameters = Object.fromEntries(formula.parameters.map((parameter) => [parameter, "f64" as const]));
  const names: Names = {
    constant: (constant) => CONSTANTS[constant],
    isTable: (table) => Object.hasOwn(TABLES, table),
    function: (callee) => {
      if (formulas().has(callee)) {
        const target = formulaFunction(callee, functions, elementary);
        return (_, args) => call(target, byParameter(target, args));
      }
      const vector = elementary(callee);
      return vector === undefined ? BUILT_IN[callee] : (_, args) => scalarOf(vector, args);
    },
  };
  const write = (f: FunctionBuilder, locals: Scope) => compileFormula(f, formula.body, locals, names);
  const none = f64.const(Number.NaN);
  // The end of a body is not reached: formulas return before.
  return formula.isPair
    ? functions.get(`formula.${name}`, parameters, "v128", (f, locals) => {
        write(f, locals);
        return pair(none, none);
      })
    : functions.get(`formula.${name}`, parameters, "f64", (f, locals) => {
        write(f, locals);
        return none;
      });
}

function byParameter(target: ScalarFunction, args: readonly Local<"f64">[]) {
  return Object.fromEntries(Object.keys(target.parameters).map((parameter, i) => [parameter, args[i]!]));
}

function scalarOf(
  vector: FunctionRef<{ readonly [operand: string]: "v128" }, "v128">,
  args: readonly Local<"f64">[],
): Expr<"f64"> {
  const operands = Object.keys(vector.parameters).map((operand, i) => [operand, f64x2.splat(args[i]!)]);
  return f64x2.extractLane(call(vector, Object.fromEntries(operands)), 0);
}
