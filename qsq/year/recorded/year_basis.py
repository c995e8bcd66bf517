"""What a year's list follows from, as the ledger keeps it: scheme, register, officials and its own inputs."""

from dataclasses import dataclass
from typing import Any

from qsq.domain.county.officials import Official
from qsq.domain.county.places import Register
from qsq.domain.scheme.scheme import Scheme
from qsq.intake.year_inputs import YearInputs
from qsq.ledger.canonical import digest
from qsq.ledger.encoding.places import OFFICIALS, REGISTER
from qsq.ledger.encoding.rules import SCHEME
from qsq.ledger.encoding.year_inputs import YEAR_INPUTS, YearEntered
from qsq.ledger.ledger import Ledger
from qsq.year.desk.files import DiskFolder
from qsq.year.recorded.basis import RECORD, kept_files


@dataclass(frozen=True, slots=True)
class YearBasis:
    """What a year's list follows from, beside the results of its periods."""

    scheme: Scheme
    register: Register
    officials: tuple[Official, ...]
    inputs: YearInputs
    folder: DiskFolder

    def contents(self) -> dict[str, bytes]:
        """All of it as snapshots, by their names."""
        entered = YearEntered(
            recommended=tuple(sorted(self.inputs.recommended)),
            review=self.inputs.review,
            cadres=tuple(cadre for cadres in self.inputs.cadres.values() for cadre in cadres),
        )
        return {
            SCHEME.name: SCHEME.content(self.scheme),
            REGISTER.name: REGISTER.content(self.register),
            OFFICIALS.name: OFFICIALS.content(self.officials),
            YEAR_INPUTS.name: YEAR_INPUTS.content(entered),
        }

    def digests(self) -> dict[str, str]:
        """The digests of all of it."""
        return {name: digest(content) for name, content in self.contents().items()}


def keep_year_basis(ledger: Ledger, basis: YearBasis) -> dict[str, Any]:
    """Keep what a year's list follows from, with the files that it was read from; its event's part."""
    return {
        RECORD: {name: ledger.keep(content) for name, content in basis.contents().items()},
        "files": kept_files(ledger, basis.folder),
    }
