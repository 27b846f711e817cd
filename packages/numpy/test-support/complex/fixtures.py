"""Writes fixtures.json: what jax.numpy gives for complex numbers. Run with JAX 0.10: python fixtures.py > fixtures.json"""

import json
import math

import jax.numpy as jnp
import numpy as np

INF, NAN = math.inf, math.nan
A = [[0.5 + 1j, -2 + 0.25j, 3 - 1j], [1.5j, -1 - 1j, 0.75]]
V = [1 + 2j, -0.5 + 0.5j, 2 - 1j]
W = [0.25 - 1j, 3 + 0j, -1 + 1.5j]
ODD = [complex(1, NAN), complex(INF, 0), complex(-1, 2), complex(NAN, -INF)]
TIES = [2 + 1j, 1 + 3j, 2 - 1j, 1 + 3j]
R = [1.5, -2.0, 0.25]
cases = []


def part(x):
    x = float(x)
    return "NaN" if math.isnan(x) else x if math.isfinite(x) else "Infinity" if x > 0 else "-Infinity"


def encode(x):
    x = np.asarray(x)
    data = [[part(z.real), part(z.imag)] if x.dtype.kind == "c" else part(z) for z in x.reshape(-1)]
    return [x.dtype.name, list(x.shape), data]


def case(name, *args, **opts):
    """Arrays as single-precision, numbers as they are: complex scalars are weak."""
    arrays = [np.asarray(a, np.complex64 if np.iscomplexobj(a) else np.float32) if isinstance(a, list) else a for a in args]
    out = getattr(jnp, name)(*arrays, **opts)
    written = [{"scalar": [part(a.real), part(a.imag)]} if isinstance(a, complex) else a if isinstance(a, (int, float)) else {"array": encode(a)} for a in arrays]
    parts = name.split("_")
    camel = parts[0] + "".join(p.capitalize() for p in parts[1:])
    cases.append({"fn": camel, "args": written, "opts": opts, "out": encode(out)})


def refused(name, *args, **opts):
    arrays = [np.asarray(a, np.complex64) if isinstance(a, list) else a for a in args]
    try:
        getattr(jnp, name)(*arrays, **opts)
    except (TypeError, ValueError):
        parts = name.split("_")
        written = [{"array": encode(a)} if isinstance(a, np.ndarray) else a for a in arrays]
        cases.append({"fn": parts[0] + "".join(p.capitalize() for p in parts[1:]), "args": written, "opts": opts, "out": None})
    else:
        raise AssertionError(name)


for name in "real imag conj angle isreal iscomplex isnan isinf isfinite nan_to_num".split():
    case(name, ODD)
    case(name, R)
for name in "abs sign sqrt exp log log2 log10 square reciprocal rint round sinc mean var std sum prod ptp max min cumsum cumprod sort argsort unique nansum nanmean nanmax all any logical_not cov corrcoef diff trapezoid".split():
    case(name, A)
for name in "mean var std sum".split():
    case(name, A, axis=0)
    case(name, A, axis=1, keepdims=True)
case("var", V, ddof=1)
case("round", [1.26 + 2.5j, -0.05 - 3.14159j], decimals=1)
for name in "add subtract multiply divide power maximum minimum fmax fmin logaddexp logaddexp2 less less_equal greater greater_equal equal not_equal dot vdot inner outer kron convolve correlate vecdot arctan2 isclose float_power logical_and".split():
    case(name, V, W)
    if name not in ("vecdot",):
        case(name, V, R)
        case(name, R, V)
for name in "add multiply divide maximum equal less".split():
    case(name, V, 2)
    case(name, V, 1j)
    case(name, R, 1j)
    case(name, 2.5, W)
case("power", V, 3)
case("power", V, 0.5)
case("power", R, 1j)
case("less", TIES, TIES[::-1])
case("sort", TIES)
case("argsort", TIES)
case("unique", TIES)
case("searchsorted", sorted(V, key=lambda z: (z.real, z.imag)), W)
case("matmul", A, [[1j, 2], [0.5, -1j], [1 + 1j, 0]])
case("tensordot", A, A)
case("isclose", [1 + 1j, complex(INF, 1)], [1 + 1.000001j, complex(INF, 1)])
case("allclose", V, W)
case("array_equal", V, V)
case("where", np.array([True, False, True]), V, R)
case("linspace", 0, 1 + 1j, 4)
case("interp", [0.5, 1.75], [0.0, 1.0, 2.0], V)
case("polyval", V, 1j)
case("polyval", V, R)
case("trace", A)
case("transpose", A)
for name in "floor ceil trunc cbrt fabs hypot copysign signbit heaviside i0 spacing isposinf isneginf mod floor_divide fmod median argmax argmin unwrap nextafter rad2deg".split():
    two = name in "hypot copysign heaviside mod floor_divide fmod nextafter".split()
    try:
        refused(name, *([V, W] if two else [V]))
    except AssertionError:
        pass
refused("clip", V, 0, 1)
refused("quantile", V, 0.5)
print(json.dumps(cases, separators=(",", ":")))
