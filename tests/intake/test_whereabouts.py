"""Where a village's rows stand: only its lines of a table are looked at."""

from hypothesis import given
from hypothesis import strategies as st

from qsq.intake.observed.whereabouts import lines_with

PIECES = st.lists(st.sampled_from([b"a", b"X1", b"\n", b"\r\n", b"\r", b","]), max_size=60)


@given(PIECES)
def test_a_villages_lines_have_the_numbers_that_they_have_in_the_file(pieces: list[bytes]) -> None:
    content = b"".join(pieces)
    every = enumerate(content.splitlines(keepends=True), 1)
    wanted = [(number, line) for number, line in every if number <= 10 or b"X1" in line]
    assert list(lines_with(content, b"X1")) == wanted
