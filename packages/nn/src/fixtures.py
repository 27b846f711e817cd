"""Writes fixtures.json: what functions of jax.nn answer.

    python fixtures.py > fixtures.json

needs JAX 0.10.2. A case is the name of a function, its arguments, its options, and the list of its results. An array is
{dtype, shape, data}, and a result says too whether it is weak. NaN and the infinities are strings.
"""

import json
import math

import jax
import jax.numpy as jnp
import numpy as np
from jax import nn

jax.config.update("jax_platforms", "cpu")


def number(x):
    if isinstance(x, (bool, int)):
        return x
    if math.isnan(x):
        return "NaN"
    if math.isinf(x):
        return "Infinity" if x > 0 else "-Infinity"
    return x


def encoded(x):
    if isinstance(x, (bool, int, float, str, list)) or x is None:
        return number(x) if isinstance(x, float) else x
    flat = np.asarray(x.astype("float32") if x.dtype in ("float16", "bfloat16") else x).ravel()
    return {"dtype": str(x.dtype), "shape": list(x.shape), "data": [number(v.item()) for v in flat]}


def result(x):
    return {**encoded(x), "weak": bool(x.weak_type)}


def camel(name):
    head, *rest = name.split("_")
    return head + "".join(word.capitalize() for word in rest)


cases = []


def case(name, *args, **options):
    out = getattr(nn, name)(*args, **options)
    outs = out if isinstance(out, tuple) else (out,)
    cases.append(
        {
            "fn": camel(name),
            "args": [encoded(a) for a in args],
            "options": {camel(k): encoded(list(v) if isinstance(v, tuple) else v) for k, v in options.items()},
            "out": [result(o) for o in outs],
        }
    )


edges = [0.0, -0.0, 1.0, -1.0, 3.0, -3.0, 6.0, 1e-6, -1e-6, 0.3, -0.7, 2.5, 20.0, -20.0, 90.0, -90.0, 110.0, -110.0]
limits = [math.inf, -math.inf, math.nan]
elementwise = [
    *["relu", "relu6", "leaky_relu", "elu", "celu", "selu", "softplus", "squareplus", "mish", "log_sigmoid", "soft_sign"],
    *["hard_tanh", "hard_sigmoid", "hard_silu", "sparse_plus", "sparse_sigmoid", "gelu", "identity", "tanh", "sigmoid", "silu"],
]
floats_only = ["sigmoid", "silu"]
for name in elementwise:
    case(name, jnp.array(edges + limits))
    for dtype in ["float16", "bfloat16"]:
        case(name, jnp.array([0.5, -1.5, 3.25], dtype))
    if name not in floats_only:
        case(name, jnp.array([-4, -1, 0, 2, 9], "int32"))
case("gelu", jnp.array(edges), approximate=False)
case("leaky_relu", jnp.array(edges), negative_slope=0.2)
case("elu", jnp.array([[-1.0, 2.0], [-3.0, -0.5]]), alpha=jnp.array([0.5, 2.0]))
case("celu", jnp.array([-1.0, 2.0, -3.0]), alpha=2)
case("squareplus", jnp.array(edges), b=1)
case("log1mexp", jnp.array([1e-6, 0.5, 0.7, 1.0, 30.0, math.inf, 0.0, -1.0]))
case("glu", jnp.arange(12.0).reshape(4, 3) / 5, axis=0)
case("sigmoid", 0.5)
case("relu", 3.5)

rows = jnp.array([[1.0, -2.0, 3.0], [0.5, 0.25, -1e3]])
mask = jnp.array([[True, False, True], [False, True, True]])
for name in ["softmax", "log_softmax", "logsumexp", "logmeanexp", "standardize"]:
    case(name, rows)
    case(name, rows, axis=0)
    case(name, rows, axis=0, where=mask)
    case(name, jnp.array([[3, 1, 2]], "int32"))
    case(name, jnp.array([[3, 1, 2]], "float16"))
for name in ["softmax", "log_softmax", "logsumexp", "logmeanexp"]:
    case(name, jnp.array([1.0, math.inf, 0.0]))
    case(name, jnp.array([-math.inf, -math.inf]), axis=0)
case("logsumexp", rows, axis=1, keepdims=True, b=jnp.array([[1.0], [-2.0]]))
case("logsumexp", rows, axis=1, b=jnp.array([0.0, 1.0, -3.0]), return_sign=True)
case("logsumexp", jnp.array([math.inf, 1.0]), b=jnp.array([0.0, 1.0]))
case("standardize", jnp.array([[4.0, 1.0, 6.0], [3.5, 3.25, 2.0]]), algorithm="stable")
case("standardize", rows, mean=0.5, variance=2.0, epsilon=0)
case("one_hot", jnp.array([[0, 3], [-1, 2]], "int32"), 3)
case("one_hot", jnp.array([[0, 3], [-1, 2]], "int32"), 4, axis=1, dtype="bfloat16")

rng = np.random.default_rng(0)


def array(*shape, dtype="float32"):
    return jnp.array(rng.uniform(-2, 2, shape).astype("float32").round(3), dtype)


def attention(q, k, v, **options):
    case("dot_product_attention", q, k, v, **options)


q, k, v = array(2, 5, 4, 3), array(2, 6, 2, 3), array(2, 6, 2, 3)
lengths = {"query_seq_lengths": jnp.array([3, 5], "int32"), "key_value_seq_lengths": jnp.array([6, 2], "int32")}
attention(q, k, v)
attention(q, k, v, is_causal=True)
attention(q, k, v, local_window_size=1)
attention(q, k, v, local_window_size=(2, 0), is_causal=True)
attention(q, k, v, **lengths)
attention(q, k, v, return_residual=True, scale=0.3)
attention(q, k, v, bias=array(1, 4, 5, 6), mask=jnp.array(rng.random((2, 1, 5, 6)) < 0.6))
attention(q, k, v, bias=array(4, 5, 6), mask=jnp.zeros((1, 1, 5, 6), bool), return_residual=True)
attention(*(array(4, 2, 3, dtype="float16") for _ in range(3)), return_residual=True)
attention(*(array(4, 2, 3, dtype="bfloat16") for _ in range(3)), is_causal=True)

initializers = []
makers = {
    "normal": nn.initializers.normal(),
    "uniform": nn.initializers.uniform(),
    "truncatedNormal": nn.initializers.truncated_normal(),
    "glorotUniform": nn.initializers.glorot_uniform(),
    "glorotNormal": nn.initializers.glorot_normal(),
    "lecunUniform": nn.initializers.lecun_uniform(),
    "lecunNormal": nn.initializers.lecun_normal(),
    "heUniform": nn.initializers.he_uniform(),
    "heNormal": nn.initializers.he_normal(),
    "orthogonal": nn.initializers.orthogonal(),
    "deltaOrthogonal": nn.initializers.delta_orthogonal(),
}
for partitionable in [False, True]:
    jax.config.update("jax_threefry_partitionable", partitionable)
    for name, make in makers.items():
        for shape in [(3, 5), (5, 3)] if name != "deltaOrthogonal" else [(3, 2, 4)]:
            for dtype in ["float32", "float16"] if "rthogonal" not in name else ["float32"]:
                drawn = make(jax.random.key(7), shape, jnp.dtype(dtype))
                initializers.append({"fn": name, "partitionable": partitionable, "out": result(drawn)})
    for mode in ["fan_in", "fan_out", "fan_avg", "fan_geo_avg"]:
        for distribution in ["truncated_normal", "normal", "uniform"]:
            for dtype in ["float32", "complex64"]:
                if dtype == "complex64" and distribution == "normal":
                    continue
                make = nn.initializers.variance_scaling(1.5, mode, distribution)
                drawn = make(jax.random.key(3), (2, 4, 3), jnp.dtype(dtype))
                parts = drawn if dtype == "float32" else jnp.stack([drawn.real, drawn.imag], -1)
                scaling = {"fn": "varianceScaling", "args": [1.5, mode, distribution], "dtype": dtype}
                initializers.append({**scaling, "partitionable": partitionable, "out": result(parts)})

print("{")
for name, group in [("functions", cases), ("initializers", initializers)]:
    print(f' "{name}": [')
    print(",\n".join("  " + json.dumps(c, separators=(",", ":")) for c in group))
    print(" ]" + ("," if name == "functions" else ""))
print("}")
