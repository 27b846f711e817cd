import { text } from "./compare.js";
import { Mismatch, Missing } from "./outcome.js";

// What JavaScript itself says of a mistake: a TypeError of this kind is an accident, not an answer to the user.
const accident =
  /is not a function|is not iterable|is not defined|Cannot read propert|Cannot destructure|is not a constructor|undefined is not|Invalid array length|Cannot access/;

/** Throws a `Mismatch` unless `run` throws an error of one of the named classes, or of a subclass. */
export async function mustThrow(wanted: string | readonly string[], run: () => unknown): Promise<void> {
  const classes = typeof wanted === "string" ? [wanted] : wanted;
  const expected = `expected ${classes.join(" or ")}`;
  const error = await thrownBy(run, expected);
  if (error instanceof Missing) throw error;
  if (!(error instanceof Error)) throw new Mismatch(`${expected}, thrown was ${text(error)}`);
  if (error instanceof ReferenceError || (error.constructor === TypeError && accident.test(error.message))) {
    throw new Mismatch(`${expected}, but JavaScript itself threw: ${error.message}`);
  }
  const names = classNames(error);
  if (!classes.some((name) => names.includes(name))) {
    throw new Mismatch(`${expected}, thrown was ${error.name}: ${error.message.split("\n")[0]}`);
  }
}

async function thrownBy(run: () => unknown, expected: string): Promise<unknown> {
  try {
    await run();
  } catch (error) {
    return error;
  }
  throw new Mismatch(`${expected}, but nothing was thrown`);
}

/** The name of an error's class and of all that it extends. */
function classNames(error: Error): readonly string[] {
  const names = [error.name];
  for (let k: unknown = error.constructor; typeof k === "function" && k.name !== ""; k = Object.getPrototypeOf(k)) {
    names.push(k.name);
  }
  return names;
}
