"""Writes fixtures.json: what SciPy answers in double precision.

    python fixtures.py > fixtures.json

needs SciPy ≥ 1.15. All arguments are numbers that float32 holds exactly. NaN and the infinities are strings.
"""

import json
import math

import numpy as np
from scipy import signal, special, stats


def number(x):
    x = float(x)
    if math.isnan(x):
        return "NaN"
    return ("Infinity" if x > 0 else "-Infinity") if math.isinf(x) else x


def numbers(xs):
    return [number(x) for x in np.ravel(xs)]


def f32(*xs):
    return [float(np.float32(x)) for x in xs]


def grid(*lists):
    """All combinations, as a list for each argument."""
    return [list(column) for column in zip(*((a, b) for a in lists[0] for b in lists[1]))]


real = f32(-30, -7.5, -2.5, -1, -0.3, -1e-4, 0, 1e-4, 0.3, 1, 2.5, 7.5, 30)
positive = f32(1e-4, 0.05, 0.3, 0.999, 1, 1.5, 2, 3.75, 8, 17.5, 60)
unit = f32(1e-5, 0.001, 0.1, 0.25, 0.5, 0.75, 0.9, 0.999)
noninteger = f32(-7.5, -2.5, -1.25, -0.3, 0.3, 1, 2.5, 7.5, 30)

specials = {
    "digamma": (special.digamma, [noninteger]),
    "entr": (special.entr, [real]),
    "erf": (special.erf, [real]),
    "erfc": (special.erfc, [f32(-5, -1, 0, 0.5, 1, 3, 8)]),
    "erfinv": (special.erfinv, [f32(-1, -0.999, -0.5, 0, 0.25, 0.875, 0.9999, 1, 1.5)]),
    "expit": (special.expit, [real]),
    "logit": (special.logit, [unit + [0.0, 1.0, -1.0]]),
    "gamma": (special.gamma, [noninteger]),
    "gammaln": (special.gammaln, [noninteger + [100.0, 1e5]]),
    "gammasgn": (special.gammasgn, [noninteger + [0.0, -0.0, -1.0, -2.0]]),
    "i0": (special.i0, [real]),
    "i0e": (special.i0e, [real]),
    "i1": (special.i1, [real]),
    "i1e": (special.i1e, [real]),
    "ndtr": (special.ndtr, [f32(-12, -5, -1, -0.3, 0, 0.5, 2, 6, 40)]),
    "ndtri": (special.ndtri, [unit + f32(0, 1, 1e-30, 2, -1)]),
    "logNdtr": (special.log_ndtr, [f32(-1000, -50, -10.5, -9.5, -5, -1, 0, 3, 6)]),
    "expi": (special.expi, [f32(-50, -3, -1, -0.1, 0.01, 0.5, 1.5, 3, 6, 12, 24, 50, 80)]),
    "exp1": (special.exp1, [f32(0, 1e-3, 0.1, 0.5, 1, 1.0625, 2, 5, 20, 60, -1)]),
    "factorial": (special.factorial, [f32(-1, 0, 1, 5, 10, 20)]),
    "beta": (special.beta, grid(positive[2:9], f32(0.3, 2, 9.5))),
    "betaln": (special.betaln, grid(positive, f32(0.3, 2, 9.5, 1e4))),
    "betainc": (lambda a, b, x: special.betainc(a, b, x), [[0.5, 2.0, 8.0, 3.0], [0.5, 3.0, 2.5, 3.0], [0.25, 0.5, 0.75, 1.0]]),
    "gammainc": (special.gammainc, grid(positive[1:9], f32(0, 0.5, 2, 9.5))),
    "gammaincc": (special.gammaincc, grid(positive[1:9], f32(0, 0.5, 2, 9.5))),
    "polygamma": (special.polygamma, grid([0, 1, 3], positive[1:])),
    "comb": (special.comb, grid([0, 5, 10, 20], [0, 2, 7])),
    "xlogy": (special.xlogy, grid(f32(0, 0.5, 3), f32(0, 0.25, 2))),
    "xlog1py": (special.xlog1py, grid(f32(0, 0.5, 3), f32(-1, -0.25, 1e-5, 2))),
    "klDiv": (special.kl_div, grid(f32(-1, 0, 0.5, 3), f32(0, 0.25, 2))),
    "relEntr": (special.rel_entr, grid(f32(-1, 0, 0.5, 3), f32(0, 0.25, 2))),
    "boxcox": (special.boxcox, grid(f32(0.25, 1, 3), f32(-1, 0, 0.5, 2))),
    "boxcox1p": (special.boxcox1p, grid(f32(-0.25, 1e-5, 3), f32(-1, 0, 0.5, 2))),
    "zeta": (special.zeta, grid(f32(1.5, 2, 4.25), f32(0.5, 1, 7))),
    "erfcx": (special.erfcx, [f32(-5, -1, 0, 0.5, 1, 3, 7.75, 8.25, 24, 26, 1e4, 1e8)]),
    "j0": (lambda x: special.jn(0, x), [f32(-4, 0, 0.01, 0.5, 3, 12, 20)]),
    "j3": (lambda x: special.jn(3, x), [f32(-4, 0, 0.01, 0.5, 3, 12, 20)]),
    "spence": (special.spence, [f32(0, 0.125, 0.4, 0.75, 1, 1.25, 1.75, 3, 40, -1)]),
    "dawsn": (special.dawsn, [f32(-8, -4, -1, 0, 0.125, 2.5, 3.5, 6, 7, 1e5)]),
    "si": (lambda x: special.sici(x)[0], [f32(-20, -2, 0, 0.5, 4, 4.5, 7, 9, 300, math.inf)]),
    "ci": (lambda x: special.sici(x)[1], [f32(0, 0.5, 2, 4, 4.5, 7, 9, 300, math.inf)]),
    "poch": (special.poch, grid(f32(0.5, 3, 6.25), f32(0, 1, 2.5))),
    "expn": (special.expn, grid([0, 1, 2, 5, 30], f32(0.01, 0.5, 1, 1.5, 10))),
}

location = {"loc": 0.25, "scale": 1.5}
xs = f32(-3.5, -0.75, 0.125, 0.625, 1.25, 4, 12)
families = {
    "norm": ([], ["pdf", "logpdf", "cdf", "logcdf", "sf", "logsf", "ppf", "isf"]),
    "cauchy": ([], ["pdf", "logpdf", "cdf", "logcdf", "sf", "logsf", "ppf", "isf"]),
    "laplace": ([], ["pdf", "logpdf", "cdf"]),
    "logistic": ([], ["pdf", "logpdf", "cdf", "sf", "ppf", "isf"]),
    "gumbel_r": ([], ["pdf", "logpdf", "cdf", "logcdf", "sf", "logsf", "ppf"]),
    "gumbel_l": ([], ["pdf", "logpdf", "cdf", "logcdf", "sf", "logsf", "ppf"]),
    "expon": ([], ["pdf", "logpdf", "cdf", "logcdf", "sf", "logsf", "ppf"]),
    "uniform": ([], ["pdf", "logpdf", "cdf", "ppf"]),
    "beta": ([2.5, 0.75], ["pdf", "logpdf", "cdf", "logcdf", "sf", "logsf"]),
    "gamma": ([2.5], ["pdf", "logpdf", "cdf", "logcdf", "sf", "logsf"]),
    "chi2": ([3.5], ["pdf", "logpdf", "cdf", "logcdf", "sf", "logsf"]),
    "t": ([4.5], ["pdf", "logpdf"]),
    "pareto": ([1.75], ["pdf", "logpdf", "cdf", "logcdf", "sf", "logsf", "ppf"]),
    "truncnorm": ([-1.25, 2.0], ["pdf", "logpdf", "cdf", "logcdf", "sf", "logsf"]),
    "gennorm": ([1.5], ["pdf", "logpdf", "cdf"]),
    "vonmises": ([1.5], ["pdf", "logpdf"]),
    "wrapcauchy": ([0.5], ["pdf", "logpdf"]),
    "bernoulli": ([0.375], ["pmf", "logpmf", "cdf", "ppf"]),
    "binom": ([6, 0.375], ["pmf", "logpmf"]),
    "betabinom": ([6, 1.5, 2.5], ["pmf", "logpmf"]),
    "geom": ([0.375], ["pmf", "logpmf"]),
    "nbinom": ([3, 0.375], ["pmf", "logpmf"]),
    "poisson": ([2.5], ["pmf", "logpmf", "cdf"]),
}
unlocated = ["gennorm", "vonmises", "wrapcauchy"]
discrete = ["bernoulli", "binom", "betabinom", "geom", "nbinom", "poisson"]


def camel(name):
    head, *rest = name.split("_")
    return head + "".join(word.capitalize() for word in rest)


distributions = []
for name, (shapes, functions) in families.items():
    for function in functions:
        points = unit if function in ("ppf", "isf") else f32(-1, 0, 1, 2, 5, 9) if name in discrete else xs
        if name == "vonmises":
            points = [x for x in points if abs(x) < math.pi]
        if name == "wrapcauchy":
            points = [x for x in points if 0 <= x < 2 * math.pi]
        for options in [{}] if name in unlocated else [{}, {"loc": 1} if name in discrete else location]:
            if name == "bernoulli" and function in ("cdf", "ppf") and options:
                continue
            out = getattr(getattr(stats, name), function)(np.array(points), *shapes, **options)
            case = {"distribution": camel(name), "function": function, "x": points, "shapes": shapes}
            distributions.append({**case, "options": options, "out": numbers(out)})

rng = np.random.default_rng(0)
x, y = rng.uniform(-2, 2, (2, 30)).round(3), rng.uniform(-2, 2, (2, 30)).round(3)
signals = []


def spectral(function, data, keywords, options):
    *coordinates, spectrum = getattr(signal, function)(*data, **keywords)
    case = {"function": function, "options": options, "coordinates": [numbers(c) for c in coordinates]}
    parts = {"real": numbers(spectrum.real), "imag": numbers(spectrum.imag)}
    signals.append({**case, "shape": list(spectrum.shape), **parts})


spectral("stft", [x], {"nperseg": 8}, {"nperseg": 8})
spectral("stft", [x], {"nperseg": 7, "noverlap": 2, "fs": 4.0, "window": "hamming"}, {"nperseg": 7, "noverlap": 2, "fs": 4, "window": "hamming"})
spectral("stft", [x], {"nperseg": 8, "boundary": "odd", "padded": False}, {"nperseg": 8, "boundary": "odd", "padded": False})
spectral("stft", [x], {"nperseg": 8, "boundary": "even", "detrend": "linear"}, {"nperseg": 8, "boundary": "even", "detrend": "linear"})
spectral("stft", [x], {"nperseg": 6, "boundary": None, "nfft": 9}, {"nperseg": 6, "boundary": None, "nfft": 9})
spectral("stft", [x], {"nperseg": 8, "return_onesided": False}, {"nperseg": 8, "returnOnesided": False})
spectral("welch", [x], {"nperseg": 8}, {"nperseg": 8})
spectral("welch", [x], {"nperseg": 9, "scaling": "spectrum", "fs": 3.0}, {"nperseg": 9, "scaling": "spectrum", "fs": 3})
spectral("welch", [x], {"nperseg": 8, "average": "median", "detrend": False}, {"nperseg": 8, "average": "median", "detrend": False})
spectral("welch", [x], {"nperseg": 8, "window": "blackman", "axis": -1}, {"nperseg": 8, "window": "blackman", "axis": 1})
spectral("csd", [x, y], {"nperseg": 8}, {"nperseg": 8})
spectral("csd", [x, y], {"nperseg": 10, "average": "median", "noverlap": 7}, {"nperseg": 10, "average": "median", "noverlap": 7})

weights = rng.uniform(0.5, 2, 30).round(3)
kdes = []
for options in [{}, {"bwMethod": "silverman"}, {"bwMethod": 0.3}, {"weights": weights.tolist()}]:
    method = options.get("bwMethod")
    kde = stats.gaussian_kde(x, bw_method=method, weights=options.get("weights"))
    line = stats.gaussian_kde(x[0], bw_method=method)
    scalars = {
        "gaussian": kde.integrate_gaussian([0.5, -1], [[1, 0.25], [0.25, 2]]),
        "kde": kde.integrate_kde(stats.gaussian_kde(y)),
        "box": line.integrate_box_1d(-0.5, 1),
    }
    arrays = {"covariance": numbers(kde.covariance), "pdf": numbers(kde.pdf(y)), "logpdf": numbers(kde.logpdf(y))}
    kdes.append({"options": options, **arrays, **{k: number(v) for k, v in scalars.items()}})

print("{")
print(f' "x": {json.dumps(x.tolist())},\n "y": {json.dumps(y.tolist())},')
groups = {
    "specials": [{"fn": n, "args": [[number(x) for x in xs] for xs in a], "out": numbers(f(*map(np.array, a)))} for n, (f, a) in specials.items()],
    "distributions": distributions,
    "signals": signals,
    "kde": kdes,
}
for i, (name, group) in enumerate(groups.items()):
    print(f' "{name}": [')
    print(",\n".join("  " + json.dumps(c, separators=(",", ":")) for c in group))
    print(" ]" + ("," if i < 3 else ""))
print("}")
