"""What libraries and the disk say is told in words of our own; what is not known stays as it is."""

import errno

import pytest

from qsq.domain.faults import message
from qsq.domain.foreign import Foreign, of_disk, of_file


def known() -> Foreign:
    return Foreign(
        message("no {what} found"), message("a {{brace}}"), message("a tag"), message("all is lost")
    )


def test_a_known_text_is_a_message_with_its_values() -> None:
    assert known().told("all is lost") == message("all is lost")
    told = known().told("no sheep found")
    assert (told.template, str(told)) == ("no {what} found", "no sheep found")
    assert known().told("a {brace}").template == "a {{brace}}"


def test_a_value_may_be_a_known_text_too() -> None:
    assert known().told("no a tag found") == message("no {what} found", what=message("a tag"))


@pytest.mark.parametrize("text", ["all is lost again", "no", ""])
def test_an_unknown_text_stays_as_it_is(text: str) -> None:
    assert str(known().told(text)) == text


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOENT, "no such file"),
        (errno.EACCES, "another program has it open, or you have no right"),
        (errno.EISDIR, "a folder, not a file"),
        (errno.ENOSPC, "the disk is full"),
        (errno.EROFS, "can only be read"),
    ],
)
def test_the_disk_is_told_by_its_number(number: int, words: str) -> None:
    assert words in str(of_disk(OSError(number, "what the system says", "list.csv")))
    assert str(of_file(OSError(number, "?", "list.csv"))).startswith("list.csv: ")


@pytest.mark.parametrize("error", [OSError(errno.EXDEV, "Cross-device link"), OSError("Cross-device link")])
def test_another_number_keeps_the_systems_text(error: OSError) -> None:
    assert str(of_disk(error)) == str(of_file(error)) == "Cross-device link"
