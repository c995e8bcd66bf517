"""What the simulated year 2023 makes up: villages' traits and sizes, reasons, vetoes, cadres.

SIMULATED 模拟数据: none of this was observed anywhere; see simulate_2023.py, which draws from it.
"""

from typing import NamedTuple


class Trait(NamedTuple):
    """What a village has or lacks: how likely a rural and an urban unit has it; what is NA without it."""

    rural: float
    urban: float
    note: str
    needed_by: tuple[str, ...]
    """Items, tasks, and tasks of one period (q3.item.task)."""


# The first trait that is lacking gives the note.
TRAITS = {
    "countryside": Trait(1, 0, "城镇社区没有此项工作对象", (
        "environment.sewage", "civility.reading", "rural-revival.industry", "collective.distribution",
        "collective.contracts", "land.housing", "river.channels", "river.ponds", "river.winter-works",
        "river.facilities", "flood.transfer-plan", "flood.clearing")),
    "fields": Trait(1, 0, "没有耕地", ("spring-farming", "grain", "autumn-winter", "land.farmland")),
    "early rice": Trait(1, 0, "不种早稻", (
        "spring-farming.ploughing", "spring-farming.transplanting", "grain.early-rice", "grain.early-harvest",
        "q3.environment.straw")),
    "late rice": Trait(0.97, 0, "不种晚稻", (
        "grain.late-rice", "q3.grain.pests", "autumn-winter.late-harvest", "q4.environment.straw")),
    "rape": Trait(0.95, 0, "没有成片油菜", (
        "grain.rape-disease", "autumn-winter.rape", "autumn-winter.seedling-care", "q2.environment.straw")),
    "abandoned fields": Trait(0.6, 0, "没有可复耕的撂荒地", ("grain.recultivation",)),
    "woods": Trait(1, 0, "没有林地", ("forest-fire", "forest.planting", "forest.patrol",
                                  "forest.summer-fire", "forest.pine")),
    "planting": Trait(0.7, 0, "今年没有造林任务", ("forest.planting",)),
    "animals": Trait(0.8, 0, "没有养殖户", ("environment.manure",)),
    "water source": Trait(0.5, 0, "没有集中式饮用水水源", ("environment.water-source",)),
    "waters": Trait(1, 0.3, "没有危险水域", ("drowning.waters", "q3.drowning.patrol")),
    "reservoirs": Trait(0.85, 0, "没有小型水库和重点山塘", ("flood.reservoirs",)),
    "hazard points": Trait(0.7, 0, "没有地质灾害隐患点", ("land.geohazard",)),
    "poor": Trait(1, 0.4, "没有脱贫户和监测对象", ("rural-revival.monitor", "rural-revival.employment")),
    "toilets": Trait(0.75, 0, "没有问题户厕", ("rural-revival.toilets",)),
    "projects": Trait(0.7, 0.7, "本季度没有小型工程", ("integrity.projects",)),
    "released": Trait(0.75, 0.9, "没有社区矫正对象和刑满释放人员", ("peace.reintegration",)),
    "estates": Trait(0, 1, "没有住宅小区", ("estates",)),
    "warned": Trait(1, 1, "本季度没有下达强降雨预警", ("flood.transfer",)),
}  # fmt: skip
RURAL_COMMUNITY = 0.3  # how likely a community outside the streets (街道) has villages' fields and woods
WARNED = 0.45  # how likely a town was warned of heavy rain; the trait holds for all its villages or none
DOUBLE_RICE = ("early rice", "late rice")
# What 浯溪街道 and 晒北滩瑶族乡 do not grow, as their own rules say.
NOT_GROWN = dict.fromkeys(("431181003", "431181203"), (*DOUBLE_RICE, "rape"))
HIGHLANDS = ("431181120", "431181201", "431181202")  # 金洞镇, 凤凰乡, 石鼓源乡
SINGLE_RICE = 0.3  # how likely a village of the highlands has one crop of rice, the middle one, and not two


class Size(NamedTuple):
    """A size of a village: a share of another size, between `low` and `high`."""

    of: str
    low: float
    high: float
    target_of: tuple[str, ...] = ()


# Tasks of two periods that have one size have one target: what is planned is what is to be planted.
PEOPLE_RURAL, PEOPLE_URBAN = (700, 2400), (1500, 5000)
SIZES = {
    "paddy": Size("people", 0.5, 0.9),
    "early rice": Size("paddy", 0.5, 0.75, ("grain.early-rice", "spring-farming.transplanting")),
    "nursery": Size("early rice", 0.3, 0.5, ("spring-farming.seedlings",)),
    "late rice": Size("early rice", 0.92, 1.08, ("grain.late-rice",)),
    "summer crops": Size("paddy", 0.35, 0.6, ("grain.sown-area",)),
    "rape": Size("paddy", 0.2, 0.4, ("autumn-winter.rape",)),
    "abandoned": Size("one", 3, 40, ("grain.recultivation",)),
    "contracts": Size("people", 0.2, 0.3, ("health.family-doctor",)),
    "insured": Size("people", 0.82, 0.92, ("medical-insurance.enrolment",)),
    "toilets": Size("one", 2, 25, ("rural-revival.toilets",)),
    "waters": Size("one", 3, 15, ("drowning.waters",)),
    "planting": Size("one", 8, 80, ("forest.planting",)),
    "bamboo": Size("one", 80, 500, ("bamboo.bamboo-stands",)),
    "channels": Size("one", 0.8, 6, ("river.channels", "river.winter-works")),
    "river": Size("one", 0.5, 4, ("flood.clearing",)),
    "belts": Size("one", 0.5, 4, ("forest-fire.belts",)),
    "other": Size("one", 5, 30),  # for tasks that the rules may add
}
SIZE_OF = {task: name for name, size in SIZES.items() for task in size.target_of}
KILOMETRES = "公里"  # the unit that is counted in tenths; all others are whole

SELDOM = {"integrity.conduct": 0.1}  # counts that are far lower than others: offences that were proven

# Department, points, reason; the later, the likelier.
BONUSES = (
    ("organisation", "2", "党建工作获省级表彰"),
    ("civil", "2", "获评省级乡村治理示范村(社区)"),
    ("organisation", "1.5", "承办全市基层党建现场会"),
    ("revitalisation", "1.5", "承办全市村庄清洁行动现场会"),
    ("politics-law", "1", "矛盾纠纷调解做法获永州市推介"),
    ("publicity", "1", "移风易俗做法获永州市推介"),
    ("health", "1", "爱国卫生工作获永州市表彰"),
    ("emergency", "0.5", "配合全市应急演练"),
    ("revitalisation", "0.5", "在全市季度讲评会上作经验发言"),
    ("publicity", "0.5", "志愿服务事迹获永州市级媒体报道"),
)
DEDUCTIONS = (
    ("environment", "2", "露天焚烧垃圾被永州市通报"),
    ("emergency", "1", "安全隐患整改“回头看”仍未完成"),
    ("revitalisation", "1", "交办问题整改后反弹"),
    ("water", "1", "交办的河道问题逾期未处理"),
    ("land", "0.5", "违法占地线索逾期未核查"),
    ("politics-law", "0.5", "信访事项逾期未办结"),
    ("civil", "0.3", "救助对象变化情况逾期未报"),
    ("insurance", "0.2", "参保信息差错逾期未更正"),
    ("discipline", "0.5", "工作群众反映未及时答复"),
)
# The year's two vetoes, by period: department, reason, basis.
VETOES = {
    2: ("emergency", "重大事故隐患逾期未整改，经查属实（模拟）", "《中华人民共和国安全生产法》"),
    4: ("land", "占用永久基本农田限期未整改，经查属实（模拟）", "《中华人民共和国土地管理法》"),
}

POSTS = ("党组织书记", "党组织副书记", "委员", "委员", "委员", "委员", "委员")
CADRES = (4, 4, 4, 4, 5, 5, 5, 5, 6, 7)  # cadres of a village: one of these
BASE_BONUS = {"党组织书记": (3200, 3500), "党组织副书记": (2700, 3000), "委员": (2430, 2700)}  # yuan
STEP = 10  # base bonuses are whole tens
