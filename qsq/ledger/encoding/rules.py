"""Scheme and checklist as the ledger keeps them."""

from fractions import Fraction
from typing import Any

from qsq.domain.county.places import VillageKind
from qsq.domain.scheme.checklist import (
    Checklist,
    Combine,
    Drop,
    Emphasis,
    How,
    Item,
    Scope,
    Task,
    TownRules,
)
from qsq.domain.scheme.checklist_changes import Dispatched
from qsq.domain.scheme.methods import Award, Bands, Deduct, Grade, Ratio, Scaled, YesNo
from qsq.domain.scheme.scheme import (
    TIME_ZONE,
    Annual,
    BurdenRule,
    CadreShare,
    Caps,
    Category,
    CityOffice,
    Eligibility,
    GradeRule,
    Honour,
    Marks,
    MeritQuotaRule,
    Missing,
    NoticeRule,
    PoolField,
    PrizeSplit,
    Ranking,
    ReminderRule,
    Rewards,
    Scheme,
    TieBreak,
    TieRule,
    VisitRule,
    Visits,
    WhenMore,
    YellowCardRule,
)
from qsq.domain.values.digests import DigestKind
from qsq.domain.values.numbers import Rounding, Scale
from qsq.domain.values.periods import Period, PeriodKind
from qsq.ledger.encoding.codec import (
    DAY,
    FLAG,
    NUMBER,
    TEXT,
    WHOLE,
    Composite,
    Field,
    Pair,
    Record,
    by_name,
    listed,
    one_of,
    optional,
    paired,
    word,
)

NONE = Fraction(0)

PERIOD: Pair[Period] = Pair(str, Period.read)

UNIT = Field("unit", TEXT, "")
METHODS: dict[str, Composite[Any]] = {
    "award": Composite(Award, UNIT),
    "deduct": Composite(Deduct, Field("each", NUMBER), Field("floor", NUMBER, NONE), UNIT),
    "ratio": Composite(Ratio, Field("target", optional(NUMBER), None), UNIT),
    "grade": Composite(Grade, Field("grades", listed(paired(TEXT, NUMBER)))),
    "yes_no": Composite(YesNo),
    "scale": Composite(
        Scaled,
        Field("zero", NUMBER),
        Field("full", NUMBER),
        Field("least", NUMBER, NONE),
        Field("most", optional(NUMBER), None),
        UNIT,
    ),
    "bands": Composite(Bands, Field("bands", listed(paired(NUMBER, NUMBER))), UNIT),
}
METHOD = one_of(METHODS)

COMBINE = Composite(Combine, Field("rounds", WHOLE), Field("how", word(How)))
TASK = Composite(
    Task,
    Field("id", TEXT),
    Field("text", TEXT),
    Field("points", NUMBER),
    Field("method", METHOD),
    Field("due", optional(DAY), None),
    Field("evidence", TEXT, ""),
    Field("basis", TEXT, ""),
    Field("combine", optional(COMBINE), None),
)
SCOPE = Composite(
    Scope,
    Field("kind", listed(word(VillageKind)), (), attribute="kinds"),
    Field("group", listed(TEXT), (), attribute="groups"),
    Field("town", listed(TEXT), (), attribute="towns"),
)
ITEM = Composite(
    Item,
    Field("id", TEXT),
    Field("name", TEXT),
    Field("category", TEXT),
    Field("department", TEXT),
    Field("weight", NUMBER),
    Field("tasks", listed(TASK)),
    Field("themes", listed(TEXT), ()),
    Field("for", optional(SCOPE), None, attribute="scope"),
)
EMPHASIS = Composite(Emphasis, Field("theme", TEXT), Field("name", TEXT), Field("multiplier", NUMBER))
TOWN_RULES = Composite(
    TownRules,
    Field("town", TEXT, attribute="town_code"),
    Field("add", listed(ITEM), ()),
    Field("emphasis", listed(EMPHASIS), ()),
    Field("drop", listed(Composite(Drop, Field("item", TEXT), Field("reason", TEXT))), ()),
)
CHECKLIST = Record(
    "checklist",
    Composite(
        Checklist,
        Field("period", PERIOD),
        Field("title", TEXT),
        Field("due", DAY),
        Field("emphasis", listed(EMPHASIS), ()),
        Field("items", listed(ITEM)),
        Field("towns", listed(TOWN_RULES), ()),
        Field("basis", TEXT, ""),
    ),
)

DISPATCHED = Record(
    "dispatched",
    listed(
        Composite(
            Dispatched,
            Field("village", TEXT, "", attribute="village_code"),
            Field("task", TEXT),
            Field("due", DAY),
            Field("result", TEXT),
            Field("person", TEXT),
            Field("reason", TEXT, ""),
        )
    ),
)

CAPS = Composite(Caps, Field("bonus", optional(NUMBER), None), Field("deduction", optional(NUMBER), None))
SCALE = Composite(Scale, Field("decimals", WHOLE), Field("rounding", word(Rounding)))
MARKS = Composite(Marks, Field("total", WHOLE), Field("scale", SCALE))
TIE_BREAKS = listed(Composite(TieBreak, Field("rule", word(TieRule)), Field("id", TEXT, "")))
RANKING = Composite(
    Ranking,
    Field("pool", listed(word(PoolField))),
    Field("tie_break", TIE_BREAKS, ()),
    Field("shows_towns", FLAG, False),
)
REWARDS = Composite(
    Rewards,
    Field("pool", WHOLE, 0),
    Field("places", listed(NUMBER), ()),
    Field("amounts", listed(WHOLE), ()),
    Field("base", WHOLE, 0),
    Field("by_grade", by_name(WHOLE), {}),
    Field("from", NUMBER, NONE, attribute="least"),
)
GRADES = listed(
    Composite(
        GradeRule,
        Field("id", TEXT),
        Field("name", TEXT),
        Field("from", optional(NUMBER), None, attribute="least"),
        Field("each_category", optional(NUMBER), None),
        Field("each_item", optional(NUMBER), None),
        Field("at_most", optional(NUMBER), None),
        Field("every_period", TEXT, ""),
    )
)
YELLOW_CARD = Composite(
    YellowCardRule,
    Field("last", WHOLE),
    Field("below", NUMBER),
    Field("spare_at", NUMBER),
    Field("smallest_pool", WHOLE),
)
HONOUR = Composite(
    Honour,
    Field("id", TEXT),
    Field("name", TEXT),
    Field("count", optional(WHOLE)),
    Field("prize", WHOLE),
    Field("uplift", NUMBER),
    Field("grade", TEXT, ""),
    Field("by_improvement", FLAG, False),
)
ELIGIBILITY = Composite(
    Eligibility,
    Field("min_periods", WHOLE, 0),
    Field("max_yellow_cards", optional(WHOLE), None),
    Field("forbid_veto", FLAG, False),
    Field("min_mark", optional(NUMBER), None),
    Field("recommend_quota", optional(NUMBER), None),
)
PRIZE_SPLIT = Composite(PrizeSplit, Field("welfare", NUMBER), Field("cadres", NUMBER))
MERIT_QUOTA = Composite(MeritQuotaRule, Field("base", NUMBER), Field("increase", NUMBER))
ANNUAL = Composite(
    Annual,
    Field("weights", by_name(NUMBER), {}),
    Field("review_share", NUMBER, NONE),
    Field("eligibility", ELIGIBILITY, Eligibility()),
    Field("tie_break", TIE_BREAKS, ()),
    Field("honours", listed(HONOUR), ()),
    Field("prize_split", PRIZE_SPLIT),
    Field("cadre_share", word(CadreShare), CadreShare.EQUAL),
    Field("merit_quota", optional(MERIT_QUOTA), None),
    Field("grades", GRADES, ()),
)
VISIT = Composite(VisitRule, Field("every", TEXT), Field("at_least", WHOLE))
REMINDERS = Composite(ReminderRule, Field("slow", NUMBER), Field("poor", NUMBER), Field("far_behind", NUMBER))
NOTICE = Composite(
    NoticeRule,
    Field("working_days", WHOLE, 5),
    Field("first_day_counts", FLAG, True),
    Field("margins", FLAG, False),
)
OFFICE = Composite(
    CityOffice,
    Field("name", TEXT, ""),
    Field("short", TEXT, ""),
    Field("contact", TEXT, ""),
    Field("phone", TEXT, ""),
    Field("address", TEXT, ""),
)
SCHEME = Record(
    "scheme",
    Composite(
        Scheme,
        Field("scheme", TEXT, attribute="name"),
        Field("city_code", TEXT),
        Field("city_name", TEXT),
        Field("period", word(PeriodKind), PeriodKind.QUARTER),
        Field("marks", MARKS),
        Field("missing", word(Missing), Missing.BLOCK),
        Field("caps", CAPS, Caps()),
        Field(
            "categories",
            listed(Composite(Category, Field("id", TEXT), Field("name", TEXT))),
        ),
        Field("ranking", RANKING),
        Field("rewards", REWARDS, Rewards()),
        Field("yellow_card", optional(YELLOW_CARD), None),
        Field("annual", ANNUAL, Annual()),
        Field("notice", NOTICE, NoticeRule()),
        Field(
            "visits",
            optional(Composite(Visits, Field("city_leader", VISIT), Field("town_officer", VISIT))),
            None,
        ),
        Field("lead_days", WHOLE, 0),
        Field("reminders", optional(REMINDERS), None),
        Field("grades", GRADES, ()),
        Field("city_level", TEXT, "市"),
        Field("office", OFFICE, CityOffice()),
        Field("time_zone", TEXT, TIME_ZONE),
        Field("recheck_limit", NUMBER, Fraction(1, 10)),
        Field("ledger_digest", word(DigestKind), DigestKind.SHA256),
        Field(
            "burden",
            optional(
                Composite(
                    BurdenRule,
                    Field("most_tasks", WHOLE),
                    Field("when_more", word(WhenMore), WhenMore.WARN),
                )
            ),
            None,
        ),
    ),
)
