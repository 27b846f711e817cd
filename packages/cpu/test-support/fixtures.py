"""Writes fixtures.json: what JAX on CPU gives for each primitive, dtype by dtype and edge by edge.

Run with JAX 0.10: python fixtures.py > fixtures.json
"""

import itertools
import json
import math

import jax

jax.config.update("jax_enable_x64", True)
import jax.numpy as jnp
import numpy as np
from jax import lax
from jax._src import ad_util
from jax._src.lax import windowed_reductions
from jax.extend.random import threefry2x32_p

FLOATS = ["float16", "bfloat16", "float32", "float64"]
SIGNED = ["int8", "int16", "int32", "int64"]
UNSIGNED = ["uint8", "uint16", "uint32", "uint64"]
INTEGERS = SIGNED + UNSIGNED
REALS = FLOATS + INTEGERS
ALL = ["bool"] + REALS
cases = []
arrays = {}


def array(values, dtype):
    return np.asarray(values).astype(jnp.dtype(dtype))


def element(x):
    if isinstance(x, (bool, np.bool_)):
        return int(x)
    if isinstance(x, (int, np.integer)):
        return int(x) if abs(int(x)) < 2**53 else str(int(x))
    x = float(x)
    if x.is_integer() and abs(x) < 2**53 and (x != 0 or math.copysign(1, x) > 0):
        return int(x)
    if math.isnan(x):
        return "NaN"
    if math.isinf(x):
        return "Infinity" if x > 0 else "-Infinity"
    return "-0" if x == 0 and math.copysign(1, x) < 0 else x


def encode(x):
    """The number of an array in the list of all arrays; equal ones are listed once."""
    x = np.asarray(x)
    dtype = x.dtype.name
    flat = x.reshape(-1)
    flat = flat.astype(np.float64) if dtype in FLOATS else flat
    text = json.dumps([dtype, list(x.shape), [element(e) for e in flat]], separators=(",", ":"))
    return arrays.setdefault(text, len(arrays))


def case(family, primitive, params, f, inputs, rtol=0):
    outs = jax.jit(f)(*inputs)
    outs = outs if isinstance(outs, (list, tuple)) else [outs]
    cases.append(
        {
            "family": family,
            "primitive": primitive,
            "params": params,
            "inputs": [encode(x) for x in inputs],
            "outs": [encode(x) for x in outs],
            **({"rtol": rtol} if rtol else {}),
        }
    )


SPECIALS = [math.nan, math.inf, -math.inf, 0.0, -0.0]
ORDINARY = [1, -1, 0.5, -0.5, 1.5, 2.5, -2.5, 3.75, 100.25, -7.25, 0.001953125]


def floats(dtype):
    return array(SPECIALS + ORDINARY, dtype)


def integers(dtype):
    info = np.iinfo(dtype)
    return np.array([0, 1, 5, 100, info.max, info.min, info.max - 1] + ([-1, -7] if info.min < 0 else [3, 7]), dtype)


def values(dtype):
    return np.array([False, True]) if dtype == "bool" else floats(dtype) if dtype in FLOATS else integers(dtype)


def pairs(dtype):
    few = values(dtype)
    if dtype in FLOATS:
        few = array(SPECIALS + [1, -1, 0.5, 2.5, -7.25], dtype)
    elif dtype != "bool":
        few = few[[0, 1, 2, 4, 5, 7, 8]]
    both = list(itertools.product(few, repeat=2))
    return [array([p[i] for p in both], dtype) for i in (0, 1)]


# Elementwise. Tolerances of a few units in the last place of each dtype: neither side rounds correctly.
ULPS = {"float16": 2e-3, "bfloat16": 1.6e-2, "float32": 6e-7, "float64": 2e-15}


def unary(name, f, dtypes, exact=True):
    for dtype in dtypes:
        case("elementwise", name, {}, f, [values(dtype)], 0 if exact else ULPS[dtype])


def binary(name, f, dtypes, exact=True):
    for dtype in dtypes:
        case("elementwise", name, {}, f, pairs(dtype), 0 if exact else ULPS[dtype])


for name in ["neg", "sign", "square"]:
    unary(name, getattr(lax, name), REALS)
unary("abs", lax.abs, FLOATS + SIGNED)
for name in ["floor", "ceil"]:
    unary(name, getattr(lax, name), FLOATS)
unary("isFinite", lax.is_finite, FLOATS)
for method in (0, 1):
    for dtype in FLOATS:
        case("elementwise", "round", {"roundingMethod": method}, lambda x, m=method: lax.round(x, lax.RoundingMethod(m)), [values(dtype)])
unary("sqrt", lax.sqrt, FLOATS)
for name in "rsqrt cbrt exp expm1 log log1p logistic tan atan sinh cosh tanh asinh acosh".split():
    unary(name, getattr(lax, name), FLOATS, exact=False)
# XLA computes it as exp(x ln 2), which loses bits where x is great.
for dtype in FLOATS:
    case("elementwise", "exp2", {}, lax.exp2, [array(SPECIALS + ORDINARY[:6], dtype)], 4 * ULPS[dtype])
for name in ["sin", "cos"]:
    unary(name, getattr(lax, name), FLOATS, exact=False)
for name in ["asin", "acos", "atanh"]:
    for dtype in FLOATS:
        x = array([math.nan, 0.0, -0.0, 1, -1, 0.5, -0.5, 0.25, -0.875, 2, -2], dtype)
        case("elementwise", name, {}, getattr(lax, name), [x], ULPS[dtype])
for y in (0, 1, 2, 3, 7, -1, -2, -3):
    for dtype in FLOATS:
        # No subnormal results: XLA on CPU flushes them.
        x = array(SPECIALS + ORDINARY[:8], dtype)
        case("elementwise", "integerPow", {"y": y}, lambda x, y=y: lax.integer_pow(x, y), [x], 4 * ULPS[dtype])
    for dtype in INTEGERS if y >= 0 else []:
        case("elementwise", "integerPow", {"y": y}, lambda x, y=y: lax.integer_pow(x, y), [values(dtype)])
unary("not", lax.bitwise_not, ["bool"] + INTEGERS)
unary("populationCount", lax.population_count, INTEGERS)
unary("clz", lax.clz, INTEGERS)
for name, f in [("and", lax.bitwise_and), ("or", lax.bitwise_or), ("xor", lax.bitwise_xor)]:
    binary(name, f, ["bool"] + INTEGERS)
for name, f in [("shiftLeft", lax.shift_left), ("shiftRightLogical", lax.shift_right_logical), ("shiftRightArithmetic", lax.shift_right_arithmetic)]:
    for dtype in INTEGERS:
        bits = 8 * np.dtype(dtype).itemsize
        amounts = np.array([0, 1, bits - 1, bits, bits + 1, np.iinfo(dtype).max, 2, np.iinfo(dtype).min, 3], dtype)
        for amount in amounts:
            case("elementwise", name, {}, f, [integers(dtype), np.array(amount)])
for name in ["add", "sub", "mul", "div", "rem"]:
    binary(name, getattr(lax, name), REALS)
for name in ["max", "min"]:
    binary(name, getattr(lax, name), ALL)
for name in ["eq", "ne", "lt", "le", "gt", "ge"]:
    binary(name, getattr(lax, name), ALL)
binary("atan2", lax.atan2, ["float32", "float64"], exact=False)
binary("pow", lax.pow, FLOATS, exact=False)
binary("nextafter", lax.nextafter, ["float32", "float64"])
for dtype in ["float32", "float64"]:
    for exponent in [np.int32(3), np.int8(-2), np.int64(0)]:
        case("elementwise", "pow", {}, lax.pow, [values(dtype), np.array(exponent)], ULPS[dtype])
binary("addAny", ad_util.add_jaxvals_p.bind, REALS)
unary("stopGradient", lax.stop_gradient, ALL)
for dtype in ALL:
    x = values(dtype)
    case("elementwise", "selectN", {}, lax.select_n, [np.arange(x.size) % 3 == 0, x, x[::-1].copy()])
    case("elementwise", "selectN", {}, lax.select_n, [np.array(True), x, x[::-1].copy()])
    case("elementwise", "selectN", {}, lax.select_n, [np.arange(x.size, dtype=np.int32) - 2, x, x[::-1].copy(), np.roll(x, 1)])
    case("elementwise", "clamp", {}, lax.clamp, [x[0], x, x[1]])
    case("elementwise", "clamp", {}, lax.clamp, [x[::-1].copy(), x, np.roll(x, 1)])
for dtype in ["float32", "int32"]:
    case("elementwise", "add", {}, lax.add, [np.zeros((2, 0), dtype), np.zeros((2, 0), dtype)])
    case("elementwise", "mul", {}, lax.mul, [array(3, dtype), array([[1, 2], [3, 4]], dtype)])
    case("elementwise", "sub", {}, lax.sub, [array(3, dtype), array(5, dtype)])

# Conversion.
for source, target in itertools.product(ALL, ALL):
    x = values(source)
    if source in FLOATS:
        x = np.concatenate([x, array([254.5, 255.9, 256, 300, -300, 65504, -65504, 1e9 if source != "float16" else 1, 3e9 if source != "float16" else 1, -3e9 if source != "float16" else 1], source)])
    if source in ("float32", "float64"):
        x = np.concatenate([x, array([1e19, -1e19, 1e30, 65519.99, 65520, 1.00390625, 1.01171875], source)])
    if source in ("int64", "uint64"):
        x = np.concatenate([x, array([2**53 + 1, 2**24 + 1, 2**60 + 2**36 + 1], source)])
    weak = {"newDtype": target, "weakType": False}
    case("conversion", "convertElementType", weak, lambda x, t=target: lax.convert_element_type(x, jnp.dtype(t)), [x])
for dtype, target in [("float32", "int32"), ("int32", "float32"), ("float32", "uint8"), ("float64", "uint32"), ("int16", "float16"), ("bfloat16", "uint16")]:
    x = array([1, -2.5 if dtype in FLOATS else -2, 100], dtype)
    case("conversion", "bitcastConvertType", {"newDtype": target}, lambda x, t=target: lax.bitcast_convert_type(x, jnp.dtype(t)), [x])
case("conversion", "bitcastConvertType", {"newDtype": "float32"}, lambda x: lax.bitcast_convert_type(x, jnp.float32), [np.arange(8, dtype=np.uint16).reshape(2, 2, 2) + 16000])
case("conversion", "bitcastConvertType", {"newDtype": "int64"}, lambda x: lax.bitcast_convert_type(x, jnp.int64), [np.arange(4, dtype=np.int32).reshape(2, 2)])
for e, m in [(5, 10), (8, 7), (4, 3), (2, 0), (8, 23), (1, 0), (5, 2), (11, 52), (6, 30)]:
    for dtype in FLOATS:
        if e == 11 and dtype != "float64":
            continue
        x = np.concatenate([values(dtype), array([1.2345678, 65504, 0.75, 0.1, 3.5, 6e-5, 1.0625, 1.1875], dtype)])
        case("conversion", "reducePrecision", {"exponentBits": e, "mantissaBits": m}, lambda x, e=e, m=m: lax.reduce_precision(x, e, m), [x])
for dtype in ["float32", "int64"]:
    case("conversion", "copy", {}, lax.copy_p.bind, [values(dtype)])

# Reductions.
rng = np.random.default_rng(7)


def grid(shape, dtype):
    x = rng.integers(-5, 6, size=shape) if dtype not in UNSIGNED else rng.integers(0, 11, size=shape)
    return x > 0 if dtype == "bool" else array(x, dtype)


def reducer(p):
    def f(x, axes):
        keywords = {"out_sharding": None} if p in (lax.reduce_sum_p, lax.reduce_max_p, lax.reduce_min_p, lax.reduce_prod_p) else {}
        return p.bind(x, axes=axes, **keywords)

    return f


REDUCTIONS = {
    "reduceSum": (lax.reduce_sum_p, REALS),
    "reduceProd": (lax.reduce_prod_p, REALS),
    "reduceMax": (lax.reduce_max_p, ALL),
    "reduceMin": (lax.reduce_min_p, ALL),
    "reduceAnd": (lax.reduce_and_p, ["bool"] + INTEGERS),
    "reduceOr": (lax.reduce_or_p, ["bool"] + INTEGERS),
    "reduceXor": (lax.reduce_xor_p, ["bool"] + INTEGERS),
}
for name, (p, dtypes) in REDUCTIONS.items():
    f = reducer(p)
    for dtype in dtypes:
        for shape, axes in [((3, 2, 4), (1,)), ((3, 2, 4), (0, 2)), ((3, 2, 4), ()), ((5,), (0,)), ((), ()), ((2, 0, 3), (1,)), ((2, 0, 3), (0,)), ((2, 3), (0, 1))]:
            case("reduction", name, {"axes": axes}, lambda x, a=axes: f(x, a), [grid(shape, dtype)])
    for dtype in [d for d in dtypes if d in FLOATS and name in ("reduceMax", "reduceMin", "reduceSum")]:
        x = array([[math.nan, 1, 2], [1, math.inf, -math.inf], [0.0, -0.0, 0.0], [-0.0, -0.0, -0.0], [math.inf, 1, 2]], dtype)
        case("reduction", name, {"axes": [1]}, lambda x: f(x, (1,)), [x])
case("reduction", "reduceSum", {"axes": [0]}, lambda x: reducer(lax.reduce_sum_p)(x, (0,)), [np.array([2**31 - 1, 1, 2**31 - 1], np.int32)])
case("reduction", "reduceProd", {"axes": [0]}, lambda x: reducer(lax.reduce_prod_p)(x, (0,)), [np.array([2**31 - 1, 2**31 - 3, 12345], np.int32)])
for name, f in [("argmax", lax.argmax), ("argmin", lax.argmin)]:
    for dtype in ALL:
        for shape, axis, index in [((3, 4), 1, "int32"), ((3, 4), 0, "uint8"), ((5,), 0, "int64")]:
            case("reduction", name, {"axes": [axis], "indexDtype": index}, lambda x, a=axis, i=index: f(x, a, np.dtype(i)), [grid(shape, dtype)])
    x = np.array([[1, math.nan, 5, math.nan], [-0.0, 0.0, -0.0, 0.0], [math.inf, 1, math.inf, 2], [-math.inf, -math.inf, 0, 0]], np.float32)
    case("reduction", name, {"axes": [1], "indexDtype": "int32"}, lambda x: f(x, 1, np.int32), [x])
for name, f, dtypes in [("cumsum", lax.cumsum, REALS), ("cumprod", lax.cumprod, REALS), ("cummax", lax.cummax, REALS), ("cummin", lax.cummin, REALS), ("cumlogsumexp", lax.cumlogsumexp, FLOATS)]:
    for dtype in dtypes:
        for shape, axis, reverse in [((3, 4), 1, False), ((3, 4), 0, True), ((5,), 0, True), ((2, 3, 2), 1, False), ((0, 2), 0, False)]:
            rtol = 4 * ULPS[dtype] if name == "cumlogsumexp" else 0
            case("reduction", name, {"axis": axis, "reverse": reverse}, lambda x, a=axis, r=reverse: f(x, a, reverse=r), [grid(shape, dtype)], rtol)
for name, f in [("cummax", lax.cummax), ("cummin", lax.cummin), ("cumlogsumexp", lax.cumlogsumexp), ("cumsum", lax.cumsum)]:
    x = np.array([-math.inf, -math.inf, 1, 2, math.inf, 3, math.nan, 1], np.float32)
    case("reduction", name, {"axis": 0, "reverse": False}, lambda x: f(x, 0), [x], 1e-6)

# Shape.
for dtype in ALL:
    x = grid((2, 3), dtype)
    case("shape", "transpose", {"permutation": [1, 0]}, lambda x: lax.transpose(x, (1, 0)), [x])
    case("shape", "pad", {"paddingConfig": [[1, -1, 2], [-1, 2, 0]]}, lambda x, v: lax.pad(x, v, ((1, -1, 2), (-1, 2, 0))), [x, x[0, 0]])
    case("shape", "concatenate", {"dimension": 1}, lambda x, y: lax.concatenate([x, y], 1), [x, grid((2, 2), dtype)])
    case("shape", "rev", {"dimensions": [1]}, lambda x: lax.rev(x, (1,)), [x])
    case("shape", "broadcastInDim", {"shape": [2, 2, 3], "broadcastDimensions": [1, 2]}, lambda x: lax.broadcast_in_dim(x, (2, 2, 3), (1, 2)), [x])
    if dtype != "bool":
        case("shape", "iota", {"dtype": dtype, "shape": [2, 3], "dimension": 1}, lambda d=dtype: lax.broadcasted_iota(jnp.dtype(d), (2, 3), 1), [])
for shape, permutation in [((2, 3, 4), (2, 0, 1)), ((2, 3, 4), (0, 2, 1)), ((2, 1, 3, 2), (3, 1, 0, 2)), ((), ()), ((3, 0), (1, 0)), ((3, 2, 60), (1, 0, 2))]:
    case("shape", "transpose", {"permutation": permutation}, lambda x, p=permutation: lax.transpose(x, p), [np.arange(math.prod(shape), dtype=np.int32).reshape(shape)])
for shape, to, dims in [((), (2, 2), ()), ((1, 3), (4, 3), (0, 1)), ((3, 1), (3, 60), (0, 1)), ((2,), (2, 3, 2), (0,)), ((1,), (0, 2), (1,)), ((2, 1, 2), (2, 5, 3, 2), (0, 2, 3))]:
    case("shape", "broadcastInDim", {"shape": to, "broadcastDimensions": dims}, lambda x, t=to, d=dims: lax.broadcast_in_dim(x, t, d), [np.arange(math.prod(shape), dtype=np.float32).reshape(shape)])
for config in [[(0, 0, 0)], [(2, 1, 0)], [(-1, -2, 0)], [(-3, 0, 2)], [(1, -4, 3)], [(-6, 9, 1)], [(-2, -3, 1)], [(5, -5, 0)], [(-5, 5, 0)]]:
    case("shape", "pad", {"paddingConfig": config}, lambda x, v, c=config: lax.pad(x, v, c), [np.arange(1, 6, dtype=np.float32), np.float32(-1)])
case("shape", "pad", {"paddingConfig": [[1, 1, 0], [0, 1, 2]]}, lambda x, v: lax.pad(x, v, ((1, 1, 0), (0, 1, 2))), [np.zeros((2, 0), np.float32), np.float32(5)])
case("shape", "pad", {"paddingConfig": []}, lambda x, v: lax.pad(x, v, ()), [np.float32(3), np.float32(5)])
case("shape", "concatenate", {"dimension": 0}, lambda *xs: lax.concatenate(xs, 0), [np.arange(2.0), np.zeros(0), np.arange(3.0)])
case("shape", "concatenate", {"dimension": 1}, lambda *xs: lax.concatenate(xs, 1), [np.arange(12).reshape(2, 2, 3), np.arange(6).reshape(2, 1, 3)])
case("shape", "split", {"sizes": [1, 0, 3], "axis": 1}, lambda x: lax.split(x, (1, 0, 3), 1), [np.arange(24, dtype=np.int16).reshape(2, 4, 3)])
case("shape", "rev", {"dimensions": [0, 2]}, lambda x: lax.rev(x, (0, 2)), [np.arange(24, dtype=np.int16).reshape(2, 4, 3)])
case("shape", "rev", {"dimensions": [0]}, lambda x: lax.rev(x, (0,)), [np.zeros((0, 3), np.float32)])
case("shape", "reshape", {"newSizes": [3, 2]}, lambda x: lax.reshape(x, (3, 2)), [np.arange(6.0).reshape(2, 3)])
case("shape", "squeeze", {"dimensions": [0, 2]}, lambda x: lax.squeeze(x, (0, 2)), [np.arange(6.0).reshape(1, 6, 1)])
case("shape", "iota", {"dtype": "float32", "shape": [2, 3, 2], "dimension": 0}, lambda: lax.broadcasted_iota(jnp.float32, (2, 3, 2), 0), [])
case("shape", "iota", {"dtype": "bfloat16", "shape": [300], "dimension": 0}, lambda: lax.broadcasted_iota(jnp.bfloat16, (300,), 0), [])

# Indexing.
x = np.arange(24, dtype=np.float32).reshape(2, 3, 4)
for start, limit, strides in [((0, 1, 1), (2, 3, 4), (1, 1, 2)), ((1, 0, 0), (2, 3, 4), None), ((0, 0, 0), (0, 3, 4), None), ((0, 2, 3), (2, 3, 4), (2, 3, 5))]:
    case("indexing", "slice", {"startIndices": start, "limitIndices": limit, "strides": strides}, lambda x, a=start, b=limit, s=strides: lax.slice(x, a, b, s), [x])
for starts in [(0, 0, 0), (1, -5, 2), (9, 1, 9)]:
    for dtype in ["int32", "int8", "int64"]:
        index = [np.array(s, dtype) for s in starts]
        case("indexing", "dynamicSlice", {"sliceSizes": [1, 2, 2]}, lambda x, *s: lax.dynamic_slice(x, s, (1, 2, 2)), [x, *index])
        case("indexing", "dynamicUpdateSlice", {}, lambda x, u, *s: lax.dynamic_update_slice(x, u, s), [x, -np.ones((1, 2, 2), np.float32), *index])
for dtype in ALL:
    y = grid((2, 3), dtype)
    case("indexing", "slice", {"startIndices": [0, 1], "limitIndices": [2, 3], "strides": None}, lambda x: lax.slice(x, (0, 1), (2, 3)), [y])
    case("indexing", "dynamicUpdateSlice", {}, lambda x, u, i, j: lax.dynamic_update_slice(x, u, (i, j)), [y, grid((1, 2), dtype), np.int32(1), np.int32(1)])


MODES = {"fill": lax.GatherScatterMode.FILL_OR_DROP, "clip": lax.GatherScatterMode.CLIP, "promise_in_bounds": lax.GatherScatterMode.PROMISE_IN_BOUNDS}


def gather(x, indices, sizes, offset, collapsed, index_map, batching=(), indices_batching=(), mode="fill", fill=None):
    numbers = {"offsetDims": offset, "collapsedSliceDims": collapsed, "startIndexMap": index_map, "operandBatchingDims": batching, "startIndicesBatchingDims": indices_batching}
    params = {"dimensionNumbers": numbers, "sliceSizes": sizes, "mode": mode, "fillValue": fill, "indicesAreSorted": False, "uniqueIndices": False}
    d = lax.GatherDimensionNumbers(offset, collapsed, index_map, batching, indices_batching)
    case("indexing", "gather", params, lambda x, i: lax.gather(x, i, d, sizes, mode=MODES[mode], fill_value=fill), [x, indices])


def scatter(name, f, x, indices, updates, window, inserted, index_map, batching=(), indices_batching=(), mode="fill"):
    numbers = {"updateWindowDims": window, "insertedWindowDims": inserted, "scatterDimsToOperandDims": index_map, "operandBatchingDims": batching, "scatterIndicesBatchingDims": indices_batching}
    params = {"dimensionNumbers": numbers, "mode": mode, "indicesAreSorted": False, "uniqueIndices": False}
    d = lax.ScatterDimensionNumbers(window, inserted, index_map, batching, indices_batching)
    case("indexing", name, params, lambda x, i, u: f(x, i, u, d, mode=MODES[mode]), [x, indices, updates])


SCATTERS = {"scatter": lax.scatter, "scatterAdd": lax.scatter_add, "scatterMul": lax.scatter_mul, "scatterMin": lax.scatter_min, "scatterMax": lax.scatter_max}
for mode in MODES:
    for dtype in ALL:
        gather(grid((5,), dtype), np.array([[0], [4], [5], [-1], [100]], np.int32), (1,), (), (0,), (0,), mode=mode)
    gather(x, np.array([[0, 0], [1, 2], [1, 1], [-1, 0]], np.int32), (1, 2, 4), (1, 2), (0,), (0, 1), mode=mode)
    gather(x, np.array([[2, 1], [3, 0], [0, 9]], np.int64), (2, 1, 2), (0, 2), (1,), (2, 1), mode=mode)
    gather(x, np.array([[[0], [2]], [[1], [3]]], np.int32), (1, 1, 2), (2,), (1,), (1,), (0,), (0,), mode=mode)
    gather(x, np.array([[[0, 1], [2, 1]], [[1, 0], [3, 1]], [[1, 1], [0, 0]]], np.uint8), (1, 1, 1), (1,), (0,), (2, 0), (1,), (0,), mode=mode)
    gather(x, np.zeros((0, 1), np.int32), (1, 3, 4), (1, 2), (0,), (0,), mode=mode)
    for name, f in SCATTERS.items():
        for dtype in REALS + (["bool"] if name in ("scatter", "scatterMin", "scatterMax") else []):
            if name == "scatter" and mode == "clip" and dtype != "float32":
                continue
            # For replaced elements without two updates, of which JAX leaves open which one stays.
            index = [[0], [5], [3], [-1], [4]] if name != "scatter" else [[0], [7], [3], [-9], [2]]
            if mode == "clip" and name == "scatter":
                index = [[1], [7], [3], [-9], [2]]
            scatter(name, f, grid((5,), dtype), np.array(index, np.int32), grid((5,), dtype), (), (0,), (0,), mode=mode)
        scatter(name, f, x, np.array([[0, 1], [1, 2], [1, 0]], np.int32), grid((3, 1, 4), "float32"), (1, 2), (0,), (0, 1), mode=mode)
        scatter(name, f, x, np.array([[0, 1], [1, 2], [2, 0]], np.int32), grid((2, 2, 3), "float32"), (0, 1), (1,), (2, 1), mode=mode)
        scatter(name, f, x, np.array([[[0], [2]], [[1], [3]]], np.int32), grid((2, 2, 2), "float32"), (2,), (1,), (1,), (0,), (0,), mode=mode)
gather(np.arange(5, dtype=np.float32), np.array([[9], [0]], np.int32), (1,), (), (0,), (0,), fill=-2.0)
for name in ("scatterMin", "scatterMax"):
    scatter(name, SCATTERS[name], np.array([math.nan, 1, 2], np.float32), np.array([[0], [1], [2]], np.int32), np.array([1, math.nan, -0.0], np.float32), (), (0,), (0,))

# Contraction. The sign of a zero is that of the order in which products are added.
ANY_ZERO = 1e-15
for dtype in ALL:
    for (a, b), (lc, rc, lb, rb) in [
        (((2, 3), (3, 4)), ((1,), (0,), (), ())),
        (((3, 2), (4, 3)), ((0,), (1,), (), ())),
        (((2, 3, 4), (2, 4, 5)), ((2,), (1,), (0,), (0,))),
        (((4, 2, 3, 5), (5, 2, 4)), ((3, 0), (0, 2), (1,), (1,))),
        (((3,), (3,)), ((0,), (0,), (), ())),
        (((2,), (3,)), ((), (), (), ())),
        (((), ()), ((), (), (), ())),
        (((2, 0), (0, 3)), ((1,), (0,), (), ())),
    ]:
        d = {"lhsContract": lc, "rhsContract": rc, "lhsBatch": lb, "rhsBatch": rb}
        case("contraction", "dotGeneral", {"dimensionNumbers": d, "preferredElementType": None}, lambda x, y, d=((lc, rc), (lb, rb)): lax.dot_general(x, y, d), [grid(a, dtype), grid(b, dtype)], ANY_ZERO)
matrix = {"lhsContract": (1,), "rhsContract": (0,), "lhsBatch": (), "rhsBatch": ()}
for dtype, preferred in [("int8", "int32"), ("bfloat16", "float32"), ("float16", "float32"), ("int8", "float32"), ("uint8", "int32")]:
    x2 = array([[100, 90, 3], [1, 2, 120]], dtype)
    case("contraction", "dotGeneral", {"dimensionNumbers": matrix, "preferredElementType": preferred}, lambda x, y, p=preferred: lax.dot_general(x, y, (((1,), (0,)), ((), ())), preferred_element_type=jnp.dtype(p)), [x2, x2.T.copy()])
case("contraction", "dotGeneral", {"dimensionNumbers": matrix, "preferredElementType": None}, lambda x, y: lax.dot_general(x, y, (((1,), (0,)), ((), ()))), [np.full((1, 3), 2**30 + 7, np.int32), np.full((3, 1), 2**30 + 9, np.int32)])
odd = rng.standard_normal((7, 13)).astype(np.float32).round(3)
case("contraction", "dotGeneral", {"dimensionNumbers": matrix, "preferredElementType": None}, lambda x, y: lax.dot_general(x, y, (((1,), (0,)), ((), ()))), [odd, odd.T.copy()], 1e-5)
case("contraction", "dotGeneral", {"dimensionNumbers": matrix, "preferredElementType": None}, lambda x, y: lax.dot_general(x, y, (((1,), (0,)), ((), ()))), [np.array([[math.inf, 1], [math.nan, 0], [1, 2]], np.float32), np.array([[0, 1], [2, 3]], np.float32)])


# Convolution.
def conv(lhs, rhs, strides, padding, lhs_dilation=None, rhs_dilation=None, specs=None, features=1, batches=1, dtype="float32", preferred=None):
    spatial = len(strides)
    axes = tuple(range(spatial + 2))
    specs = specs or (axes, axes, axes)
    lhs_dilation, rhs_dilation = lhs_dilation or (1,) * spatial, rhs_dilation or (1,) * spatial
    params = {
        "windowStrides": strides,
        "padding": padding,
        "lhsDilation": lhs_dilation,
        "rhsDilation": rhs_dilation,
        "dimensionNumbers": {"lhsSpec": specs[0], "rhsSpec": specs[1], "outSpec": specs[2]},
        "featureGroupCount": features,
        "batchGroupCount": batches,
        "preferredElementType": preferred,
    }

    def f(x, y):
        return lax.conv_general_dilated(x, y, strides, padding, lhs_dilation, rhs_dilation, lax.ConvDimensionNumbers(*specs), features, batches, preferred_element_type=preferred and jnp.dtype(preferred))

    case("convolution", "convGeneralDilated", params, f, [grid(lhs, dtype), grid(rhs, dtype)])


for dtype in REALS:
    conv((2, 3, 5, 4), (4, 3, 3, 2), (1, 1), ((1, 1), (0, 1)), dtype=dtype)
conv((2, 3, 7), (2, 3, 3), (2,), ((1, 2),))
conv((1, 2, 6, 6), (3, 2, 2, 3), (2, 1), ((0, 0), (-1, 2)), rhs_dilation=(2, 1))
conv((1, 2, 4, 4), (3, 2, 3, 3), (1, 1), ((2, 2), (1, 3)), lhs_dilation=(2, 3))
conv((1, 2, 4, 5), (3, 2, 2, 2), (2, 3), ((-1, 4), (3, -2)), lhs_dilation=(3, 2), rhs_dilation=(2, 3))
conv((2, 5, 4, 3), (3, 2, 3, 4), (1, 1), ((1, 1), (1, 1)), specs=((0, 3, 1, 2), (3, 2, 0, 1), (0, 3, 1, 2)))
conv((5, 2, 3, 4), (2, 3, 4, 2), (1, 2), ((0, 0), (0, 1)), specs=((1, 2, 0, 3), (2, 1, 0, 3), (3, 0, 2, 1)))
conv((2, 6, 5), (4, 3, 2), (1,), ((0, 0),), features=2)
conv((2, 4, 5), (8, 1, 3), (1,), ((1, 1),), features=4)
conv((4, 3, 5), (6, 3, 2), (1,), ((0, 0),), batches=2)
conv((2, 3), (4, 3), (), ())
conv((1, 1, 3, 3, 3), (2, 1, 2, 2, 2), (1, 1, 1), ((0, 1), (1, 0), (0, 0)))
conv((0, 2, 4), (3, 2, 2), (1,), ((0, 0),))
conv((1, 2, 2), (3, 2, 4), (1,), ((0, 0),))
conv((1, 2, 3), (2, 2, 2), (1,), ((0, 0),), dtype="int8", preferred="int32")
conv((1, 2, 3), (2, 2, 2), (1,), ((0, 0),), dtype="bfloat16", preferred="float32")


# Windows.
def window_params(window, strides, padding, base=None, dilation=None):
    n = len(window)
    return {"windowDimensions": window, "windowStrides": strides, "padding": padding, "baseDilation": base or (1,) * n, "windowDilation": dilation or (1,) * n}


WINDOWS = {"reduceWindowSum": (lax.reduce_window_sum_p, REALS), "reduceWindowMax": (lax.reduce_window_max_p, REALS), "reduceWindowMin": (lax.reduce_window_min_p, REALS)}


def window(name, x, *arguments):
    params = window_params(*arguments)
    p = WINDOWS[name][0]

    def f(x):
        return p.bind(x, window_dimensions=tuple(params["windowDimensions"]), window_strides=tuple(params["windowStrides"]), padding=tuple(params["padding"]), base_dilation=tuple(params["baseDilation"]), window_dilation=tuple(params["windowDilation"]))

    case("window", name, params, f, [x])


for name, (_, dtypes) in WINDOWS.items():
    for dtype in dtypes:
        window(name, grid((5, 4), dtype), (2, 3), (1, 2), ((0, 1), (1, 1)))
    window(name, grid((6,), "float32"), (3,), (2,), ((2, 2),), (2,), (2,))
    window(name, grid((6,), "float32"), (2,), (1,), ((-1, -2),))
    window(name, grid((6,), "float32"), (1,), (1,), ((2, 1),), (2,))
    window(name, grid((2, 3, 4, 2), "float32"), (1, 2, 2, 1), (1, 1, 2, 1), ((0, 0), (0, 1), (0, 0), (0, 0)))
    window(name, grid((2, 0), "float32"), (1, 2), (1, 1), ((0, 0), (1, 1)))
    window(name, grid((3,), "float32"), (5,), (1,), ((0, 0),))
    window(name, np.array([1, math.nan, 3, math.inf, -math.inf, -0.0, -0.0], np.float32), (2,), (1,), ((0, 1),))
    window(name, np.float32(3), (), (), ())
for selector, p in [("ge", lax.ge_p), ("le", lax.le_p)]:
    for dtype in ["float32", "float64"]:
        for x1, strides, padding in [
            (array([1, 3, 3, math.nan, 2, math.nan, -0.0, 0.0, math.nan, 5], dtype), (2,), ((0, 0),)),
            (array([3, 3, 1, 2, 2, 0], dtype), (1,), ((1, 1),)),
            (array([-math.inf, -math.inf, math.inf, math.inf], dtype), (2,), ((1, 1),)),
        ]:
            params = {**window_params((2,), strides, padding), "selector": selector}
            n = jax.eval_shape(lambda x: lax.reduce_window(x, array(0, dtype), lax.add, (2,), strides, padding), x1).shape[0]
            source = array(10 * np.arange(1, n + 1), dtype)
            case("window", "selectAndScatterAdd", params, lambda s, x: windowed_reductions._select_and_scatter_add(s, x, p, (2,), strides, padding), [source, x1])
            tangents = array(10 * np.arange(1, x1.size + 1), dtype)
            case("window", "selectAndGatherAdd", params, lambda t, x: windowed_reductions._select_and_gather_add(t, x, p, (2,), strides, padding, (1,), (1,)), [tangents, x1])
    x1 = grid((2, 5, 4), "float32")
    params = {**window_params((1, 2, 3), (1, 2, 1), ((0, 0), (0, 1), (1, 1))), "selector": selector}
    source = grid((2, 3, 4), "float32")
    case("window", "selectAndScatterAdd", params, lambda s, x: windowed_reductions._select_and_scatter_add(s, x, p, (1, 2, 3), (1, 2, 1), ((0, 0), (0, 1), (1, 1))), [source, x1])
    tangents = grid((2, 5, 4), "float32")
    case("window", "selectAndGatherAdd", params, lambda t, x: windowed_reductions._select_and_gather_add(t, x, p, (1, 2, 3), (1, 2, 1), ((0, 0), (0, 1), (1, 1)), (1, 1, 1), (1, 1, 1)), [tangents, x1])

# Sorting.
for dtype in ALL:
    for shape, axis in [((7,), 0), ((3, 5), 1), ((3, 5), 0), ((0,), 0), ((1,), 0)]:
        case("sorting", "sort", {"dimension": axis, "isStable": True, "numKeys": 1}, lambda x, a=axis: lax.sort_p.bind(x, dimension=a, is_stable=True, num_keys=1), [grid(shape, dtype)])
    x1 = grid((4, 6), dtype)
    place = np.broadcast_to(np.arange(6, dtype=np.int32), (4, 6)).copy()
    case("sorting", "sort", {"dimension": 1, "isStable": True, "numKeys": 1}, lambda x, i: lax.sort([x, i], 1, num_keys=1), [x1, place])
    case("sorting", "sort", {"dimension": 1, "isStable": True, "numKeys": 2}, lambda x, y, i: lax.sort([x, y, i], 1, num_keys=2), [x1, grid((4, 6), "int8"), place])
    if dtype != "bool":
        for k, axis in [(0, 1), (2, 1), (4, 0)]:
            case("sorting", "topK", {"k": k, "axis": axis}, lambda x, k=k, a=axis: lax.top_k(x, k, axis=a), [x1])
x1 = np.array([0.0, -0.0, math.nan, 1, -0.0, 0.0, -math.inf, math.nan, math.inf, -1], np.float32)
case("sorting", "sort", {"dimension": 0, "isStable": True, "numKeys": 1}, lambda x, i: lax.sort([x, i], 0, num_keys=1), [x1, np.arange(10)])
case("sorting", "sort", {"dimension": 0, "isStable": True, "numKeys": 1}, lambda x: lax.sort(x), [x1])
case("sorting", "topK", {"k": 10, "axis": 0}, lambda x: lax.top_k(x, 10), [x1])

# Random: the cipher on words.
words = rng.integers(0, 2**32, size=(4, 6), dtype=np.uint32)
case("random", "threefry2x32", {}, lambda *w: threefry2x32_p.bind(*w), [words[0, 0], words[1, 0], words[2], words[3]])
case("random", "threefry2x32", {}, lambda *w: threefry2x32_p.bind(*w), [np.repeat(words[0, :2], 3), np.repeat(words[1, :2], 3), words[2], words[3]])
case("random", "threefry2x32", {}, lambda *w: threefry2x32_p.bind(*w), [words[0, 0], words[1, 0], words[2, 0], words[3, 0]])

# Special functions; the values themselves are tested beside the scalar functions.
for name, f in {"erf": lax.erf, "erfc": lax.erfc, "erfInv": lax.erf_inv, "lgamma": lax.lgamma, "digamma": lax.digamma, "besselI0e": lax.bessel_i0e, "besselI1e": lax.bessel_i1e}.items():
    for dtype in FLOATS:
        case("special", name, {}, f, [array([0.125, 0.5, 0.625, 0.75], dtype)], 0 if (name, dtype) == ("erfInv", "float32") else 10 * ULPS[dtype])
for name, f in {"igamma": lax.igamma, "igammac": lax.igammac, "igammaGradA": lax.igamma_grad_a, "randomGammaGrad": lax.random_gamma_grad, "polygamma": lax.polygamma, "zeta": lax.zeta}.items():
    for dtype in ["float32", "float64"]:
        first = array([2, 3, 4] if name in ("polygamma", "zeta") else [0.5, 2, 5], dtype)
        case("special", name, {}, f, [first, array([1.5, 2.5, 0.75], dtype)], 2e-5 if dtype == "float32" else 1e-11)
for dtype in ["float32", "float64"]:
    case("special", "regularizedIncompleteBeta", {}, lax.betainc, [array([0.5, 2, 5], dtype), array([1.5, 3, 0.5], dtype), array([0.25, 0.5, 0.75], dtype)], 1e-5 if dtype == "float32" else 1e-11)

print('{"arrays":[')
print(",\n".join(arrays))
print('],"cases":[')
print(",\n".join(json.dumps(c, separators=(",", ":")) for c in cases))
print("]}")
