import { MissingRuleError } from "./errors.js";
import type { Family } from "./family.js";
import type { Primitive } from "./primitive.js";

/**
 * The kind of rule that an interpreter has for a primitive. An interpreter extends it by an interface whose `rule` is
 * written in terms of `this["primitive"]`, so that a rule is checked against the inputs and params of its primitive:
 *
 *     interface JvpKind extends RuleKind { readonly rule: JvpRule<this["primitive"]> }
 */
export interface RuleKind {
  readonly primitive: Primitive;
  readonly rule: unknown;
}

/** The type of an interpreter's rule for a primitive. */
export type RuleOf<K extends RuleKind, P extends Primitive> = (K & { readonly primitive: P })["rule"];

/** A gap that was left on purpose. */
export class Unsupported {
  constructor(readonly reason: string) {}
}

/** In place of a rule: there is none, and why. Applying it throws a `MissingRuleError` with the reason. */
export function unsupported(reason: string): Unsupported {
  return new Unsupported(reason);
}

/** A rule, or the reason why there is none, for every primitive of a family: leaving one out is a type error. */
export type FamilyRules<K extends RuleKind, F extends Family> = {
  readonly [N in keyof F]: RuleOf<K, F[N]> | Unsupported;
};

interface Entry {
  readonly primitive: Primitive;
  readonly rule: unknown;
}

/** The rules of one family, as `familyRules` checked them. */
export type FamilyEntries = readonly Entry[];

/** Pairs a family with its rules; `K` is given once, by the interpreter: `const jvpFamily = familyRules<JvpKind>()`. */
export function familyRules<K extends RuleKind>() {
  return <F extends Family>(family: F, rules: FamilyRules<K, F>): FamilyEntries =>
    Object.entries(family).map(([name, primitive]) => ({ primitive, rule: rules[name] }));
}

/** The rules of one interpreter, for all primitives. */
export class RuleTable<K extends RuleKind> {
  readonly #rules = new Map<Primitive, unknown>();

  /**
   * @param interpreter what the rules are for, in error texts: "differentiation (jvp)"
   * @param families the rules of every family
   */
  constructor(
    readonly interpreter: string,
    families: readonly FamilyEntries[],
  ) {
    for (const { primitive, rule } of families.flat()) this.#rules.set(primitive, rule);
  }

  /** Adds the rule of a primitive that was declared outside core, or replaces one. */
  define<P extends Primitive>(primitive: P, rule: NoInfer<RuleOf<K, P> | Unsupported>): void {
    this.#rules.set(primitive, rule);
  }

  has(primitive: Primitive): boolean {
    const rule = this.#rules.get(primitive);
    return rule !== undefined && !(rule instanceof Unsupported);
  }

  /** Why there is no rule, where the gap was left on purpose. */
  gap(primitive: Primitive): string | undefined {
    const rule = this.#rules.get(primitive);
    return rule instanceof Unsupported ? rule.reason : undefined;
  }

  /**
   * The rule of a primitive. Throws a `MissingRuleError` if there is none. It is typed for any primitive, since the
   * interpreter that asks knows only that inputs and params belong together.
   */
  find(primitive: Primitive): RuleOf<K, Primitive> {
    const rule = this.#rules.get(primitive);
    if (this.has(primitive)) return rule as RuleOf<K, Primitive>;
    const reason = this.gap(primitive) ?? `there is no rule; add one with define(${primitive.name}, …)`;
    throw new MissingRuleError(`${this.interpreter} of ${primitive.name} is not possible: ${reason}`);
  }

  /** Every primitive that has a rule or a stated gap. */
  primitives(): readonly Primitive[] {
    return [...this.#rules.keys()];
  }
}
