"""How JAX does each kind of work; the sizes are those of src/works.ts."""

import os
import platform

import jax
import jax.numpy as jnp
from inputs import indices, noise

version = f"{jax.__version__}, Python {platform.python_version()}, {len(os.sched_getaffinity(0))} threads"
ready = jax.block_until_ready
leaves = jax.tree.leaves


def _jitted(f, *inputs):
    compiled = jax.jit(f)
    arrays = jax.device_put(inputs)
    return lambda: compiled(*arrays)


def matmul(n):
    return _jitted(jnp.matmul, noise((n, n), 1), noise((n, n), 2))


def tanh_exp_sum(n):
    return _jitted(lambda x: jnp.sum(jnp.tanh(2 * x + 1) * jnp.exp(-x)), noise((n,), 1))


def softmax(rows, columns):
    return _jitted(jax.nn.softmax, noise((rows, columns), 1, 4))


def log_sum_exp(rows, columns):
    return _jitted(lambda x: jax.nn.logsumexp(x, axis=-1), noise((rows, columns), 1, 4))


def layer_norm(rows, columns):
    def normalize(x, scale, offset):
        centred = x - jnp.mean(x, axis=-1, keepdims=True)
        variance = jnp.mean(jnp.square(centred), axis=-1, keepdims=True)
        return centred / jnp.sqrt(variance + 1e-5) * scale + offset

    return _jitted(normalize, noise((rows, columns), 1, 4), noise((columns,), 2), noise((columns,), 3))


def sum_(n):
    return _jitted(jnp.sum, jnp.full((n,), 0.1, jnp.float32))


def cumsum(n):
    return _jitted(jnp.cumsum, noise((n,), 1))


def sort(n):
    return _jitted(jnp.sort, noise((n,), 1))


def gather(n):
    return _jitted(lambda x, i: x[i], noise((n,), 1), indices(n, n, 2))


def scatter_add(n):
    return _jitted(lambda x, i, u: x.at[i].add(u), noise((n,), 1), indices(n, n, 2), noise((n,), 3))


def convolution(batch, channels, size, filters, window):
    x, w = noise((batch, channels, size, size), 1), noise((filters, channels, window, window), 2)
    return _jitted(lambda x, w: jax.lax.conv(x, w, (1, 1), "SAME"), x, w)


def _loss(params, x, labels):
    w1, b1, w2, b2 = params
    logits = jax.nn.relu(x @ w1 + b1) @ w2 + b2
    return -jnp.mean(jnp.sum(jax.nn.log_softmax(logits) * labels, axis=1))


def _training_step(rate):
    def step(params, x, labels):
        value, grads = jax.value_and_grad(_loss)(params, x, labels)
        return value, jax.tree.map(lambda p, g: p - rate * g, params, grads)

    return step


def _mlp_inputs(batch, inputs, hidden, classes):
    shapes = [(inputs, hidden), (hidden,), (hidden, classes), (classes,)]
    params = [noise(shape, 1 + i, 0.05) for i, shape in enumerate(shapes)]
    return params, noise((batch, inputs), 5), jax.nn.one_hot(indices(batch, classes, 6), classes)


def mlp(**sizes):
    return _jitted(_training_step(0.1), *_mlp_inputs(**sizes))


def compile_mlp(**sizes):
    arrays = jax.device_put(_mlp_inputs(**sizes))
    rate = 0.1

    def first_call():
        nonlocal rate
        rate += 1e-6
        return jax.jit(_training_step(rate))(*arrays)

    return first_call


def adam(layers, width):
    def state(seed, scale):
        return [
            {"bias": noise((width,), seed + 2 * i + 1, scale), "weights": noise((width, width), seed + 2 * i, scale)}
            for i in range(layers)
        ]

    def step(p, g, m, v, t):
        m = jax.tree.map(lambda a, b: 0.9 * a + 0.1 * b, m, g)
        v = jax.tree.map(lambda a, b: 0.999 * a + 0.001 * (b * b), v, g)
        c1, c2 = 1 - 0.9**t, 1 - 0.999**t
        p = jax.tree.map(lambda x, a, b: x - 1e-3 * (a / c1) / (jnp.sqrt(b / c2) + 1e-8), p, m, v)
        return p, m, v

    mean = state(300, 0.1)
    return _jitted(step, state(100, 1), state(200, 0.1), mean, jax.tree.map(lambda m: m * m, mean), jnp.float32(3))


def rnn(steps, width):
    def run(w, u, xs):
        def step(h, x):
            h = jnp.tanh(w @ h + u @ x)
            return h, h

        return jax.lax.scan(step, jnp.zeros(width), xs)

    return _jitted(run, noise((width, width), 1, 0.2), noise((width, width), 3, 0.2), noise((steps, width), 2))


def fori_loop(steps):
    return _jitted(
        lambda start: jax.lax.fori_loop(0, steps, lambda i, x: jnp.sin(x + i.astype(jnp.float32) * 1e-6), start),
        jnp.float32(0.5),
    )


def _random_normal(n, partitionable):
    key = jax.random.key(0)

    def draw(key):
        with jax.threefry_partitionable(partitionable):
            return jax.random.normal(key, (n,))

    return _jitted(draw, key)


def jitted_call(n):
    y = jnp.ones(n)
    return _jitted(lambda a, b: 2 * a + b, y, y)


def eager_operation(n):
    y = jnp.ones(n)
    return lambda: y + y


works = {
    "matmul": matmul,
    "tanhExpSum": tanh_exp_sum,
    "softmax": softmax,
    "layerNorm": layer_norm,
    "logSumExp": log_sum_exp,
    "sum": sum_,
    "cumsum": cumsum,
    "sort": sort,
    "gather": gather,
    "scatterAdd": scatter_add,
    "convolution": convolution,
    "mlp": mlp,
    "compileMlp": compile_mlp,
    "adam": adam,
    "rnn": rnn,
    "foriLoop": fori_loop,
    "randomNormal": lambda n: _random_normal(n, jax.config.jax_threefry_partitionable),
    "randomNormalPartitionable": lambda n: _random_normal(n, True),
    "jittedCall": jitted_call,
    "eagerOperation": eager_operation,
}
