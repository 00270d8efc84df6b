"""Records as plain lists, tables, numbers, texts and bytes, and back: made from the records' own types.

A record becomes the list of its fields in their order, a named tuple a plain one, without names: what is written by one
version of the program is for that version alone.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import partial
from sys import intern
from types import MappingProxyType, NoneType, UnionType
from typing import Any, Generic, Literal, NewType, TypeVar, Union, get_args, get_origin, get_type_hints

Record = TypeVar("Record")
_Step = Callable[[Any], Any]
_PLAIN = (str, bytes, int, float, bool, NoneType)


@dataclass(frozen=True, slots=True)
class Codec(Generic[Record]):
    """How values of one type are written and read."""

    encode: Callable[[Record], Any]
    decode: Callable[[Any], Record]
    """May take apart what it is given."""

    def pack(self, record: Record) -> bytes:
        """As `marshal` has it. ValueError for a record that holds a text of a parser's own type."""
        return marshal.dumps(self.encode(record))

    def unpack(self, data: bytes) -> Record:
        """What was packed by this very program."""
        return self.decode(marshal.loads(data))  # noqa: S302


def codec_of(kind: Any) -> Codec[Any]:
    """The codec of a type: records (data classes, named tuples) of plain values, tuples, frozen sets, mappings from
    texts, and of other records. TypeError for any other.
    """
    encode, decode = _steps(kind)
    return Codec(encode or _as_it_is, decode or _as_it_is)


def _as_it_is(value: Any) -> Any:
    return value


def _steps(kind: Any) -> tuple[_Step | None, _Step | None]:
    """How a value of a type is encoded and decoded; None where it stays as it is."""
    if isinstance(kind, NewType):
        return _steps(kind.__supertype__)
    origin, inside = get_origin(kind), get_args(kind)
    if kind in _PLAIN or origin is Literal:
        return None, None
    if is_dataclass(kind):
        return _steps_of_record(kind)
    if hasattr(kind, "_make"):
        return _steps_of_named_tuple(kind)
    if origin in (UnionType, Union):
        return _steps_of_choice(inside)
    if origin is tuple and inside[1:] == (...,):
        encode, decode = _steps(inside[0])
        return _each(encode), _each(decode)
    if origin is tuple:
        return _row([_steps(one)[0] for one in inside]), _row([_steps(one)[1] for one in inside])
    if origin is frozenset and inside[0] is str:
        return None, None
    if origin is Mapping and getattr(inside[0], "__supertype__", inside[0]) is str:
        return _encode_values(_steps(inside[1])[0]), _decode_values(_steps(inside[1])[1])
    raise TypeError(f"no codec for {kind}")


def _steps_of_record(kind: Any) -> tuple[_Step, _Step]:
    hints = get_type_hints(kind)
    names = [one.name for one in fields(kind)]
    steps = [_steps(hints[name]) for name in names]
    encoders = [(place, encode) for place, (encode, _) in enumerate(steps) if encode]
    decoders = [(place, decode) for place, (_, decode) in enumerate(steps) if decode]

    def encode(record: Any) -> list[Any]:
        row = [getattr(record, name) for name in names]
        for place, step in encoders:
            row[place] = step(row[place])
        return row

    def decode(row: list[Any]) -> Any:
        for place, step in decoders:
            row[place] = step(row[place])
        return kind(*row)

    return encode, decode


def _steps_of_named_tuple(kind: Any) -> tuple[_Step, _Step]:
    """The cheapest to make by far: what there are dozens of in each document is a named tuple."""
    hints = get_type_hints(kind)
    steps = [_steps(hints[name]) for name in kind._fields]
    make = partial(tuple.__new__, kind)  # as `_make` does, without a look at the number of fields
    if not any(decode for _, decode in steps):
        return tuple, make

    def encode(record: Any) -> Any:
        return tuple([step(value) if step else value for value, (step, _) in zip(record, steps, strict=True)])

    def decode(row: Any) -> Any:
        for place, step in decoders:
            if row[place] != ():  # as most are
                row = (*row[:place], step(row[place]), *row[place + 1 :])
        return make(row)

    decoders = [(place, decode) for place, (_, decode) in enumerate(steps) if decode]
    return encode, decode


def _steps_of_choice(kinds: tuple[Any, ...]) -> tuple[_Step | None, _Step | None]:
    """Of plain values and one other type, which can be told apart."""
    others = [steps for one in kinds if (steps := _steps(one)) != (None, None)]
    if not others:
        return None, None
    if len(others) > 1:
        raise TypeError(f"no codec for a choice between {kinds}")
    encode, decode = others[0]
    return (
        lambda value: encode(value) if encode and not isinstance(value, _PLAIN) else value,
        lambda value: decode(value) if decode and not isinstance(value, _PLAIN) else value,
    )


def _each(step: _Step | None) -> _Step | None:
    return (lambda values: tuple(map(step, values))) if step else None


def _row(steps: list[_Step | None]) -> _Step | None:
    if not any(steps):
        return None
    return lambda row: tuple([step(value) if step else value for step, value in zip(steps, row, strict=True)])


def _encode_values(step: _Step | None) -> _Step:
    return (lambda table: {key: step(value) for key, value in table.items()}) if step else dict


def _decode_values(step: _Step | None) -> _Step:
    """Keys are names of fields mostly: each is held once, not once a record."""
    step = step or _as_it_is
    return lambda table: MappingProxyType({intern(key): step(value) for key, value in table.items()})
