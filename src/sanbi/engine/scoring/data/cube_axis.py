"""One axis of a cube: codes as the file writes them, and the places they have in the array."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from sanbi.engine.scoring.data.cells import Reading
from sanbi.engine.scoring.data.readers.refusal import Refused

Places = npt.NDArray[np.int64]


class Axis:
    """The codes of one axis, in the order of their places.

    Parameters
        column : str, the file's column, for messages.
        read : cleans one code.
        wanted : codes to keep, or None for all; others have the place -1.
    """

    def __init__(
        self,
        column: str,
        read: Callable[[object], Reading],
        wanted: tuple[str, ...] | None = None,
    ) -> None:
        self.column = column
        self.codes: list[str] = list(wanted or ())
        self.drops = wanted is not None
        self._read = read
        self._place = {code: place for place, code in enumerate(self.codes)}
        self._targets: Places = np.empty(0, np.int64)
        self._known: Any = None

    def places(self, dictionary: Any) -> Places:  # noqa: ANN401 (pyarrow has no types)
        """Return the place of each entry of a row group's dictionary, adding codes that are new.

        Raises
            Refused  for a code that cannot be read.
        """
        import pyarrow as pa
        import pyarrow.compute as pc

        if self._known is None:
            self._known = dictionary.slice(0, 0)
        found = pc.index_in(dictionary, value_set=self._known)
        if found.null_count:
            new = dictionary.filter(found.is_null())
            self._learn(new.to_pylist())
            self._known = pa.concat_arrays([self._known, new])
            return self.places(dictionary)
        places: Places = self._targets[array_view(found)]
        return places

    def _learn(self, raws: list[object]) -> None:
        """Give every new code a place; sorted, so that a shuffled file needs no sorting later."""
        cleaned = {raw: self._clean(raw) for raw in raws}
        for code in sorted(set(cleaned.values())):
            if code not in self._place and not self.drops:
                self._place[code] = len(self.codes)
                self.codes.append(code)
        targets = [self._place.get(code, -1) for code in cleaned.values()]
        self._targets = np.concatenate([self._targets, np.array(targets, np.int64)])

    def _clean(self, raw: object) -> str:
        reading = self._read(raw)
        if reading.fault or not reading.value:
            raise Refused("bad-key", column=self.column, text=raw)
        return str(reading.value)

    def order(self) -> Places:
        """Return the places in the order of their codes."""
        return np.argsort(np.array(self.codes, dtype=object), kind="stable").astype(np.int64)


def array_view(array: Any) -> npt.NDArray[Any]:  # noqa: ANN401
    """Return the values of an Arrow array of numbers without a copy; anything where it is null.

    Arrow's own `to_numpy`, like its `array` of a list, looks for pandas and loads it where it is
    installed: that takes longer than reading a million rows.
    """
    dtype = np.dtype("float64" if str(array.type) == "double" else str(array.type))
    whole = np.frombuffer(array.buffers()[1], dtype=dtype)
    return whole[array.offset : array.offset + len(array)]


def null_rows(array: Any) -> npt.NDArray[np.bool_]:  # noqa: ANN401
    """Return which entries of an Arrow array are null."""
    import pyarrow as pa

    flags: npt.NDArray[np.bool_] = array_view(array.is_null().cast(pa.int8())) == 1
    return flags
