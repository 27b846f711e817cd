import { bottomTrace, ConcreteArray, currentTrace, Array as NDArray, type Shape, shapedArray } from "@hyrax/core";
import { randomUnwrap, randomWrap } from "@hyrax/core/library";

/** A key as functions take it: typed, `random.key(0)`, or as its two uint32 words, `random.PRNGKey(0)`. */
export type Key = NDArray;

/** A key argument: typed, and whether it came as words. */
export interface KeyArgument {
  readonly key: NDArray;
  readonly raw: boolean;
}

/** A key argument of any shape. Throws a `TypeError` for what is neither typed keys nor uint32 words `[..., 2]`. */
export function keysArgument(name: string, keys: Key): KeyArgument {
  if (!(keys instanceof NDArray)) {
    throw new TypeError(
      `${name}: the first argument must be a random key, found ${describe(keys)}; make one with random.key(seed)`,
    );
  }
  if (keys.dtype === "key<fry>") return { key: keys, raw: false };
  checkKeyData(name, keys);
  return { key: wrapped(keys), raw: true };
}

/** A single key. Throws a `TypeError` for an array of them. */
export function keyArgument(name: string, key: Key): KeyArgument {
  const argument = keysArgument(name, key);
  if (argument.key.ndim > 0) {
    throw new TypeError(
      `${name}: takes a single key, found an array of keys of shape [${argument.key.shape.join(", ")}]; ` +
        "map over them with vmap, or split one key",
    );
  }
  return argument;
}

/** A single key, typed. */
export function typedKey(name: string, key: Key): NDArray {
  return keyArgument(name, key).key;
}

/** New keys in the form in which the key came. */
export function keysLike({ raw }: KeyArgument, keys: NDArray): NDArray {
  return raw ? unwrapped(keys) : keys;
}

/** Throws a `TypeError` unless the array can be the words of keys. */
export function checkKeyData(name: string, data: NDArray): void {
  if (data.dtype !== "uint32") {
    throw new TypeError(`${name}: the words of keys are uint32, found ${data.aval}; make a key with random.key(seed)`);
  }
  if (data.shape.at(-1) !== 2) {
    throw new TypeError(
      `${name}: a key has two words along the last axis, found ${data.aval}; make one with random.key(seed)`,
    );
  }
}

function wrapped(words: NDArray): NDArray {
  return reinterpreted(words, words.shape.slice(0, -1), "key<fry>") ?? randomWrap(words);
}

function unwrapped(keys: NDArray): NDArray {
  return reinterpreted(keys, [...keys.shape, 2], "uint32") ?? randomUnwrap(keys);
}

/**
 * The same memory as keys or as words, without a copy, where an array is at hand. Only what nobody else holds goes
 * through here, on one side or the other: deleting it deletes both.
 */
function reinterpreted(x: NDArray, shape: Shape, dtype: "key<fry>" | "uint32"): NDArray | undefined {
  if (!(x instanceof ConcreteArray) || currentTrace() !== bottomTrace()) return undefined;
  return new ConcreteArray(shapedArray(shape, dtype), x.storage, x.device, x.committed);
}

function describe(value: unknown): string {
  if (typeof value !== "object" || value === null) return `${typeof value} ${String(value)}`;
  return `an instance of ${value.constructor?.name ?? "no class"}`;
}
