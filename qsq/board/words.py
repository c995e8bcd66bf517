"""What the pages say, Chinese and English side by side.

A table and not the gettext catalogue: both sides are written in one run whatever language the program
speaks, and whoever words a page sees the pair on one line.
"""

import re
from datetime import date
from enum import StrEnum
from types import SimpleNamespace

from qsq.board.facts import BoardFacts
from qsq.domain.counted import Counted
from qsq.domain.values.chinese_dates import PERIOD_WORDS, chinese_date, chinese_period, short_chinese_period
from qsq.domain.values.periods import Period, PeriodKind


class Language(StrEnum):
    """A side of the board, as `lang` attributes name it."""

    CHINESE = "zh-Hans"
    ENGLISH = "en"


_WORDS: dict[str, tuple[str, str]] = {
    # every page
    "board": ("村级评比公示栏", "Village evaluation notice board"),
    "skip": ("跳到正文", "Skip to the content"),
    "where": ("当前位置", "You are here"),
    "home": ("首页", "Home"),
    "other_language": ("English", "中文"),
    "draft": ("草案", "DRAFT"),
    "draft_note": (
        "草案：含有未经公示的内容，不得张贴或转发。",
        "Draft: holds what is not on public notice; not to be hung up or passed on.",
    ),
    "provisional": (
        "暂定结果：缺报的评分意见未按方案规定处理。",
        "Provisional: missing observations were read otherwise than the scheme says.",
    ),
    "privacy": (
        "本公示栏只公布村(社区)的成绩，不公布个人信息，不公布干部个人的奖金。",
        "This board shows the results of villages; it shows nothing personal and no official’s money.",
    ),
    "names_stay_chinese": (
        "",
        "Names of towns, villages, items and tasks, and what departments wrote, stay in Chinese.",
    ),
    "print_hint": (
        "每一页都可以直接打印成A4纸张贴；展开的说明一并打印。",
        "Every page prints on A4, to be hung up; explanations that are open are printed with it.",
    ),
    "scroll_hint": ("表格较宽，可左右滑动查看。", "The table is wide: scroll it sideways."),
    "list_mark": ("、", ", "),
    "sentence_gap": ("", " "),
    "open": ("（", " ("),
    "close": ("）", ")"),
    # places and columns
    "town": ("镇(街道)", "Town"),
    "village": ("村(社区)", "Village"),
    "code": ("村代码", "Code"),
    "period": ("[unit]", "Period"),
    "year": ("{year}年", "{year}"),
    "rank": ("名次", "Rank"),
    "town_rank": ("镇级名次", "Rank in pool"),
    "city_rank": ("全[level]名次", "City rank"),
    "town_mark": ("镇级得分", "Town mark"),
    "city_mark": ("全[level]得分", "City mark"),
    "mark": ("得分", "Mark"),
    "bonus": ("加分", "Bonus"),
    "deduction": ("扣分", "Deduction"),
    "reward": ("奖励（元）", "Reward (yuan)"),
    "outcome": ("奖励、黄牌", "Reward, card"),
    "rewarded": ("{reward}元", "{reward} yuan"),
    "card": ("黄牌", "Yellow card"),
    "veto": ("一票否决", "veto"),
    "below": ("得分低于标准", "mark too low"),
    "last": ("排名末位", "last in rank"),
    "item": ("项", "Item"),
    "full": ("满分", "Full mark"),
    "city_full": ("全[level]满分", "City full mark"),
    "department": ("部门", "Department"),
    "pool": ("评比组", "Pool"),
    "community": ("社区", "community"),
    "village_kind": ("村", "village"),
    # index
    "find_title": ("查找我的村", "Find my village"),
    "find_text": (
        "按镇(街道)列出全部村(社区)，也可以输入村名、镇名或村代码查找。",
        "All villages by town; or type the name of a village or town, or a code.",
    ),
    "find_link": ("查找村(社区)", "Find a village"),
    "results": ("评比结果", "Results"),
    "year_results": ("年度表彰", "Honours of the year"),
    "burden": ("村级负担", "Load on villages"),
    "towns": ("按镇(街道)查看", "By town"),
    "nothing": ("目前没有公示的评比结果。", "No result is on public notice at present."),
    "corrected": (
        "正在更正，重新公示前不公布",
        "being corrected; not shown until it is on notice again",
    ),
    "no_result": ("尚未公示", "not on notice yet"),
    # how a result hangs
    "state_draft": ("草案", "draft"),
    "state_notice": ("已公示", "on notice"),
    "state_final": ("最终结果", "final"),
    "state": ("状态", "State"),
    "revision": ("第{revision}版", "revision {revision}"),
    "check_code": ("校验码", "Check code"),
    "head": ("台账校验码", "Ledger head"),
    "notice_days": ("公示时间", "On notice"),
    "from_to": ("{first}至{last}（{days}个工作日）", "{first} to {last} ({days} working days)"),
    "objections": (
        "对结果有异议的，请在公示期内向本镇(街道)或[office]提出。",
        "Objections are taken by the town or the city’s office while the notice hangs.",
    ),
    "head_hint": (
        "核对台账：qsq ledger verify --head {head}",
        "To check the ledger: qsq ledger verify --head {head}",
    ),
    # period and town
    "city_ranking": ("{city}{period}全[level]排名", "{city}: ranks of {period}"),
    "town_ranking": ("{town}{period}评比结果公示", "{town}: results of {period}"),
    "ranks_of_town": ("名次和得分", "Ranks and marks"),
    "items_of_town": ("各项得分", "Marks of the items"),
    "items_note": (
        "各项为“得分/满分”。得分＝各项得分之和＋加分－扣分，最低为0。“—”表示不适用。",
        "Items as mark/full mark. Mark = their sum + bonus − deduction, at least 0. —: not applicable.",
    ),
    "city_note": (
        "全[level]排名按全[level]得分：[level]级清单、全[level]统一权重。本镇名次、奖励和黄牌按镇级得分，见各镇(街道)页。",
        "City ranks follow the city mark (the same weights for all), ranks in towns the town mark.",
    ),
    "pool_note": (
        "名次在{fields}的村(社区)之间排定，按镇级得分。得分相同又分不出先后的，名次相同。",
        "Ranks are among villages of {fields}, by town mark. What no tie-break tells apart shares a rank.",
    ),
    "pool_town": ("同一镇(街道)", "the same town"),
    "pool_kind": ("同一类别", "the same kind"),
    "pool_group": ("同一组", "the same group"),
    "to_towns": ("各镇(街道)的名次、各项得分", "Ranks and items’ marks by town"),
    "to_city": ("全[level]排名", "The city’s ranks"),
    "villages_count": ("{count}个村(社区)", "{count} villages"),
    # village
    "headline": (
        "{period}：{pool}{count}个村(社区)中第{rank}名{change}；全[level]{total}个中第{city_rank}名，全[level]得分{mark}。",
        "{period}: rank {rank} of {count} in {pool}{change}; city rank {city_rank} of {total}, mark {mark}.",
    ),
    "risen": ("，比[before]升{places}名", ", {places} up"),
    "fallen": ("，比[before]降{places}名", ", {places} down"),
    "as_before": ("，名次和[before]相同", ", as in the period before"),
    "pool_city": ("全[level]", "the city"),
    "pool_of_town": ("{town}{fields}的", "{town}, {fields}"),
    "pool_of_all": ("{fields}的", "{fields}"),
    "town_mean": ("本镇平均", "Town’s mean"),
    "course_lines": (
        "实线：本村(社区)；虚线：本镇(街道)各村平均。纵轴与本镇各村的图相同。",
        "Line: the village; dashes: the mean of its town, whose charts all have the same axis.",
    ),
    "summary": ("{year}年各期成绩", "Marks of the periods of {year}"),
    "course": ("全[level]得分的变化", "Course of the city mark"),
    "course_desc": (
        "本村(社区){year}年各期的全[level]得分：{points}。",
        "City marks of the village in the periods of {year}: {points}.",
    ),
    "course_point": ("{period} {mark}分，全[level]第{rank}名", "{period} {mark}, city rank {rank}"),
    "rank_nth": ("第{rank}名", "rank {rank}"),
    "namesakes": (
        "另有同名的村(社区)，请核对镇(街道)：",
        "Other villages have the same name; check the town:",
    ),
    "other_years": ("其他年度：", "Other years:"),
    "honours": ("年度荣誉", "Honours"),
    "honour_line": (
        "{honour}（第{order}名，年度得分{mark}）",
        "{honour} (place {order}, annual mark {mark})",
    ),
    "no_honour": ("本年度名单中没有本村(社区)。", "The village is not in the year’s list."),
    "honours_open": ("本年度名单尚未公示。", "The year’s list is not on notice yet."),
    "reminders": ("每月提示", "Monthly reminders"),
    "no_reminders": (
        "已公示的各期中没有被提示。",
        "None in the periods that are shown.",
    ),
    "undone": ("到期未完成的任务", "Tasks due and not done"),
    "talked": ("已谈话，整改期限{until}", "talked with; new date {until}"),
    "not_talked": ("尚未谈话", "no talk yet"),
    "lag_slow": ("进度慢", "slow"),
    "lag_poor": ("完成差", "poor"),
    "lag_far_behind": ("单项重点任务明显落后", "far behind in a task"),
    "items_of_period": ("各项满分和得分", "Full marks and marks"),
    "how_title": ("没有得满分的任务", "Tasks that did not bring all their points"),
    "two_marks": (
        "镇级得分用本镇(街道)的权重和自加事项，定本镇名次、奖励和黄牌；全[level]得分用全[level]统一的权重，定全[level]名次和年度得分。",
        "Town mark: the town’s weights and items; ranks there, rewards, cards. City mark: the same for all.",
    ),
    "weight": ("权重", "Weight"),
    "ratio": ("实得/分值", "Earned/points"),
    "how_full": (
        "满分＝{total}×权重÷权重之和（镇级{town}，全[level]{city}），末位按最大余数凑足{total}；得分＝满分×实得÷分值。",
        "Full = {total} × weight ÷ all weights ({town}, the city’s {city}); mark = full × earned ÷ points.",
    ),
    "stresses": ("权重里的倍数：{stresses}。", "Multipliers within weights: {stresses}."),
    "stress_town": (
        "{theme}×{multiplier}（本镇自定，只用于镇级得分）",
        "{theme}×{multiplier} (the town’s, in the town mark only)",
    ),
    "how_in_chinese": (
        "",
        "What departments saw of each task, and the points that it brought, stand on the Chinese page:",
    ),
    "not_explained": (
        "[this]得分由来无法重现，请向[office]查询。",
        "How these marks came about cannot be shown again; ask the city’s office.",
    ),
    "added_item": ("本镇(街道)自加", "added by the town"),
    "adjustments": ("加分、扣分和一票否决", "Bonus, deductions and vetoes"),
    "points_bonus": ("加{points}分", "+{points}"),
    "points_deduction": ("扣{points}分", "−{points}"),
    "points_veto": ("一票否决", "Veto"),
    "cap_bonus": ("加分合计最多计{cap}分。", "Bonuses count up to {cap} in all."),
    "cap_deduction": ("扣分合计最多计{cap}分。", "Deductions count up to {cap} in all."),
    "basis": ("依据：{basis}", "Basis: {basis}"),
    "no_basis": (
        "没有列明依据：一票否决只能依据中央和省的规定",
        "no basis is named: a veto rests on central or provincial authority only",
    ),
    "sum": ("合计得分", "Mark in all"),
    # grades, and what a reward is made of
    "grade": ("等次", "Grade"),
    "grade_line": ("等次：{grade}", "Grade: {grade}"),
    "annual_line": ("年度得分：{mark}", "Annual mark: {mark}"),
    "number_of_villages": ("村(社区)数", "Villages"),
    "villages_by_grade": ("各年度等次的村(社区)数", "Villages by grade of the year"),
    "grade_short": ("未达{grade}：{told}", "short of {grade}: {told}"),
    "short_mark": ("{of}{found}，应不低于{wanted}", "{of} {found}, at least {wanted} is asked"),
    "short_place": ("名额{wanted}个，列第{found}位", "place {found} of {wanted}"),
    "short_period": ("{of}未达到", "not reached in {of}"),
    "money_of": ("其中：{parts}", "made of {parts}"),
    "money_place": ("名次奖励{yuan}元", "{yuan} yuan for the place"),
    "money_base": ("基础奖励{yuan}元", "{yuan} yuan for every village"),
    "money_grade": ("等次奖励{yuan}元", "{yuan} yuan for the grade"),
    "town_ranks": ("各镇(街道)得分和名次", "Marks and ranks of the towns"),
    # how a mark came about
    "how_dropped": ("本镇(街道)不适用这一项：{reason}", "The town drops this item: {reason}"),
    "carded": ("黄牌：{reason}", "card: {reason}"),
    "void": ("不计", "left out"),
    # year
    "year_title": ("{city}{year}年度表彰", "{city}: honours of {year}"),
    "list_of_year": ("表彰名单", "The list"),
    "honour": ("荣誉", "Honour"),
    "annual_mark": ("年度得分", "Annual mark"),
    "order": ("次序", "Place"),
    "prize": ("奖金（元）", "Prize (yuan)"),
    "decision": ("决定文号", "Decision"),
    "prize_note": (
        "奖金按方案一部分用于村公益事业。年度得分由各期全[level]得分按方案计算。",
        "Part of a prize is for the village’s welfare. The annual mark comes from the periods’ city marks.",
    ),
    "periods_of_year": ("本年各期", "The periods"),
    "no_list": ("本年度表彰名单尚未公示。", "The year’s list is not on notice yet."),
    # burden
    "burden_title": ("{year}年村级负担", "Load on villages in {year}"),
    "burden_note": (
        "[level]级任务清单每期向每个村(社区)提出的项数和条数；各镇(街道)每期最多自加两项。",
        "What the city’s list asks of every village in each period; a town may add up to two items.",
    ),
    "burden_by_department": ("各部门下达的任务", "By department: items / tasks"),
    "burden_changes": ("总量和变化", "Totals and changes"),
    "items_count": ("项数", "Items"),
    "tasks_count": ("条数", "Tasks"),
    "since_previous": ("条数比[before]", "Tasks since the period before"),
    "since_first": ("条数比{first}", "Tasks since {first}"),
    "burden_of_towns": ("镇(街道)自加的任务", "Added by towns: items / tasks"),
    "load": ("{items}项{tasks}条", "{items} / {tasks}"),
    # counting again
    "check_title": ("{period}结果自己核对", "Check the results of {period} yourself"),
    "check_link": ("自己核对每一步", "Check every step yourself"),
    "check_note": (
        "本页用公开的评分意见和规则，在您自己的浏览器里重新计算，不向任何地方发送内容；也可以拿计算器照着一步步算。",
        "This page counts again in your own browser, from the published data; a calculator will do too.",
    ),
    "check_noscript": (
        "浏览器不运行脚本时，请用下面的数据和程序核对。",
        "Without scripts, use the data and the program below.",
    ),
    "check_same": (
        "重新计算了{all}个村(社区)，得分、名次、奖励、黄牌全部相符。",
        "Villages counted again: {all}; marks, ranks, rewards and cards are all as published.",
    ),
    "check_differ": (
        "重新计算了{all}个村(社区)，{count}个与公布的不符。",
        "Villages counted again: {all}; not as published: {count}.",
    ),
    "check_files": ("公开的数据", "The data"),
    "check_program": (
        "下载整个公示栏后，用Python运行这个程序，一次核对全部结果：",
        "To check everything at once, download the board and run with Python:",
    ),
    # search
    "search_label": ("村名、镇名、拼音、首字母或村代码", "Village, town, pinyin, initials or code"),
    "filter_label": ("只看村名、镇名中含有的", "Show only names of villages or towns with"),
    "jump": ("跳到名次", "Jump to a rank"),
    "jump_to": ("第{rank}名起", "from rank {rank}"),
    "search_found": ("找到{count}个村(社区)", "Villages found: {count}"),
    "search_none": (
        "没有找到。请检查写法，或在下面按镇(街道)查找。",
        "None found. Check the spelling, or look under the town.",
    ),
    "search_hides": (
        "全部{all}个村(社区)现在都没有显示，清空输入框后重新显示。",
        " All {all} villages are hidden now; empty the box to see them.",
    ),
}  # fmt: skip

_OF_THE_SCHEME = re.compile(r"\[(\w+)\]")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def words_of(language: Language, facts: BoardFacts) -> SimpleNamespace:
    """The texts of one side, by name; an unknown name is an error.

    What stands in square brackets is called as the county's scheme calls it.
    """
    side, called = int(language is Language.ENGLISH), PERIOD_WORDS[facts.kind]
    own = {
        "level": facts.level,
        "office": facts.office,
        "unit": called.unit,
        "this": called.this,
        "before": called.before,
    }
    texts = {name: pair[side] for name, pair in _WORDS.items()}
    return SimpleNamespace(
        **{
            name: Counted(_OF_THE_SCHEME.sub(lambda found: own[found[1]], text))
            for name, text in texts.items()
        }
    )


def period_name(period: Period, language: Language) -> str:
    """A period as people say it: 2023年一季度, Q1 2023."""
    if language is Language.CHINESE:
        return chinese_period(period)
    name = _english(period)
    return f"{name} {period.year}" if name else str(period.year)


def short_period(period: Period, language: Language) -> str:
    """A period within its year: 一季度, Q1."""
    if language is Language.CHINESE:
        return short_chinese_period(period)
    return _english(period) or "whole year"


def _english(period: Period) -> str:
    """A period within its year; empty where it is the year."""
    match period.kind:
        case PeriodKind.YEAR:
            return ""
        case PeriodKind.MONTH | PeriodKind.TWO_MONTHS:
            return "–".join(_MONTHS[month.number - 1] for month in period.months)
        case PeriodKind.QUARTER | PeriodKind.HALF_YEAR:
            return period.key.upper()


def date_name(day: date, language: Language) -> str:
    """A date as documents of the language write it: 2023年4月3日, 2023-04-03."""
    return day.isoformat() if language is Language.ENGLISH else chinese_date(day)
