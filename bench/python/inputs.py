"""The same inputs as in every other system: see src/inputs.ts."""

import numpy as np


def _hash(n, seed):
    h = np.arange(n, dtype=np.uint32) * np.uint32(0x9E3779B1) + np.uint32(seed * 0x85EBCA6B & 0xFFFFFFFF)
    h = (h ^ (h >> np.uint32(16))) * np.uint32(0x7FEB352D)
    h = (h ^ (h >> np.uint32(15))) * np.uint32(0x846CA68B)
    return h ^ (h >> np.uint32(16))


def noise(shape, seed, scale=1.0):
    n = int(np.prod(shape))
    return ((_hash(n, seed) / 2.0**31 - 1) * scale).astype(np.float32).reshape(shape)


def indices(n, limit, seed):
    return np.floor(_hash(n, seed) / 2.0**32 * limit).astype(np.int32)


def weights(n):
    return _hash(n, 77) / 2.0**31 - 1
