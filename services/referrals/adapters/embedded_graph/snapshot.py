"""The base of a network in a file that processes share: written whole, checked whole, mapped.

Layout: magic, length of the header, header (JSON), then the columns, each at a multiple of 64
bytes. The header says of which graph and position this is, how long the file is, where each
column lies, and what the columns add up to (CRC-32). Whatever is not exactly so is not read.
"""

from __future__ import annotations

import json
import mmap
import os
import struct
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from services.referrals.adapters.embedded_graph.gathering import Base
from services.referrals.adapters.embedded_graph.kernels.rows import Rows
from services.referrals.adapters.embedded_graph.listing import Listing
from services.referrals.adapters.embedded_graph.records import FORMAT

MAGIC = b"WARMPATH"
_LENGTH = struct.Struct("<II")  # of the header, and its CRC-32
ALIGNED = 64
Column = NDArray[Any]


class Unusable(Exception):
    """The file is no snapshot of this graph: torn, of another format, or of another graph."""


@dataclass(frozen=True)
class Stamp:
    """Of which graph a snapshot is, and of which moment; `ties` counts both entries of each."""

    origin: str
    generation: int
    change: int
    entries: int


def write_snapshot(path: Path, base: Base, stamp: Stamp) -> None:
    """Put the snapshot where the old one is, at once for every reader. Raises OSError.

    It is on disk before it takes that place.
    """
    columns = list(_columns(base))
    header = _header(columns, stamp)
    beside = path.with_suffix(f".{os.getpid()}")
    try:
        with beside.open("wb") as file:
            file.write(MAGIC + _LENGTH.pack(len(header), zlib.crc32(header)) + header)
            for column in columns:
                file.write(bytes(-file.tell() % ALIGNED))
                file.write(column.data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    _sync_folder(path.parent)


def read_stamp(path: Path) -> Stamp:
    """Of what the file is a snapshot, without a look at the columns. Raises Unusable."""
    try:
        with path.open("rb") as file:
            start = file.read(len(MAGIC) + _LENGTH.size)
            return _stamp(_read_header(start, file.read(_header_length(start))))
    except OSError as error:
        raise Unusable(str(error)) from error


def map_snapshot(path: Path) -> tuple[Base, Stamp]:
    """Map the file into memory. What is written to the columns stays in this process.

    Raises Unusable.
    """
    try:
        with path.open("rb") as file:
            whole = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_COPY)
    except (OSError, ValueError) as error:
        raise Unusable(str(error)) from error
    start = len(MAGIC) + _LENGTH.size
    length = _header_length(whole[:start])
    header = _read_header(whole[:start], whole[start : start + length])
    if len(whole) != header["length"]:
        raise Unusable(f"{len(whole)} bytes, not {header['length']}")
    columns = [
        np.frombuffer(whole, np.dtype(kind), count, at) for kind, count, at in header["columns"]
    ]
    if _checksum(columns) != header["checksum"]:
        raise Unusable("the checksum is wrong")
    return _base(iter(columns)), _stamp(header)


def _columns(part: Sequence[Any]) -> Iterator[Column]:
    for each in part:
        if isinstance(each, np.ndarray):
            yield np.ascontiguousarray(each)
        else:
            yield from _columns(each)


def _base(columns: Iterator[Column]) -> Base:
    high, low, flags, settings_at, settings = (next(columns) for _ in range(5))
    rows = Rows(*(next(columns) for _ in Rows._fields))
    staff, volunteers = (Listing(*(next(columns) for _ in Listing._fields)) for _ in range(2))
    return Base(high, low, flags, settings_at, settings, rows, staff, volunteers)


def _header(columns: Sequence[Column], stamp: Stamp) -> bytes:
    """The header of a file with these columns: its own length decides where they begin."""
    said = asdict(stamp) | {"format": FORMAT, "checksum": _checksum(columns)}
    at = 0
    placed = [[column.dtype.str, len(column), 2**40] for column in columns]
    room = len(json.dumps(said | {"columns": placed, "length": 2**40}))
    at = len(MAGIC) + _LENGTH.size + room
    for column, place in zip(columns, placed, strict=True):
        at += -at % ALIGNED
        place[2] = at
        at += column.nbytes
    return json.dumps(said | {"columns": placed, "length": at}).ljust(room).encode()


def _header_length(start: bytes) -> int:
    if len(start) != len(MAGIC) + _LENGTH.size or not start.startswith(MAGIC):
        raise Unusable("it does not begin as a snapshot does")
    length: int = _LENGTH.unpack_from(start, len(MAGIC))[0]
    return length


def _read_header(start: bytes, text: bytes) -> dict[str, Any]:
    if not text or zlib.crc32(text) != _LENGTH.unpack_from(start, len(MAGIC))[1]:
        raise Unusable("the header is torn")
    header: dict[str, Any] = json.loads(text)
    if header["format"] != FORMAT:
        raise Unusable(f"format {header['format']}, not {FORMAT}")
    return header


def _stamp(header: dict[str, Any]) -> Stamp:
    return Stamp(**{name: header[name] for name in Stamp.__dataclass_fields__})


def _checksum(columns: Sequence[Column]) -> int:
    total = 0
    for column in columns:
        total = zlib.crc32(column.data, total)
    return total


def _sync_folder(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
