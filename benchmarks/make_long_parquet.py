"""Write the large test file: one shuffled row for each unit, indicator and period.

The same arguments give the same rows in the same order, whatever the machine. With the defaults
that are 41,000 × 100 × 12 = 49.2 million rows.

    python benchmarks/make_long_parquet.py out.parquet
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

ROWS_PER_GROUP = 1 << 20
ENCODINGS = ("string", "dictionary", "int")


def write_long_parquet(
    path: Path,
    *,
    units: int = 41_000,
    indicators: int = 100,
    periods: int = 12,
    seed: int = 1,
    encoding: str = "string",
    rows_per_group: int = ROWS_PER_GROUP,
) -> int:
    """Write the file and return its number of rows.

    Columns: unit, indicator, period (text, dictionary-typed text, or whole numbers, by
    `encoding`) and value (float64, normal around 100 by 20, of two decimals more than needed).
    """
    count = units * indicators * periods
    rng = np.random.default_rng(seed)
    order = rng.permutation(np.arange(count, dtype=np.uint32))
    names = [
        [f"{330_000_000 + 7 * number}" for number in range(units)],
        [f"ind{number:03d}" for number in range(indicators)],
        [f"{2025 + number // 12}-{number % 12 + 1:02d}" for number in range(periods)],
    ]
    schema = _schema(encoding)
    with pq.ParquetWriter(path, schema, compression="zstd", compression_level=1) as writer:
        for start in range(0, count, rows_per_group):
            rows = order[start : start + rows_per_group]
            codes = (rows // (indicators * periods), rows // periods % indicators, rows % periods)
            columns = [
                _column(code, known, encoding, number)
                for number, (code, known) in enumerate(zip(codes, names, strict=True))
            ]
            value = pa.array(100 + 20 * rng.standard_normal(len(rows)))
            writer.write_table(
                pa.table([*columns, value], schema=schema), row_group_size=rows_per_group
            )
    return count


def _schema(encoding: str) -> pa.Schema:
    kinds = {
        "string": [pa.string()] * 3,
        "dictionary": [pa.dictionary(pa.int32(), pa.string())] * 3,
        "int": [pa.int64(), pa.string(), pa.int32()],
    }
    fields = zip(("unit", "indicator", "period"), kinds[encoding], strict=True)
    return pa.schema([*fields, ("value", pa.float64())])


def _column(codes: np.ndarray, names: list[str], encoding: str, number: int) -> pa.Array:
    if encoding == "int" and names[0].isdigit():
        return pa.array(np.array([int(name) for name in names])[codes])
    if encoding == "int" and number == 2:
        return pa.array((2014 + codes).astype(np.int32))  # years
    array = pa.DictionaryArray.from_arrays(pa.array(codes.astype(np.int32)), pa.array(names))
    return array if encoding == "dictionary" else array.dictionary_decode()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("path", type=Path)
    parser.add_argument("--units", type=int, default=41_000)
    parser.add_argument("--indicators", type=int, default=100)
    parser.add_argument("--periods", type=int, default=12)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--encoding", choices=ENCODINGS, default="string")
    given = vars(parser.parse_args())
    path = given.pop("path")
    rows = write_long_parquet(path, **given)
    print(f"{rows:,} rows, {path.stat().st_size / 1e6:,.0f} MB: {path}")


if __name__ == "__main__":
    main()
