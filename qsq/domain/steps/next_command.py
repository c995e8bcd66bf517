"""The commands that the program tells people to type next, as they are typed; a test parses each of them."""

from enum import StrEnum

_ENDING = "--upheld|--rejected --reason TEXT --actor ID"
_SHEET = "--code CODE --actor ID"
_TALK = "--who TEXT --with TEXT --problem TEXT --method TEXT --until DATE"


class NextCommand(StrEnum):
    """A command line without the program's name; whoever types it fills in the words in capitals."""

    CHECK_RULES = "rules check"
    RUN_BATCH = "batch run"
    INBOX = "inbox --actor ID"
    OUTBOX = "outbox --sent"
    ISSUE = "checklist issue {period}"
    ISSUE_ANEW = "checklist issue {period} --reason TEXT"
    DISPATCH = "checklist dispatch {period} --town CODE --actor ID"
    ACCEPT = "checklist accept {period} --village CODE --actor ID"
    REMIND = "remind month {period}"
    RECORD_TALK = f"remind record {{period}} --village CODE {_TALK} --actor ID"
    IMPORT_VISITS = "visits import FILE --actor ID"
    CLOSE_PROBLEM = "visits problems --close PROBLEM --how TEXT --actor ID"
    CHECK_OBSERVATIONS = "score check {period}"
    SUBMIT = "score submit {period} FILE --department ID --actor ID"
    SUBMIT_FOR_TOWN = "score submit {period} FILE --town CODE --actor ID"
    SCORE = "score period {period}"
    FEEDBACK = "score feedback {period}"
    SIGN_FOR_TOWN = f"score sign {{period}} --town CODE --leader ID {_SHEET}"
    SIGN_FOR_VILLAGE = f"score sign {{period}} --village CODE --secretary ID {_SHEET}"
    NOTICE = "score notice {period} --actor ID"
    OBJECT = "score object {period} --village CODE --text TEXT --actor ID"
    RESOLVE = f"score resolve {{period}} OBJECTION {_ENDING}"
    FINALISE = "score finalise {period} --actor ID"
    RECOMMEND = "awards recommend {period} --town CODE --village CODE --actor ID"
    LIST = "awards year {period}"
    DRAFT_LIST = "awards year {period} --draft"
    DECIDE = "awards decide {period} --document NUMBER --actor ID"
    NOTICE_OF_YEAR = "awards notice {period} --actor ID"
    OBJECT_TO_YEAR = "awards object {period} --village CODE --text TEXT --actor ID"
    RESOLVE_FOR_YEAR = f"awards resolve {{period}} OBJECTION {_ENDING}"
    CONFIRM = "awards confirm {period} --actor ID"
    PAY = "awards pay {period} --all --actor ID"

    def line(self, period: object = "") -> str:
        """The whole line, with the program's name."""
        return f"qsq {self.format(period=period)}"
