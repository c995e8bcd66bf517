"""Targets of their own that villages lack: told when the list is made, not when the year is marked."""

from collections.abc import Collection, Iterator, Sequence

from qsq.domain.county.places import Village
from qsq.domain.faults import Message, message
from qsq.domain.observed.observation import VillageTask
from qsq.domain.scheme.checklist import Checklist


def missing_targets(
    checklist: Checklist, villages: Sequence[Village], targets: Collection[VillageTask], file: str
) -> Iterator[Message]:
    """Which tasks with a target of its own for each village have none for some, in one sentence."""
    asked: dict[str, list[Village]] = {}
    for village in villages:
        for item in checklist.items_for(village):
            for task in item.tasks:
                if task.per_village:
                    asked.setdefault(task.id, []).append(village)
    lacking = {name: [one for one in own if (one.code, name) not in targets] for name, own in asked.items()}
    told = [
        f"{name} ({len(without)}/{len(asked[name])}: {without[0].code} {without[0].name} …)"
        for name, without in sorted(lacking.items())
        if without
    ]
    if told:
        yield message(
            "{file}: targets are missing, and whoever has none can only be not applicable: {tasks}",
            file=file,
            tasks="; ".join(told),
        )
