"""What JAX 0.10.2 gives for derivatives of complex functions: prints fixtures.json.

Run with 64-bit types: JAX_ENABLE_X64=1 python fixtures.py > fixtures.json
"""

import json

import jax
import jax.numpy as jnp
from jax import lax

z = jnp.array([0.6 + 1.1j, -1.3 + 0.4j, 0.9 - 0.7j])
w = jnp.array([1.2 - 0.5j, 0.3 + 0.8j, -0.4 - 1.6j])
x = jnp.array([0.3, -1.1, 1.7])
one = jnp.complex128(0.6 + 1.1j)

# Functions of a complex number: the derivative, or for those of real results, what grad gives.
holomorphic = {
    "exp": lax.exp, "exp2": lax.exp2, "expm1": lax.expm1, "log": lax.log, "log1p": lax.log1p, "sqrt": lax.sqrt,
    "rsqrt": lax.rsqrt, "logistic": lax.logistic, "square": lax.square, "sin": lax.sin, "cos": lax.cos,
    "tan": lax.tan, "asin": lax.asin, "acos": lax.acos, "atan": lax.atan, "sinh": lax.sinh, "cosh": lax.cosh,
    "tanh": lax.tanh, "asinh": lax.asinh, "acosh": lax.acosh, "atanh": lax.atanh,
    "cube": lambda v: lax.integer_pow(v, 3), "inverse": lambda v: lax.integer_pow(v, -1),
    "power": lambda v: lax.pow(v, one), "exponential": lambda v: lax.pow(one, v),
    "wholePower": lambda v: lax.pow(v, jnp.int32(2)), "quotient": lambda v: lax.div(lax.exp(v), v),
}
real = {
    "modulus": lax.abs, "realPart": lambda v: lax.real(lax.sin(v)), "imaginaryPart": lambda v: lax.imag(lax.exp(v)),
    "squaredModulus": lambda v: lax.real(lax.mul(v, lax.conj(v))), "logModulus": lambda v: lax.log(lax.abs(v)),
    "ofConjugate": lambda v: lax.real(lax.exp(lax.conj(v))), "ofSign": lambda v: lax.real(lax.mul(lax.sign(v), v)),
    "converted": lambda v: lax.convert_element_type(lax.square(v), jnp.float64),
}
arrays = {
    "product": lambda v: jnp.abs(lax.reduce_prod_p.bind(v, axes=(0,))),
    "inner": lambda v: jnp.real(lax.dot(v, lax.mul(v, w))),
    "spectrum": lambda v: jnp.sum(jnp.abs(jnp.fft.fft(v))),
    "running": lambda v: jnp.sum(jnp.imag(lax.cumprod(v))),
    "solved": lambda v: jnp.sum(jnp.abs(lax.cumsum(lax.div(w, v)))),
}
pair = lambda v: jnp.stack([v[0] * v[0] * v[1], jnp.sin(v[1]) + v[2], v[2] / v[0]])


def parts(a):
    a = jnp.asarray(a)
    flat = a.reshape(-1)
    return jnp.stack([flat.real, flat.imag], 1).reshape(-1).tolist() if jnp.iscomplexobj(a) else flat.tolist()


zeros = jnp.array([0j, 1.5 + 0.2j, -0.4 + 0.3j])
print(json.dumps({
    "holomorphic": {k: parts(jax.vmap(jax.grad(f, holomorphic=True))(z)) for k, f in holomorphic.items()},
    "secondDerivative": {k: parts(jax.vmap(jax.grad(jax.grad(f, holomorphic=True), holomorphic=True))(z))
                         for k, f in holomorphic.items()},
    "real": {k: parts(jax.vmap(jax.grad(f))(z)) for k, f in real.items()},
    "arrays": {k: parts(jax.grad(f)(z)) for k, f in arrays.items()},
    "atZero": {
        "modulus": parts(jax.grad(lambda v: jnp.sum(lax.abs(v)))(zeros)),
        "product": parts(jax.grad(arrays["product"])(zeros)),
        "wholePower": parts(jax.grad(lambda v: lax.pow(v, jnp.int32(2)), holomorphic=True)(0j)),
        "cube": parts(jax.grad(lambda v: lax.integer_pow(v, 3), holomorphic=True)(0j)),
        "byExponent": parts(jax.grad(lambda v: lax.pow(jnp.complex128(0), v), holomorphic=True)(2 + 0j)),
    },
    "jacfwd": parts(jax.jacfwd(pair, holomorphic=True)(z)),
    "jacrev": parts(jax.jacrev(pair, holomorphic=True)(z)),
    "hessian": parts(jax.hessian(pair, holomorphic=True)(z)),
    "jacrevOfReal": parts(jax.jacrev(lambda v: jnp.abs(pair(v)))(z)),
    "jacfwdOfReal": parts(jax.jacfwd(lambda v: lax.complex(jnp.cos(v), v * v))(x)),
    "vjpOfReal": parts(jax.vjp(lambda v: lax.complex(jnp.cos(v), v * v), x)[1](w)[0]),
    "vjpOfConj": parts(jax.vjp(lax.conj, z)[1](w)[0]),
    "jvpOfConj": parts(jax.jvp(lambda v: lax.conj(lax.sin(v)), [z], [w])[1]),
}))
