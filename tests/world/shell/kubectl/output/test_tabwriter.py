"""Columns line up, and stay as wide as they were."""

from hypothesis import given
from hypothesis import strategies as st

from cluster_sim.world.shell.kubectl.output.tabwriter import TabWriter

CELLS = st.text("abc é", max_size=9)


def laid_out(text: str, min_width: int = 6, padding: int = 3) -> str:
    writer = TabWriter(min_width, padding)
    writer.write(text)
    writer.flush()
    return writer.take()


@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=6))
def test_the_cells_of_a_column_begin_at_the_same_place(rows: list[list[str]]) -> None:
    lines = laid_out("".join("\t".join(row) + "\n" for row in rows)).split("\n")
    second = max(6, max(len(row[0]) for row in rows) + 3)
    third = second + max(6, max(len(row[1]) for row in rows) + 3)
    for line, row in zip(lines, rows, strict=False):
        assert line[second : second + len(row[1])] == row[1]
        assert line[third:] == row[2]


@given(st.lists(st.lists(CELLS, min_size=2, max_size=3), max_size=8), st.integers(0, 9))
def test_it_does_not_matter_in_what_pieces_text_arrives(rows: list[list[str]], cut: int) -> None:
    text = "".join("\t".join(row) + "\n" for row in rows)
    writer = TabWriter(6, 3)
    writer.write(text[:cut])
    writer.write(text[cut:])
    writer.flush()
    assert writer.take() == laid_out(text)


def test_a_line_of_one_cell_ends_the_columns() -> None:
    assert laid_out("a\tb\ntitle\nlonger\tb\n", 0, 2) == "a  b\ntitle\nlonger  b\n"


def test_widths_are_remembered_for_what_comes_later() -> None:
    writer = TabWriter(6, 3, remember_widths=True)
    texts = []
    for line in ("longest-name\t1/1\tx\n", "short\t1/1\tx\n"):
        writer.write(line)
        writer.flush()
        texts.append(writer.take())
    assert texts == ["longest-name   1/1   x\n", "short          1/1   x\n"]
    writer.forget_widths()
    writer.write("short\t1/1\tx\n")
    writer.flush()
    assert writer.take() == "short   1/1   x\n"
