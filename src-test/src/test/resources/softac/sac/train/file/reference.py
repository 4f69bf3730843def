"""Writes reference.safetensors with the reference implementation (pip install safetensors==0.8.0); NumPy is not needed.

The state hash is computed here from its definition alone (StateHash's documentation), with hashlib. The tensors are
those of SafeTensorsReferenceTest, in its order of listing, which is also the order in which the reference writes them.
"""

import ctypes
import hashlib
import struct

import safetensors

PIECES = [
    ("a.words", "I64", [3], struct.pack("<3q", 1, -2, -(2**63))),
    # -0.0, a quiet NaN with the payload 0x123 and the smallest subnormal
    ("b.values", "F64", [3], struct.pack("<3Q", 0x8000000000000000, 0x7FF8000000000123, 1)),
    ("c.matrix", "F32", [2, 3], struct.pack("<6f", 1.5, -2.25, 0.1, 3.4028234663852886e38, float("inf"), 1e-45)),
    ("d.empty \u03b8\"\\\n", "F32", [0, 4], b""),
]
NAMES = {"I64": "int64", "F64": "float64", "F32": "float32"}

digest = hashlib.sha256()
for name, dtype, shape, data in PIECES:
    utf8 = name.encode()
    digest.update(struct.pack("<i", len(utf8)) + utf8 + dtype.encode() + bytes([len(shape)]))
    digest.update(struct.pack(f"<{len(shape)}i", *shape) + data)

buffers = {name: ctypes.create_string_buffer(data, max(1, len(data))) for name, _, _, data in PIECES}
tensors = {
    name: safetensors.TensorSpec(
        dtype=NAMES[dtype], shape=shape, data_ptr=ctypes.addressof(buffers[name]), data_len=len(data)
    )
    for name, dtype, shape, data in PIECES
}
with open("reference.safetensors", "wb") as f:
    f.write(safetensors.serialize(tensors, {"state_sha256": digest.hexdigest()}))
print(digest.hexdigest())
