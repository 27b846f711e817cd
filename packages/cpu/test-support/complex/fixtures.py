"""Writes fixtures.json: what complex operations give.

What is infinite, NaN or on a branch cut, and complex64, is JAX's on CPU; complex128 elsewhere is mpmath's, at 400 digits, since it
is the accuracy that is in question there.

Run with JAX 0.10 and mpmath: python fixtures.py > fixtures.json
"""

import itertools
import json
import math
import random

import jax

jax.config.update("jax_enable_x64", True)
import jax.numpy as jnp
import mpmath
import numpy as np
from jax import lax
from jax._src import ad_util

mpmath.mp.dps = 400
COMPLEX = ["complex64", "complex128"]
ULPS = {"complex64": 2e-6, "complex128": 4e-15}
cases = []
arrays = {}


def element(x):
    if isinstance(x, (bool, np.bool_, int, np.integer)):
        return int(x)
    x = float(x)
    if math.isnan(x):
        return "NaN"
    if math.isinf(x):
        return "Infinity" if x > 0 else "-Infinity"
    return "-0" if x == 0 and math.copysign(1, x) < 0 else int(x) if x.is_integer() and abs(x) < 2**53 else x


def encode(x):
    """The number of an array in the list of all arrays; a complex element is its two parts."""
    x = np.asarray(x)
    flat = x.reshape(-1)
    parts = [part for z in flat for part in (z.real, z.imag)] if x.dtype.kind == "c" else flat
    text = json.dumps([x.dtype.name, list(x.shape), [element(e) for e in parts]], separators=(",", ":"))
    return arrays.setdefault(text, len(arrays))


def record(family, primitive, params, inputs, outs, rtol):
    tolerance = {"rtol": rtol} if rtol else {}
    cases.append(
        {
            "family": family,
            "primitive": primitive,
            "params": params,
            "inputs": [encode(x) for x in inputs],
            "outs": [encode(x) for x in outs],
            **tolerance,
        }
    )


def case(family, primitive, params, f, inputs, rtol=0):
    outs = jax.jit(f)(*inputs)
    record(family, primitive, params, inputs, outs if isinstance(outs, (list, tuple)) else [outs], rtol)


def of_parts(pairs, dtype="complex128"):
    return np.array([complex(*p) for p in pairs], dtype)


INF, NAN = math.inf, math.nan
PARTS = [0.0, -0.0, 1.0, -1.5, INF, -INF, NAN]
SPECIALS = list(itertools.product(PARTS, PARTS))
FINITE = [p for p in SPECIALS if all(map(math.isfinite, p))]
rng = random.Random(11)
ORDINARY = [(rng.uniform(-3, 3), rng.uniform(-3, 3)) for _ in range(24)]

# Where a formula would cancel, overflow or vanish: near 0, ±1, ±i and the unit circle, and far from them.
HARD = [(s * a, t * b) for a, b in [(1e-9, 1e-8), (1, 1e-9), (1e-10, 1), (0.6, 0.8), (0.8, 0.6), (1 - 1e-12, 3e-7), (1e-160, 1e-170), (0.25, 1e-300), (1e3, 1e-3), (2e2, 1e2)] for s in (1, -1) for t in (1, -1)]
FAR = [(1e200, 1e190), (-1e200, 3e199), (1e-200, -1e308), (-1.5e308, 1e308)]


def mp_logistic(z):
    return 1 / (1 + mpmath.exp(-z))


def mp_sign(z):
    return z / abs(z)


UNARY = {
    "sqrt": mpmath.sqrt,
    "rsqrt": lambda z: 1 / mpmath.sqrt(z),
    "exp": mpmath.exp,
    "exp2": lambda z: mpmath.exp(z * mpmath.log(2)),
    "expm1": mpmath.expm1,
    "log": mpmath.log,
    "log1p": mpmath.log1p,
    "logistic": mp_logistic,
    "sin": mpmath.sin,
    "cos": mpmath.cos,
    "tan": mpmath.tan,
    "asin": mpmath.asin,
    "acos": mpmath.acos,
    "atan": mpmath.atan,
    "sinh": mpmath.sinh,
    "cosh": mpmath.cosh,
    "tanh": mpmath.tanh,
    "asinh": mpmath.asinh,
    "acosh": mpmath.acosh,
    "atanh": mpmath.atanh,
    "sign": mp_sign,
    "square": lambda z: z * z,
}
# They have finite results as far away as doubles go.
WITHOUT_OVERFLOW = "sqrt rsqrt log log1p asin acos atan asinh acosh atanh sign".split()
# XLA's comparisons put these of NaN on one side or the other; here a NaN part makes both parts NaN.
WITHOUT_NAN = ["atan", "atanh"]


def exact(f, points):
    """f at each point where it is finite, rounded once."""
    kept, results = [], []
    for re, im in points:
        try:
            value = f(mpmath.mpc(re, im))
        except (ValueError, ZeroDivisionError, OverflowError):
            continue
        result = complex(value)
        if 1e-290 < max(abs(result.real), abs(result.imag)) < INF:
            kept.append((re, im))
            results.append(result)
    return of_parts(kept), np.array(results)


for name, f in UNARY.items():
    op = getattr(lax, name)
    specials = [p for p in SPECIALS if name not in WITHOUT_NAN or not any(map(math.isnan, p))]
    case("elementwise", name, {}, op, [of_parts(specials, "complex64")], ULPS["complex64"])
    case("elementwise", name, {}, op, [of_parts(ORDINARY, "complex64")], ULPS["complex64"])
    # Without −0, which mpmath does not have.
    x, y = exact(f, [(re + 0.0, im + 0.0) for re, im in ORDINARY + HARD + (FAR if name in WITHOUT_OVERFLOW else [])])
    record("elementwise", name, {}, [x], [y], ULPS["complex128"])

x, y = exact(lambda z: z, ORDINARY + HARD + FAR)
record("elementwise", "abs", {}, [x], [np.array([float(abs(mpmath.mpc(z))) for z in x])], 1e-15)
for dtype in COMPLEX:
    z = of_parts(SPECIALS + ORDINARY, dtype)
    w = np.roll(z, 5)
    case("elementwise", "abs", {}, lax.abs, [z], ULPS[dtype])
    case("elementwise", "neg", {}, lax.neg, [z])
    case("complexParts", "real", {}, lax.real, [z])
    case("complexParts", "imag", {}, lax.imag, [z])
    case("complexParts", "conj", {"inputDtype": dtype}, lax.conj, [z])
    case("complexParts", "complex", {}, lax.complex, [z.real, z.imag])
    case("complexParts", "complex", {}, lax.complex, [z.real[3], z.imag])
    case("complexParts", "conj", {"inputDtype": z.real.dtype.name}, lax.conj, [z.real])
    for name in ["add", "sub", "mul", "eq", "ne", "max", "min"]:
        case("elementwise", name, {}, getattr(lax, name), [z, w], 1e-6 if name == "mul" else 0)
        case("elementwise", name, {}, getattr(lax, name), [z[2], w], 1e-6 if name == "mul" else 0)
    case("elementwise", "addAny", {}, ad_util.add_jaxvals_p.bind, [z, w])
    case("elementwise", "stopGradient", {}, lax.stop_gradient, [z])
    chosen = np.arange(z.size) % 3 == 0
    case("elementwise", "selectN", {}, lax.select_n, [chosen, z, w])
    case("elementwise", "selectN", {}, lax.select_n, [np.array(True), z, w])
    few = [(0, 0), (1, 0), (-1.5, 2), (INF, 0), (0, INF), (INF, INF), (NAN, 0), (1, INF)]
    pairs = list(itertools.product(few, few))
    a, b = (of_parts([p[i] for p in pairs], dtype) for i in (0, 1))
    case("elementwise", "div", {}, lax.div, [a, b], ULPS[dtype])
    case("elementwise", "pow", {}, lax.pow, [a, b], 1e-5 if dtype == "complex64" else 1e-14)
    ordinary = of_parts(ORDINARY, dtype)
    other = np.roll(ordinary, 7)
    for name in ["div", "atan2"]:
        case("elementwise", name, {}, getattr(lax, name), [ordinary, other], 1e-5 if dtype == "complex64" else 1e-13)
    case("elementwise", "pow", {}, lax.pow, [ordinary, np.arange(-12, 12, dtype=np.int32)], 5e-5 if dtype == "complex64" else 1e-13)
    for y in (-2, -1, 0, 1, 2, 3, 5):
        case("elementwise", "integerPow", {"y": y}, lambda x, y=y: lax.integer_pow(x, y), [ordinary], 1e-5 if dtype == "complex64" else 1e-14)
        case("elementwise", "integerPow", {"y": y}, lambda x, y=y: lax.integer_pow(x, y), [a[::9]], 1e-6)

    # Conversion.
    for target in ["bool", "int32", "uint8", "int64", "float16", "float32", "float64"] + COMPLEX:
        # XLA does not saturate what is too great for 64 bits.
        beyond = [] if target == "int64" else [(INF, NAN)]
        x = of_parts([(1, 2), (-2.75, 0.5), (300, 1), (0, 1), (NAN, 1), *beyond, (0.1, 0.2)], dtype)
        convert = lambda x, t=target: lax.convert_element_type(x, jnp.dtype(t))
        case("conversion", "convertElementType", {"newDtype": target, "weakType": False}, convert, [x])
    for source in ["bool", "int32", "uint8", "int64", "float16", "float32", "float64"]:
        x = np.array([0, 1, 3]).astype(source)
        convert = lambda x, t=dtype: lax.convert_element_type(x, jnp.dtype(t))
        case("conversion", "convertElementType", {"newDtype": dtype, "weakType": False}, convert, [x])
    case("conversion", "copy", {}, lax.copy_p.bind, [z])

    # Reductions. NaN and infinities are left to the elementwise operations: their sums depend on the order.
    grid = of_parts([(rng.uniform(-1, 1), rng.uniform(-1, 1)) for _ in range(24)], dtype).reshape(2, 3, 4)
    ties = of_parts([(rng.randint(0, 2), rng.randint(0, 3)) for _ in range(24)], dtype).reshape(2, 3, 4)
    close = 1e-5 if dtype == "complex64" else 1e-14
    for name, p in {"reduceSum": lax.reduce_sum_p, "reduceProd": lax.reduce_prod_p, "reduceMax": lax.reduce_max_p, "reduceMin": lax.reduce_min_p}.items():
        for axes in [(0,), (1,), (0, 2), (0, 1, 2), ()]:
            f = lambda x, p=p, axes=axes: p.bind(x, axes=axes, out_sharding=None)
            case("reduction", name, {"axes": axes}, f, [ties if name in ("reduceMax", "reduceMin") else grid], close)
        case("reduction", name, {"axes": (0,)}, lambda x, p=p: p.bind(x, axes=(0,), out_sharding=None), [grid[:0]])
    for name in ["cumsum", "cumprod", "cummax", "cummin", "cumlogsumexp"]:
        for axis, reverse in [(0, False), (1, True), (2, False)]:
            f = lambda x, name=name, axis=axis, reverse=reverse: getattr(lax, name)(x, axis=axis, reverse=reverse)
            case("reduction", name, {"axis": axis, "reverse": reverse}, f, [ties if name in ("cummax", "cummin") else grid], 4 * close)
    window = dict(windowDimensions=(1, 2, 3), windowStrides=(1, 1, 2), padding=((0, 0), (1, 0), (1, 1)), baseDilation=(1, 1, 1), windowDilation=(1, 1, 1))
    for name, init, monoid in [("reduceWindowSum", 0, lax.add), ("reduceWindowMax", -INF, lax.max), ("reduceWindowMin", INF, lax.min)]:
        f = lambda x, init=init, monoid=monoid: lax.reduce_window(x, jnp.array(init, x.dtype), monoid, (1, 2, 3), (1, 1, 2), [(0, 0), (1, 0), (1, 1)])
        case("window", name, window, f, [ties if init else grid], close)

    # Products.
    def dims(lc=(), rc=(), lb=(), rb=()):
        return ({"dimensionNumbers": {"lhsContract": lc, "rhsContract": rc, "lhsBatch": lb, "rhsBatch": rb}, "preferredElementType": None}, ((lc, rc), (lb, rb)))

    for (params, numbers), shapes in [(dims((1,), (0,)), ((2, 3), (3, 4))), (dims((2,), (1,), (0,), (0,)), ((2, 5, 3), (2, 3, 4))), (dims(), ((2,), (3,))), (dims((0,), (0,)), ((0,), (0,)))]:
        l, r = (of_parts([(rng.uniform(-1, 1), rng.uniform(-1, 1)) for _ in range(int(np.prod(s)))], dtype).reshape(s) for s in shapes)
        case("contraction", "dotGeneral", params, lambda a, b, n=numbers: lax.dot_general(a, b, n), [l, r], close)
    image, kernel = (of_parts([(rng.uniform(-1, 1), rng.uniform(-1, 1)) for _ in range(int(np.prod(s)))], dtype).reshape(s) for s in [(2, 4, 6), (6, 2, 3)])
    spec = (0, 1, 2)
    params = dict(windowStrides=(2,), padding=((1, 2),), lhsDilation=(1,), rhsDilation=(2,), dimensionNumbers=dict(lhsSpec=spec, rhsSpec=spec, outSpec=spec), featureGroupCount=2, batchGroupCount=1, preferredElementType=None)
    f = lambda a, b: lax.conv_general_dilated(a, b, (2,), ((1, 2),), (1,), (2,), lax.ConvDimensionNumbers(spec, spec, spec), 2)
    case("convolution", "convGeneralDilated", params, f, [image, kernel], close)

    # Movement and order.
    config = ((1, 0, 0), (0, 1, 1), (-1, 2, 0))
    case("shape", "pad", {"paddingConfig": config}, lambda x, v: lax.pad(x, v, config), [grid, ordinary[0]])
    case("shape", "iota", {"dtype": dtype, "shape": (2, 3), "dimension": 1}, lambda t=dtype: lax.broadcasted_iota(jnp.dtype(t), (2, 3), 1), [])
    case("shape", "concatenate", {"dimension": 1}, lambda a, b: lax.concatenate([a, b], 1), [grid, grid[:, :1]])
    case("shape", "transpose", {"permutation": (2, 0, 1)}, lambda x: lax.transpose(x, (2, 0, 1)), [grid])
    case("shape", "rev", {"dimensions": (0, 2)}, lambda x: lax.rev(x, (0, 2)), [grid])
    case("shape", "broadcastInDim", {"shape": (2, 3, 4), "broadcastDimensions": (1,)}, lambda x: lax.broadcast_in_dim(x, (2, 3, 4), (1,)), [ordinary[:3]])
    keys = of_parts([(1, 2), (NAN, 1), (1, NAN), (1, -3), (-0.0, 1), (0.0, -1), (INF, 0), (NAN, -5), (-INF, NAN), (1, 2)], dtype)
    f = lambda k, v: lax.sort((k, v), dimension=0, num_keys=1)
    case("sorting", "sort", {"dimension": 0, "isStable": True, "numKeys": 1}, f, [keys, np.arange(10, dtype=np.int32)])
    gather = lax.GatherDimensionNumbers((1,), (0,), (0,))
    numbers = dict(offsetDims=(1,), collapsedSliceDims=(0,), startIndexMap=(0,), operandBatchingDims=(), startIndicesBatchingDims=())
    params = dict(dimensionNumbers=numbers, sliceSizes=(1, 4), mode="fill", fillValue=None, indicesAreSorted=False, uniqueIndices=False)
    f = lambda x, i: lax.gather(x, i, gather, (1, 4), mode="fill")
    case("indexing", "gather", params, f, [grid[0], np.array([[2], [7], [0]], np.int32)])
    scatter = lax.ScatterDimensionNumbers((1,), (0,), (0,))
    numbers = dict(updateWindowDims=(1,), insertedWindowDims=(0,), scatterDimsToOperandDims=(0,), operandBatchingDims=(), scatterIndicesBatchingDims=())
    params = dict(dimensionNumbers=numbers, mode="fill", indicesAreSorted=False, uniqueIndices=False)
    for name in ["scatter", "scatterAdd", "scatterMul", "scatterMin", "scatterMax"]:
        op = getattr(lax, name.replace("A", "_a").replace("M", "_m"))
        f = lambda x, i, u, op=op: op(x, i, u, scatter)
        case("indexing", name, params, f, [ties[0], np.array([[2], [7], [0], [2]] if name != "scatter" else [[2], [7], [0]], np.int32), np.concatenate([ties[1], grid[0][:1]])[: 4 if name != "scatter" else 3]], close)
    f = lambda x, i, j: lax.dynamic_slice(x, (i, j), (2, 2))
    case("indexing", "dynamicSlice", {"sliceSizes": (2, 2)}, f, [grid[0], np.int32(1), np.int32(9)])

print(json.dumps({"arrays": [json.loads(text) for text in arrays], "cases": cases}, separators=(",", ":")))
