"""Writes fixtures.json: what JAX on CPU, and so LAPACK, gives for each primitive of linear algebra, with its signs and orders.

Run with JAX 0.10: python fixtures.py > fixtures.json
"""

import json
import math

import jax

jax.config.update("jax_enable_x64", True)
import jax.numpy as jnp
import numpy as np
from jax.lax import linalg
from jax._src.lax import linalg as primitives

rng = np.random.default_rng(7)
DTYPES = ["float32", "float64", "complex64", "complex128"]
cases = []


def element(x):
    x = float(x)
    if math.isnan(x):
        return "NaN"
    if math.isinf(x):
        return "Infinity" if x > 0 else "-Infinity"
    return int(x) if x.is_integer() else x


def encode(x):
    """Type, shape and elements; a complex element is its two parts, single precision is written in as few digits as tell it."""
    x = np.asarray(x)
    parts = np.stack([x.real, x.imag], -1) if x.dtype.kind == "c" else x
    digits = lambda e: element(float(np.format_float_positional(e, unique=True))) if x.dtype in ("float32", "complex64") and np.isfinite(e) else element(e)
    return [x.dtype.name, list(x.shape), [digits(e) for e in parts.reshape(-1)]]


def case(primitive, params, f, *inputs):
    outs = f(*inputs)
    outs = outs if isinstance(outs, (list, tuple)) else [outs]
    cases.append({"primitive": primitive, "params": params, "inputs": [encode(x) for x in inputs], "outs": [encode(x) for x in outs]})


def draw(dtype, *shape):
    """Numbers with three decimals."""
    x = rng.uniform(-2, 2, shape) + (1j * rng.uniform(-2, 2, shape) if "complex" in dtype else 0)
    return np.round(x, 3).astype(dtype)


def adjoint(x):
    return np.conj(np.swapaxes(x, -1, -2))


def cholesky(x):
    return linalg.cholesky(x, symmetrize_input=False)


def lower(x, is_lower=True):
    """Only this triangle, and garbage in the other one, which nobody must read."""
    mask = np.tri(x.shape[-1], dtype=bool)
    return np.where(mask if is_lower else mask.T, x, 99).astype(x.dtype)


def svd(x, full, vectors):
    found = linalg.svd(x, full_matrices=full, compute_uv=vectors)
    return [found[1], found[0], found[2]] if vectors else found


# Iterations round in another way in single precision, and that may turn vectors around: theirs are not compared.
DOUBLE = ["float64", "complex128"]
EIGH = {"sortEigenvalues": True, "subsetByIndex": None}

for dtype in DTYPES:
    for n in [0, 1, 2, 3, 5]:
        a = draw(dtype, n, n)
        hermitian = a + adjoint(a)
        definite = a @ adjoint(a) + np.eye(n, dtype=dtype)
        case("cholesky", {}, cholesky, lower(definite))
        case("lu", {}, linalg.lu, a)
        for is_lower in [True, False] if dtype in DOUBLE else []:
            case("eigh", {**EIGH, "lower": is_lower}, lambda x: linalg.eigh(x, lower=is_lower, symmetrize_input=False), lower(hermitian, is_lower))
        if dtype in DOUBLE:
            case("eig", {"computeLeftEigenvectors": True, "computeRightEigenvectors": True}, linalg.eig, a)
        case("eig", {"computeLeftEigenvectors": False, "computeRightEigenvectors": False}, lambda x: linalg.eig(x, compute_left_eigenvectors=False, compute_right_eigenvectors=False), a)
        if dtype == "float64":
            # The Schur form of a complex matrix is determined up to phases only.
            case("schur", {"computeSchurVectors": True}, linalg.schur, a)
            case("schur", {"computeSchurVectors": False}, lambda x: linalg.schur(x, compute_schur_vectors=False)[0], a)
        if n > 0:
            case("hessenberg", {}, linalg.hessenberg, a)
            for is_lower in [True, False]:
                case("tridiagonal", {"lower": is_lower}, lambda x: linalg.tridiagonal(x, lower=is_lower), lower(hermitian, is_lower))
            case("tridiagonalSolve", {}, linalg.tridiagonal_solve, draw(dtype, n), draw(dtype, n), draw(dtype, n), draw(dtype, n, 2))
    for m, n in [(4, 4), (4, 3), (3, 4), (6, 2), (2, 6), (3, 1), (1, 3), (0, 2), (2, 0)]:
        a = draw(dtype, m, n)
        case("lu", {}, linalg.lu, a)
        for full in [True, False]:
            for pivoting in [False, True]:
                case("qr", {"fullMatrices": full, "pivoting": pivoting}, lambda x: linalg.qr(x, full_matrices=full, pivoting=pivoting), a)
            if dtype in DOUBLE:
                case("svd", {"fullMatrices": full, "computeUv": True, "subsetByIndex": None}, lambda x: svd(x, full, True), a)
        case("svd", {"fullMatrices": False, "computeUv": False, "subsetByIndex": None}, lambda x: svd(x, False, False), a)
    for m, n, k in [(4, 3, 3), (4, 3, 1), (2, 2, 0)]:
        h, taus = primitives.geqrf(draw(dtype, m, n))
        case("householderProduct", {}, linalg.householder_product, np.asarray(h), np.asarray(taus)[:k])
    a = draw(dtype, 3, 3) + 3 * np.eye(3, dtype=dtype)
    for left in [True, False]:
        for is_lower in [True, False]:
            for transpose in [True, False]:
                for conjugate in [True, False]:
                    for unit in [True, False]:
                        params = {"leftSide": left, "lower": is_lower, "transposeA": transpose, "conjugateA": conjugate, "unitDiagonal": unit}
                        b = draw(dtype, 3, 2) if left else draw(dtype, 2, 3)
                        solve = lambda x, y: linalg.triangular_solve(x, y, left_side=left, lower=is_lower, transpose_a=transpose, conjugate_a=conjugate, unit_diagonal=unit)
                        case("triangularSolve", params, solve, lower(a, is_lower), b)

# Edges: batches, what has no solution, what is not a number.
TRIANGULAR = {"leftSide": True, "lower": True, "transposeA": False, "conjugateA": False, "unitDiagonal": False}
batch = draw("float64", 2, 1, 3, 3)
case("lu", {}, linalg.lu, batch)
case("eigh", {**EIGH, "lower": True}, lambda x: linalg.eigh(x, symmetrize_input=False), batch)
case("svd", {"fullMatrices": True, "computeUv": True, "subsetByIndex": None}, lambda x: svd(x, True, True), draw("float64", 2, 3, 2))
case("luPivotsToPermutation", {"permutationSize": 4}, lambda p: linalg.lu_pivots_to_permutation(p, 4), np.array([[2, 1, 3], [0, 3, 2]], np.int32))
case("luPivotsToPermutation", {"permutationSize": 2}, lambda p: linalg.lu_pivots_to_permutation(p, 2), np.zeros((0,), np.int32))
for dtype in DTYPES:
    singular = np.array([[1, 2, 3], [2, 4, 6], [1, 0, 1]], dtype)
    case("lu", {}, linalg.lu, np.array([[0, 0], [0, 3]], dtype))
    case("cholesky", {}, cholesky, np.array([[1, 0], [2, 1]], dtype))
    case("svd", {"fullMatrices": False, "computeUv": False, "subsetByIndex": None}, lambda x: svd(x, False, False), singular)
    case("eigh", {**EIGH, "lower": True}, lambda x: linalg.eigh(x, symmetrize_input=False), np.eye(3, dtype=dtype))
    case("eig", {"computeLeftEigenvectors": True, "computeRightEigenvectors": True}, linalg.eig, np.diag([3, 1, 2]).astype(dtype))
    case("tridiagonalSolve", {}, linalg.tridiagonal_solve, np.ones(3, dtype), np.zeros(3, dtype), np.ones(3, dtype), np.ones((3, 1), dtype))
    nan = np.array([[1, 2, 3], [math.nan, 4, 5], [6, 7, 9]], dtype)
    case("eigh", {**EIGH, "lower": True}, lambda x: linalg.eigh(x, symmetrize_input=False), nan)
    case("eig", {"computeLeftEigenvectors": True, "computeRightEigenvectors": True}, linalg.eig, nan)
    case("svd", {"fullMatrices": False, "computeUv": True, "subsetByIndex": None}, lambda x: svd(x, False, True), nan)
    case("schur", {"computeSchurVectors": True}, linalg.schur, nan)
    case("qr", {"fullMatrices": False, "pivoting": False}, lambda x: linalg.qr(x, full_matrices=False), nan)
for dtype in DTYPES[:2]:
    solve = lambda x, y: linalg.triangular_solve(x, y, left_side=True, lower=True)
    case("triangularSolve", TRIANGULAR, solve, np.array([[0, 0], [1, 2]], dtype), np.array([[1, 0], [1, 1]], dtype))
    case("hessenberg", {}, linalg.hessenberg, nan.real.astype(dtype))
    case("cholesky", {}, cholesky, np.array([[1, 0], [math.nan, 1]], dtype))

print('{"cases":[')
print(",\n".join(json.dumps(c, separators=(",", ":")) for c in cases))
print("]}")
