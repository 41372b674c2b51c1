"""The benchmarks, one file each.

A benchmark is a module with `main() -> list[Row]`; a Row is (what, measured, target), three
texts of which the last may be empty. `python3 dev.py bench` runs each in a process of its own, so
that memory is its own, and prints one table.
"""

Row = tuple[str, str, str]
