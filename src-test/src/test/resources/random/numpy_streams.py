"""Writes numpy_streams.json: what NumPy itself draws from the streams that NumpyStreamsTest holds ours against.

Needed only to make the file again: python3 numpy_streams.py > numpy_streams.json
"""

import json
import sys

import numpy as np

NUMBERS = [0, 1, 42, 123, 2**31 - 1, 2**31, 2**32 - 1, 2**32, 2**32 + 1, 2**40 + 7, 2**53, 2**63 - 1]
PATHS = [["env"], [""], ["α"], ["abcd"], ["abcde"], ["a"], ["a\0"], ["noise 🙂", "αβγδε"], ["env", "noise"], ["", "", ""],
         [0], [7], [2**31 - 1], ["actor", 3]]
SPLIT_NUMBERS = [0, 1, 2**32 - 1, 2**40 + 7]
BOUNDS = [1, 2, 3, 5, 10, 100, 256, 1000, 65536, 10**6, 2**30 + 1, 2**31 - 1]
LOW, HIGH = -np.pi, 1.75
MANY = 1_000_000


def spawn_key(path):
    """An index is its own word; a name is its length in UTF-8 bytes, then the bytes as little-endian words."""
    key = []
    for part in path:
        if isinstance(part, int):
            key.append(part)
        else:
            utf8 = part.encode("utf-8")
            padded = utf8 + bytes(-len(utf8) % 4)
            key.append(len(utf8))
            key += [int.from_bytes(padded[i:i + 4], "little") for i in range(0, len(padded), 4)]
    return tuple(key)


def hexadecimal(words):
    return [f"{int(word):016x}" for word in words]


def digest(words):
    """h <- 31 h + word modulo 2^64, from 0: order matters."""
    powers = np.full(len(words), 31, dtype=np.uint64)
    powers[0] = 1
    powers = np.cumprod(powers)[::-1]
    return f"{int((words.astype(np.uint64) * powers).sum(dtype=np.uint64)):016x}"


def stream(number, path):
    def generator():
        return np.random.Generator(np.random.PCG64(np.random.SeedSequence(number, spawn_key=spawn_key(path))))

    if not path:
        assert generator().random() == np.random.default_rng(number).random()
    normals = generator().standard_normal(MANY)
    mixed = generator()
    return {
        "number": number,
        "path": path,
        "state": hexadecimal(np.random.SeedSequence(number, spawn_key=spawn_key(path)).generate_state(11)),
        "raw": hexadecimal(generator().bit_generator.random_raw(4)),
        "doubles": generator().random(6).tolist(),
        "uniforms": generator().uniform(LOW, HIGH, 6).tolist(),
        "integers": (lambda g: [int(g.integers(bound)) for _ in range(3) for bound in BOUNDS])(generator()),
        "integersDigest": digest(generator().integers(2**30 + 1, size=MANY // 10)),
        "mixed": [v for _ in range(3) for v in (float(mixed.integers(1000)), mixed.random(), mixed.standard_normal(),
                                                 float(mixed.integers(7)), mixed.uniform(LOW, HIGH))],
        "normals": normals[:200 if number < 2 and not path else 12].tolist(),
        "normalsDigest": digest(normals.view(np.uint64)),
    }


def one_line_a_key(streams):
    blocks = []
    for s in streams:
        lines = [f"    {json.dumps(key)}: {json.dumps(value, ensure_ascii=True)}" for key, value in s.items()]
        blocks.append("  {\n" + ",\n".join(lines) + "\n  }")
    return ",\n".join(blocks)


streams = [stream(n, []) for n in NUMBERS] + [stream(n, path) for n in SPLIT_NUMBERS for path in PATHS]
sys.stdout.write(f'{{"madeBy": "NumPy {np.__version__}", "bounds": {BOUNDS}, "low": {LOW!r}, "high": {HIGH}, '
                 f'"many": {MANY}, "streams": [\n{one_line_a_key(streams)}\n]}}\n')
