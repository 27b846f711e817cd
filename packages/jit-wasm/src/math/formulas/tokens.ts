/** Spaces, and a number, a name or a sign. */
const TOKEN = /\s*(\d+(?:\.\d+)?(?:e-?\d+)?|\.\d+|[A-Za-z_]\w*|&&|\|\||\*\*|[<>=!+\-*/]=|[-+*/<>=!?:;,(){}])/y;

/** The tokens of a formula's text, and where a reader stands among them. */
export class Tokens {
  readonly #tokens: readonly string[];
  /** The number of the next token. */
  at = 0;

  constructor(text: string) {
    const tokens: string[] = [];
    const end = text.trimEnd().length;
    TOKEN.lastIndex = 0;
    while (TOKEN.lastIndex < end) {
      const from = TOKEN.lastIndex;
      const found = TOKEN.exec(text);
      if (found === null) throw new SyntaxError(`a formula has an unknown sign: ${text.slice(from, from + 20)}`);
      tokens.push(found[1]!);
    }
    this.#tokens = tokens;
  }

  get next(): string {
    return this.#tokens[this.at] ?? "";
  }

  take(): string {
    return this.#tokens[this.at++] ?? "";
  }

  /** Takes the next token if it is this one. */
  accept(token: string): boolean {
    const found = this.next === token;
    if (found) this.at++;
    return found;
  }

  expect(token: string): void {
    if (!this.accept(token)) {
      const around = this.#tokens.slice(Math.max(0, this.at - 8), this.at + 4).join(" ");
      throw new SyntaxError(`a formula has ${this.next || "its end"} where ${token} must stand: ${around}`);
    }
  }

  /** Passes over what stands in brackets that are open, and the bracket that closes them. */
  skipToClosing(): void {
    for (let depth = 1; depth > 0; ) {
      const token = this.take();
      if (token === "") throw new SyntaxError("a formula has a bracket that is not closed");
      if (token === "(") depth++;
      if (token === ")") depth--;
    }
  }
}
