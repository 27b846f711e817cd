"""Writes fixtures.json: what NumPy and JAX print for arrays of every dtype.

    python fixtures.py > fixtures.json

needs jax 0.10 and numpy 2.4. `--random` and `--seed` make further cases for a longer search.

A case is {dtype, shape, data, str, repr, weak?}. The data is repeated until the shape is full; complex numbers are two
elements each; NaN, the infinities and 64-bit integers are strings, since JSON has no such numbers.
"""

import argparse
import itertools
import json
import math
import random
import warnings

import jax

jax.config.update("jax_enable_x64", True)

import jax.numpy as jnp
import ml_dtypes
import numpy as np

INTEGERS = ["int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"]
FLOATS = ["float16", "bfloat16", "float32", "float64"]
COMPLEX = ["complex64", "complex128"]
BITS = {"float16": "uint16", "bfloat16": "uint16", "float32": "uint32", "float64": "uint64"}


def dtype_of(name):
    return np.dtype(ml_dtypes.bfloat16) if name == "bfloat16" else np.dtype(name)


def to_json(x, name):
    if name == "bool":
        return bool(x)
    if name.endswith("int64"):
        return str(int(x))
    if name in INTEGERS:
        return int(x)
    x = float(x)
    return x if math.isfinite(x) else str(x)


def case(data, shape, name, weak=False):
    values = np.array(data).astype(dtype_of(name))
    array = jnp.asarray(np.resize(values, shape))
    if weak:
        array = jax.lax.broadcast(jnp.asarray(values.item(0)), shape)
    assert array.dtype == dtype_of(name) and array.weak_type == weak, (array.dtype, name)
    # NumPy itself has to agree, so that str stands for both.
    assert str(array) == str(np.asarray(array))
    if name in COMPLEX:
        flat = [to_json(part, name) for z in values for part in (z.real, z.imag)]
    else:
        flat = [to_json(x, name) for x in values]
    made = {"dtype": name, "shape": list(shape), "data": flat, "str": str(array), "repr": repr(array)}
    return {**made, "weak": True} if weak else made


def chosen():
    """Cases picked by hand: one for every rule of the layout, and its edges."""
    nan, inf = math.nan, math.inf
    columns = [
        [0.0], [-0.0], [1.0], [9.0], [0.1], [-0.1, 0.1], [2.0, 3.0, 4.0], [0, 0.5, 1], [nan], [inf], [-inf], [nan, 1],
        [inf, 1.5], [-inf, nan], [-inf, 0.25, nan], [nan, nan, -inf, inf], [0, -0.0, 1], [0.001, 0.0001], [1e-5, 0],
        [1e-4], [0.00011, 0.1], [0.00011, 0.111], [1, 1000], [1, 1001], [1, 1000.25], [1.1, 1099.9], [3, 2999.9999],
        [999], [999.5], [999999], [999999.5], [1e6], [1e7], [99999999], [99999999.5], [1e8], [123456789], [1e15],
        [1e16], [65504], [60000, 1], [6e-8], [1e-7, 1], [5e-324], [1e-45], [1.17549435e-38], [3.4028235e38], [2e38, 1],
        [1.7976931348623157e308], [1e100, 1], [1e100, 1e-100], [-1e22, 1.5], [1 / 3], [1 / 3, 1], [1e-10, 1 / 3],
        [math.pi, math.e], [0.1, 0.12, 0.123], [100.1, 20.02, 3.003], [1 + 2**-7, 2.015625], [2**-9], [3 * 2**-9],
        [1 + 2**-9], [0.30000000000000004], [0.1 + 2**-30], [9.999999999], [9.9999999999999], [0.99999999999, 1e-3],
        [16777216, 1], [1 / 3, nan], [1e-9, nan, -inf], [1e-9, -1e-9], [-5], [2**-14], [2**-24, 2**-14], [8.5, 1e-3],
        [99840, 99328], [9.1e-41], [1e22], [9.5367431640625e-07], [1.2345678e-9, 0.1], [1.2345678e-9, 3e38], [1e23],
        [0.3, 5e-324, 1.23456789e-9], [2**-44], [2.0**70], [2.0**-100, 1],
        # The ratio is above 1000, but not once it is rounded, to float32 and to float16.
        [0.3697207272052765, 369.7207336425781], [0.031283020973205566, 31.283021926879883],
        [0.0010213851928710938, 1.021484375],
    ]
    for name in FLOATS:
        for column in columns:
            yield case(column, (len(column),), name)
            if len(column) == 1:
                yield case(column, (), name)
    parts = [0.0, -0.0, 1.0, -2.5, nan, -inf, 1e6, 1e16, 1e-5]
    for name in COMPLEX:
        for re in parts:
            for im in parts:
                yield case([complex(re, im)], (), name)
        for re, im in [(1, 2), (-1, 0.5), (1e-5, 1), (nan, 1), (1, -inf), (0, -0.0), (1e9, 1e-9), (1 / 3, 100)]:
            yield case([complex(re, im), complex(im, 1), 3 - 4j], (3,), name)
        yield case([1 + 2j, 0.25 - 1e-3j], (3, 5), name)
        yield case([1j], (2000,), name)
    # An element longer than what the indent leaves of the line.
    yield case([-1.2e-100 - 1.23456789e-100j], (*[1] * 50, 2), "complex128")

    for name in INTEGERS:
        info = np.iinfo(name)
        extremes = [info.min, info.max]
        yield case(extremes[1:], (), name)
        yield case(extremes[:1], (), name)
        yield case(extremes + [0, 7], (4,), name)
        yield case(extremes + [1], (3, 7), name)
        yield case([1, 10, 100], (3, 3), name)
        yield case([5, 17, 120], (1001,), name)
        yield case([0], (30, 2, 20), name)
    for shape in [(), (1,), (2,), (30,), (2, 3), (1001,), (2, 2, 2)]:
        yield case([True], shape, "bool")
        yield case([False, True, True], shape, "bool")
    for name in ["bool", "int32", *FLOATS, *COMPLEX]:
        for shape in [(0,), (0, 3), (3, 0), (2, 0, 2), (1, 1), (1, 1, 1, 1), (2, 1, 3), (1, 4, 1), (2, 2, 2, 2)]:
            yield case([1, 0], shape, name)
    # The last line just fits, or just not: with the bracket, with the comma, with the dtype.
    for name in ["float32", "float64", "bfloat16", "int32", "uint8", "bool", "complex64"]:
        for n in range(8, 30):
            yield case([1, 2.5, 3] if name in FLOATS else [1, 2, 0], (n,), name)
        for n in range(9, 14):
            yield case([1, 0.25, 3] if name in FLOATS else [1, 2, 0], (2, n), name)
    # Summarised from 1001 elements on, along the axes that are longer than six.
    for shape in [(1000,), (1001,), (7, 143), (6, 167), (501, 2), (2, 501), (11, 10, 10), (1, 1001), (1001, 1),
                  (3, 400, 1), (1, 1, 2000), (8, 1, 1, 300), (6, 6, 6, 6)]:
        yield case(list(range(17)), shape, "int16")
        if len(shape) < 4 and math.prod(shape) > 1000:
            yield case([0.5, 1, 1.25, 100, 7, -3], shape, "float32")
    for value, name in [(3, "int64"), (True, "bool"), (2.5, "float64"), (1j, "complex128")]:
        yield case([value], (), name, weak=name != "bool")
        yield case([value], (25,), name, weak=name != "bool")


def element(rng, kind, name):
    if kind == "bits":
        bits = np.array([rng.getrandbits(64)], "uint64").astype(BITS[name])
        return float(bits.view(dtype_of(name))[0])
    if kind == "wide":
        return rng.gauss(0, 1) * 10 ** rng.uniform(-12, 12)
    if kind == "narrow":
        return rng.gauss(0, 1) * 10 ** rng.uniform(-1.5, 1)
    if kind == "ties":
        return rng.randrange(-(2**12), 2**12) * 2.0 ** -rng.randrange(0, 13)
    if kind == "whole":
        return float(rng.randrange(-(10 ** rng.randrange(1, 9)), 10 ** rng.randrange(1, 9)))
    if kind == "short":
        return round(rng.uniform(-100, 100), rng.randrange(0, 4))
    return rng.choice([0.0, -0.0, math.nan, math.inf, -math.inf, 1.0, 0.001, 1000.0, 1e-4, 1e6, 1e8, 2.0**-24, 65504.0])


KINDS = ["bits", "wide", "narrow", "ties", "whole", "short", "special"]


def drawn(rng):
    """A random case: one kind of number, sometimes with another mixed in."""
    name = rng.choice(FLOATS * 3 + COMPLEX * 2 + INTEGERS)
    rank = rng.choice([0, 1, 1, 1, 2, 2, 3, 4])
    shape = tuple(rng.choice([1, 2, 3, 5, 8, 13][: 7 - rank]) for _ in range(rank))
    if rank and rng.random() < 0.1:
        shape = (*shape[:-1], rng.randrange(1001, 1500))
    count = min(math.prod(shape), rng.randrange(1, 24))
    if name in INTEGERS:
        info = np.iinfo(name)
        limit = 10 ** rng.randrange(1, 19)
        return case([rng.randrange(max(info.min, -limit), min(info.max, limit) + 1) for _ in range(count)], shape, name)
    kind, other = rng.choice(KINDS[:-1]), rng.choice(KINDS)
    part = {"complex64": "float32", "complex128": "float64"}.get(name, name)
    mixed = rng.choice([0, 0, 0.2])
    draw = lambda: element(rng, other if rng.random() < mixed else kind, part)
    return case([complex(draw(), draw()) if name in COMPLEX else draw() for _ in range(count)], shape, name)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--random", type=int, default=300)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    warnings.simplefilter("ignore")  # overflow to infinity is meant
    rng = random.Random(options.seed)
    # Long texts check little that short ones don't.
    brief = filter(lambda c: len(c["str"]) < 1000, (drawn(rng) for _ in itertools.count()))
    cases = [*chosen(), *itertools.islice(brief, options.random)]
    print("[\n" + ",\n".join(json.dumps(c, separators=(",", ":")) for c in cases) + "\n]")


main()
