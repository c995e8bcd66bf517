"""A proof that was checked, as people read it."""

from collections.abc import Mapping
from typing import Any

from rich.console import Console

from qsq.cli.terminal.language import _
from qsq.year.proof import CheckedProof


def print_proof(console: Console, found: CheckedProof) -> None:
    """Whether it holds, and what it shows; why it does not stands among the warnings."""
    if found.wrong is not None:
        console.print(_("the proof does not hold"), style="bold red")
        return
    village, notice = found.proof.village, found.proof.notice
    text = _("the proof holds: {period}, revision {revision}, on notice from {first} to {last}")
    payload = notice["payload"]
    days = {"first": payload.get("first_day"), "last": payload.get("last_day")}
    said = text.format(period=notice.get("period"), revision=payload.get("revision"), **days)
    console.print(said, style="green", soft_wrap=True)
    console.print(_figures(village), soft_wrap=True)


def _figures(village: Mapping[str, Any]) -> str:
    """What the proof shows: a period's mark, or an annual one and what the village takes."""
    told = {name: village.get(name) for name in ("village_code", "village_name")}
    if "annual_mark" not in village:
        text = _("{village_code} {village_name}: mark {mark}, rank {rank}")
        return text.format(**told, mark=village.get("town_mark"), rank=village.get("rank"))
    mark, honour = village["annual_mark"], village.get("honour")
    if honour is None:
        return _("{village_code} {village_name}: annual mark {mark}, no honour").format(**told, mark=mark)
    text = _("{village_code} {village_name}: annual mark {mark}, honour {honour}, prize {prize} yuan")
    return text.format(**told, mark=mark, honour=honour, prize=village.get("prize"))
