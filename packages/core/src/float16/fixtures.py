"""Writes fixtures.json: doubles, and the float16 and bfloat16 bits that they round to.

    python fixtures.py > fixtures.json

needs numpy and ml_dtypes. NumPy converts a double to float16 in one rounding. ml_dtypes goes to bfloat16 by way of
float32, so the bfloat16 bits come from rational arithmetic, and ml_dtypes has to agree on whatever float32 holds exactly.
A row is [double, float16 bits, bfloat16 bits]; NaN and the infinities are strings.
"""

import json
import math
import random
from fractions import Fraction

import ml_dtypes
import numpy as np

# Every finite bfloat16 ≥ 0 by its bits, and where infinity would stand if the exponents went on.
BFLOAT16 = [Fraction(float(x)) for x in np.arange(0x7F80, dtype="uint16").view(ml_dtypes.bfloat16)]
BFLOAT16.append(Fraction(2) ** 128)


def bfloat16_bits(x):
    if math.isnan(x):
        return 0x7FC0
    sign = 0x8000 if math.copysign(1, x) < 0 else 0
    if math.isinf(x) or abs(Fraction(x)) >= BFLOAT16[-1]:
        return sign | 0x7F80
    exact = abs(Fraction(x))
    low, high = 0, len(BFLOAT16) - 1
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if BFLOAT16[middle] <= exact else (low, middle)
    below, above = exact - BFLOAT16[low], BFLOAT16[high] - exact
    return sign | (low if below < above or (below == above and low % 2 == 0) else high)


def doubles(rng):
    yield from [0.0, -0.0, math.nan, math.inf, -math.inf, 5e-324, -5e-324, 1.7976931348623157e308, -1e300]
    yield from [65504.0, 65519.99999999999, 65520.0, -65520.0, 65536.0, 2.0**-24, 2.0**-25, 2.0**-14, 0.1, 1 / 3, -math.pi]
    for least in [2.0**-25, 2.0**-134, 1.0 + 2**-11, 1.0 + 2**-8, 1.0 + 3 * 2**-11, 1.0 + 3 * 2**-8]:
        # Boundaries, and doubles so close to them that a stop at float32 would land on the boundary.
        yield from [least, math.nextafter(least, 0), math.nextafter(least, math.inf), least * (1 + 2**-40), least * (1 - 2**-40)]
    half = (2 - 2**-8) * 2.0**127  # the least number that rounds to bfloat16's infinity
    yield from [half, math.nextafter(half, 0), 3.4028234663852886e38, 3.4028235677973366e38, -3.3895313892515355e38]
    for _ in range(150):
        yield rng.gauss(0, 1) * 2 ** rng.uniform(-30, 20)
        yield rng.gauss(0, 1) * 2 ** rng.uniform(-150, 130)
        # Exactly between two float16s, or two bfloat16s, or a little beside.
        exponent = rng.randrange(-24, 14)
        yield (rng.randrange(2**11) * 2 + 1) * 2.0 ** (exponent - 11) * (1 + rng.choice([0, 0, 2**-52, -(2**-52), 2**-35]))
        yield (rng.randrange(2**8) * 2 + 1) * 2.0 ** (exponent - 8) * (1 + rng.choice([0, 0, 2**-52, -(2**-52), 2**-35]))


def main():
    rows = []
    with np.errstate(all="ignore"):
        for x in doubles(random.Random(0)):
            float16 = 0x7E00 if math.isnan(x) else int(np.float64(x).astype("float16").view("uint16"))
            bfloat16 = bfloat16_bits(x)
            if float(np.float32(x)) == x:
                assert bfloat16 == int(np.float32(x).astype(ml_dtypes.bfloat16).view("uint16")), x
            rows.append([x if math.isfinite(x) else str(x), float16, bfloat16])
    print("[\n" + ",\n".join(json.dumps(row) for row in rows) + "\n]")


main()
