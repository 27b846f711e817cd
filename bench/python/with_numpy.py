"""How NumPy does the kinds of work that it has; the sizes are those of src/works.ts."""

import platform

import numpy as np
from inputs import indices, noise

version = f"{np.__version__}, Python {platform.python_version()}"


def ready(results):
    return results


def leaves(results):
    return results if isinstance(results, (list, tuple)) else [results]


def matmul(n):
    a, b = noise((n, n), 1), noise((n, n), 2)
    return lambda: a @ b


def tanh_exp_sum(n):
    x = noise((n,), 1)
    return lambda: np.sum(np.tanh(2 * x + 1) * np.exp(-x))


def softmax(rows, columns):
    x = noise((rows, columns), 1, 4)

    def run():
        e = np.exp(x - x.max(axis=-1, keepdims=True))
        return e / e.sum(axis=-1, keepdims=True)

    return run


def log_sum_exp(rows, columns):
    x = noise((rows, columns), 1, 4)

    def run():
        largest = x.max(axis=-1, keepdims=True)
        return np.log(np.exp(x - largest).sum(axis=-1)) + largest[:, 0]

    return run


def layer_norm(rows, columns):
    x, scale, offset = noise((rows, columns), 1, 4), noise((columns,), 2), noise((columns,), 3)

    def run():
        centred = x - x.mean(axis=-1, keepdims=True)
        variance = np.square(centred).mean(axis=-1, keepdims=True)
        return centred / np.sqrt(variance + np.float32(1e-5)) * scale + offset

    return run


def sum_(n):
    x = np.full((n,), 0.1, np.float32)
    return lambda: np.sum(x)


def cumsum(n):
    x = noise((n,), 1)
    return lambda: np.cumsum(x)


def sort(n):
    x = noise((n,), 1)
    return lambda: np.sort(x)


def gather(n):
    x, i = noise((n,), 1), indices(n, n, 2)
    return lambda: x[i]


def scatter_add(n):
    x, i, u = noise((n,), 1), indices(n, n, 2), noise((n,), 3)

    def run():
        y = x.copy()
        np.add.at(y, i, u)
        return y

    return run


def random_normal(n):
    generator = np.random.default_rng(0)
    return lambda: generator.standard_normal(n, dtype=np.float32)


def eager_operation(n):
    y = np.ones(n, np.float32)
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
    "randomNormal": random_normal,
    "eagerOperation": eager_operation,
}
