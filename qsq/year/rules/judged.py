"""Rules that cannot work, each with its place: errors where they are dead, else warnings."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from qsq.domain.county.places import Register
from qsq.domain.faults import Fault, Faults, Message, Place, message
from qsq.domain.folder import Folder
from qsq.domain.observed.observation import VillageTask
from qsq.domain.observed.targets import missing_targets
from qsq.domain.scheme.checklist import Checklist
from qsq.domain.scheme.scheme import Scheme
from qsq.domain.scheme.unworkable.checklists import of_checklist
from qsq.domain.scheme.unworkable.problem import Path, Unworkable
from qsq.domain.scheme.unworkable.schemes import of_scheme
from qsq.domain.values.file_names import folder_name
from qsq.intake.observed.period_inputs import targets_table
from qsq.rules.files import SCHEME_FILE
from qsq.rules.period_file import period_file, town_file
from qsq.rules.yaml_document import YamlDocument, read_document
from qsq.scoring.ranking import pool_of


class Judge:
    """Judges the rules in a workspace's files."""

    def __init__(self, folder: Folder, scheme: Scheme, register: Register) -> None:
        self._folder, self._scheme = folder, scheme
        self._villages = register.evaluated
        self._documents: dict[str, YamlDocument | None] = {}

    def scheme(self, checklists: Sequence[Checklist], faults: Faults) -> list[Message]:
        """What is unintended in the standing rules; what is dead is noted as a fault."""
        pools = Counter(pool_of(village, self._scheme.ranking.pool) for village in self._villages)
        found = of_scheme(self._scheme, checklists, self._villages, list(pools.values()))
        return self._sorted_out((SCHEME_FILE, found), faults)

    def checklist(
        self, checklist: Checklist, targets: Collection[VillageTask], faults: Faults
    ) -> list[Message]:
        """The same of a period's rules and its towns', and the villages' own targets that are not there."""
        warnings, period = [], checklist.period
        for problem in of_checklist(self._scheme, checklist, self._villages):
            file = town_file(period, folder_name(problem.town)) if problem.town else period_file(period)
            warnings += self._sorted_out((file, [problem]), faults)
        warnings += missing_targets(checklist, self._villages, targets, targets_table(period))
        return warnings

    def _sorted_out(self, found: tuple[str, Iterable[Unworkable]], faults: Faults) -> list[Message]:
        file, problems = found
        warnings = []
        for problem in problems:
            place = self._place(file, problem.path)
            if problem.dead:
                faults.found.append(Fault(place, problem.what))
            else:
                warnings.append(message("{place}: {problem}", place=place, problem=problem.what))
        return warnings

    def _place(self, file: str, path: Path) -> Place:
        if file not in self._documents:
            content = self._folder.read(file) or b""
            self._documents[file] = read_document(file, content, Faults(), comments_suffice=True)
        document = self._documents[file]
        return document.place(path) if document else Place(file)
