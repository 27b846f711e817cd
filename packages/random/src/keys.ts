import {
  type ArrayLike,
  config,
  copy,
  hostArray,
  isInteger,
  Array as NDArray,
  type Scalar,
  scalarArray,
} from "@hyrax/core";
import { randomFoldIn, randomSeed, randomSplit, randomUnwrap, randomWrap } from "@hyrax/core/library";
import { convertTo } from "./arithmetic.js";
import { checkKeyData, type Key, keyArgument, keysArgument, keysLike } from "./key-argument.js";
import { type Keys, keyTuple } from "./key-tuple.js";
import { operand } from "./operand.js";
import { checkedShape, type ShapeLike } from "./shape-argument.js";

/**
 * A random key from an integer seed, as `jax.random.key` makes it: a scalar of dtype `key<fry>`.
 *
 * Seeds are taken modulo 2⁶⁴ where 64-bit types are on, and modulo 2³² where they are off, as in JAX.
 * Throws a `TypeError` for a seed that is not one integer.
 */
export function key(seed: Scalar | NDArray): Key {
  return randomSeed(seedArray("key", seed));
}

/** As `key`, in the older form: the two uint32 words, `[0, seed]`. */
export function PRNGKey(seed: Scalar | NDArray): Key {
  return randomUnwrap(randomSeed(seedArray("PRNGKey", seed)));
}

function seedArray(name: string, seed: Scalar | NDArray): NDArray {
  if (!(seed instanceof NDArray)) return bareSeed(name, seed);
  if (!isInteger(seed.dtype)) throw new TypeError(`${name}: a seed is an integer, found ${seed.aval}`);
  if (seed.ndim > 0) throw new TypeError(`${name}: takes one seed, found ${seed.aval}; map over seeds with vmap`);
  return seed;
}

function bareSeed(name: string, seed: Scalar): NDArray {
  if (typeof seed === "number" ? !Number.isSafeInteger(seed) : typeof seed !== "bigint" && typeof seed !== "boolean") {
    throw new TypeError(
      `${name}: a seed is an integer, found ${String(seed)}${Number.isInteger(seed) ? "; give integers beyond 2^53 as a bigint" : ""}`,
    );
  }
  const integer = BigInt(seed as number | bigint | boolean);
  if (BigInt.asIntN(64, integer) !== integer && BigInt.asUintN(64, integer) !== integer) {
    throw new TypeError(`${name}: a seed has 64 bits at most, found ${integer}`);
  }
  return config.values.enableX64
    ? scalarArray(BigInt.asIntN(64, integer), "int64")
    : scalarArray(Number(BigInt.asIntN(32, integer)), "int32");
}

/**
 * New keys from one: `[num]` of them, or an array of the shape `num`; two by default. They are typed if the key is, and
 * words of `[..., 2]` if it is words.
 *
 *     const [key, subkey] = random.split(random.key(0));
 */
export function split(key: Key): Keys<2>;
export function split<const N extends ShapeLike>(key: Key, num: N): Keys<N>;
export function split(key: Key, num: ShapeLike = 2): Key {
  const argument = keyArgument("split", key);
  const keys = randomSplit(argument.key, { shape: checkedShape("split", num) });
  return keyTuple(keysLike(argument, keys), num);
}

/** A new key from a key and an integer, taken modulo 2³²: `random.foldIn(key, step)`. */
export function foldIn(key: Key, data: Scalar | NDArray): Key {
  const argument = keyArgument("foldIn", key);
  return keysLike(argument, randomFoldIn(argument.key, foldedData(data)));
}

function foldedData(data: Scalar | NDArray): NDArray {
  if (data instanceof NDArray) {
    if (data.ndim > 0) throw new TypeError(`foldIn: takes one integer, found ${data.aval}; map over them with vmap`);
    return convertTo(data, "uint32");
  }
  const integer = typeof data === "number" ? Math.trunc(data) : Number(data);
  if (!(integer >= 0 && integer < 2 ** 32)) {
    throw new TypeError(`foldIn: the integer must be from 0 to 4294967295, found ${String(data)}`);
  }
  return hostArray(Uint32Array.of(integer), [], "uint32");
}

/** The uint32 words of keys of any shape: `[..., 2]`. */
export function keyData(keys: Key): NDArray {
  const { key, raw } = keysArgument("keyData", keys);
  return raw ? copy(keys) : randomUnwrap(key);
}

/** uint32 words `[..., 2]` as typed keys. Throws a `TypeError` for anything else. */
export function wrapKeyData(data: ArrayLike): Key {
  const words = operand("wrapKeyData", "the data", data);
  checkKeyData("wrapKeyData", words);
  return randomWrap(words);
}

/** The name of the generator that keys belong to: `"threefry2x32"`. */
export function keyImpl(keys: Key): string {
  keysArgument("keyImpl", keys);
  return "threefry2x32";
}

/** The dtype of typed keys: `"key<fry>"`. */
export function keyDtype(): "key<fry>" {
  return "key<fry>";
}

/** The same key once more, where it is meant to be used twice. */
export function clone(key: Key): Key {
  keysArgument("clone", key);
  return copy(key);
}
