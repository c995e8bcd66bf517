"""A proof that was checked, as people read it."""

from rich.console import Console

from qsq.cli.language import _
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
    figures = _("{code} {name}: mark {mark}, rank {rank}").format(
        code=village.get("village_code"),
        name=village.get("village_name"),
        mark=village.get("town_mark"),
        rank=village.get("rank"),
    )
    console.print(figures, soft_wrap=True)
