"""The parts of the program that faults are put into, and the tests that belong to each."""

from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the program, by patterns of its files (`*` goes into folders), and the tests that belong to it."""

    files: tuple[str, ...]
    tests: tuple[str, ...]

    def sources(self, root: Path) -> Iterator[Path]:
        """Its files below a repository's root, by their paths from there."""
        for file in sorted((root / "qsq").rglob("*.py")):
            path = file.relative_to(root)
            if any(fnmatch(path.as_posix(), pattern) for pattern in self.files):
                yield path


_EXAMPLES = "tests/test_examples.py"


def _unit(*names: str) -> tuple[str, ...]:
    """Files of the rulebook's tests; its laws, which are slow, are left to the whole suite."""
    return tuple(f"tests/unit/test_{name}.py" for name in names)


_NOT_ASKED = _unit("laws", "recipes", "house", "glossary", "names")
"""The laws, which take long, and what reads the program's text instead of running it."""

_COMMANDS = (
    "tests/cli/test_checklist_issue.py",
    "tests/cli/test_people_steps.py",
    "tests/cli/test_people_awards.py",
    "tests/cli/test_people_checklist.py",
    "tests/cli/test_people_inputs.py",
    "tests/cli/test_people_reminders.py",
    "tests/cli/test_revoke.py",
    "tests/cli/test_score.py",
    "tests/cli/test_score_diff.py",
    "tests/cli/test_whose_business.py",
    "tests/cli/test_proof.py",
    "tests/cli/test_once_unseen.py",
    "tests/cli/test_awards.py",
    "tests/cli/test_people_forms.py",
    "tests/cli/test_report.py",
    "tests/cli/test_named_files.py",
    "tests/cli/test_forms_handed_in.py",
    "tests/cli/test_forms_handed_out.py",
    "tests/cli/test_village_lists.py",
    "tests/cli/test_chasers.py",
    "tests/cli/test_burden.py",
    "tests/cli/test_less_to_type.py",
    "tests/documents/test_golden.py",
    "tests/documents/test_drafts.py",
    "tests/documents/test_sheets.py",
    "tests/documents/test_handed_out.py",
    "tests/year/test_answers.py",
    "tests/year/test_refusals.py",
    "tests/year/test_what_programs_get.py",
)
PARTS = {
    "scoring": Part(
        ("qsq/scoring/*.py",),
        (*_unit("methods", "marks", "weights", "rounds", "ranking", "rewards", "yellow_cards", "grades",
                "grades_in_use", "evaluation", "completeness", "costs", "derivation", "sharing_out", "gap", "reach",
                "placing", "checklist", "margins", "drawn_by_rounding", "drivers"), _EXAMPLES),
    ),
    "awards": Part(
        ("qsq/awards/*.py",),
        (*_unit("annual_mark", "awards", "eligibility", "honours", "list_changes", "merit_quota", "prizes",
                "grades", "grades_in_use", "improvement", "order_of_the_year", "reach_of_year", "year_derivation"), _EXAMPLES),
    ),
    "domain": Part(("qsq/domain/*.py",), ("tests/unit", *(f"--ignore={file}" for file in _NOT_ASKED))),
    "steps": Part(
        (*(f"qsq/year/{folder}/*.py" for folder in ("checklist", "score", "awards", "remind")),
         "qsq/year/revoke.py", "qsq/year/proof.py"),
        _COMMANDS,
    ),
    "papers": Part(
        ("qsq/documents/*.py",),
        ("tests/documents", "--ignore=tests/documents/test_edited_afterwards.py", *_unit("reminders", "sign_off_sheets"),
         "tests/cli/test_report.py", "tests/cli/test_given_back.py", "tests/cli/test_new_county.py",
         "tests/cli/test_chasers.py", "tests/cli/test_checklist_issue.py"),
    ),
}  # fmt: skip
