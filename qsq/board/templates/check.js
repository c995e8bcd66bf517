"use strict";
// Counts a period again in the reader's own browser, from the published data and rules alone. It shares no
// line with the engine; sections are those of the contract. A figure is an exact fraction of whole numbers.
const data = JSON.parse(document.getElementById("data").textContent);
const { scheme, period, towns } = data.rules;

// figures (section 6)
const gcd = (a, b) => (b ? gcd(b, a % b) : a < 0n ? -a : a);
const frac = (n, d = 1n) => {
const by = (gcd(n, d) || 1n) * (d < 0n ? -1n : 1n);
return { n: n / by, d: d / by };
};
const ZERO = frac(0n);
const add = (a, b) => frac(a.n * b.d + b.n * a.d, a.d * b.d);
const sub = (a, b) => add(a, frac(-b.n, b.d));
const mul = (a, b) => frac(a.n * b.n, a.d * b.d);
const div = (a, b) => frac(a.n * b.d, a.d * b.n);
const less = (a, b) => a.n * b.d < b.n * a.d;
const min = (a, b) => (less(b, a) ? b : a);
const max = (a, b) => (less(a, b) ? b : a);
const sum = (all) => all.reduce(add, ZERO);
const floor = (a) => a.n / a.d - (a.n % a.d < 0n ? 1n : 0n);
const number = (written) => {
const text = String(written);
if (text.endsWith("%")) return div(number(text.slice(0, -1)), frac(100n));
if (text.includes("/")) return text.split("/").map(number).reduce(div);
const [whole, part = ""] = text.split(".");
return frac(BigInt(whole + part), 10n ** BigInt(part.length));
};
const decimals = BigInt(scheme.marks.decimals);
const rounded = (exact) => {
const unit = 10n ** decimals;
const below = exact.n < 0n;
const size = mul(below ? frac(-exact.n, exact.d) : exact, frac(unit));
const whole = floor(size);
const rest = sub(size, frac(whole));
const atHalf = { half_up: true, half_even: whole % 2n === 1n }[scheme.marks.rounding];
if (atHalf === undefined) throw new Error(scheme.marks.rounding);
const up = 2n * rest.n === rest.d ? atHalf : 2n * rest.n > rest.d;
return frac((whole + (up ? 1n : 0n)) * (below ? -1n : 1n), unit);
};
const shown = (figure, places = decimals) => {
if (figure === null) return "—";
const units = (figure.n * 10n ** places) / figure.d;
const digits = String(units < 0n ? -units : units).padStart(Number(places) + 1, "0");
const at = digits.length - Number(places);
return (units < 0n ? "-" : "") + digits.slice(0, at) + (places ? "." + digits.slice(at) : "");
};
const shared = (total, weights, places) => {
const unit = frac(10n ** places);
const all = sum(weights);
const exact = weights.map((weight) => div(mul(mul(total, unit), weight), all));
const shares = exact.map(floor);
const rests = exact.map((one, at) => sub(one, frac(shares[at])));
const order = exact.map((_one, at) => at);
order.sort((a, b) => (less(rests[b], rests[a]) ? -1 : less(rests[a], rests[b]) ? 1 : a - b));
const left = floor(mul(total, unit)) - shares.reduce((a, b) => a + b, 0n);
order.slice(0, Number(left)).forEach((at) => (shares[at] += 1n));
return shares.map((share) => div(frac(share), unit));
};

// a village's marks (sections 3 to 6)
const earns = (method, points, value, target) => {
const given = (name, otherwise) => number(method[name] ?? otherwise);
switch (method.kind) {
case "award": return number(value);
case "deduct": return max(given("floor", 0), sub(points, mul(given("each"), number(value))));
case "ratio": return mul(points, min(frac(1n), div(number(value), number(target ?? method.target))));
case "grade": return mul(points, number(method.grades[value]));
case "yes_no": return value === "yes" ? points : ZERO;
case "bands": {
const reached = method.bands.filter((band) => !less(number(value), number(band.from)));
reached.sort((a, b) => (less(number(b.from), number(a.from)) ? -1 : 1));
return reached.length ? number(reached[0].points) : ZERO;
}
case "scale": {
const [zero, full] = [given("zero"), given("full")];
const exact = div(mul(points, sub(number(value), zero)), sub(full, zero));
const most = method.most === undefined ? points : number(method.most);
return min(most, max(given("least", 0), exact));
}
default: throw new Error(method.kind);
}
};
const earned = (item, task, village) => {
const name = item.id + "." + task.id;
const points = number(task.points);
const { rounds, how } = task.combine ?? { rounds: 1, how: "mean" };
const names = Array.from({ length: rounds }, (_one, at) => (at ? name + "#" + (at + 1) : name));
const seen = names.map((one) => village.seen[one]).filter((one) => one !== undefined);
const target = village.targets[name];
const told = { text: task.text, seen: seen.join(" · "), target, points, earned: null };
if (!seen.length) return { ...told, earned: scheme.missing === "zero" ? ZERO : null };
const values = seen.filter((one) => one !== "NA");
let printed = values.map((one) => rounded(earns(task.method, points, one, target)));
if (!printed.length) return told;
printed.sort((a, b) => (less(a, b) ? -1 : 1));
if (how === "lowest") return { ...told, earned: printed[0] };
if (how === "trimmed_mean" && printed.length > 2) printed = printed.slice(1, -1);
return { ...told, earned: rounded(div(sum(printed), frac(BigInt(printed.length)))) };
};
const fits = (scope, village) =>
Object.entries(scope ?? {}).every(([field, words]) => words.includes(village[field]));
const weight = (item, stresses) =>
stresses
.filter((one) => item.themes.includes(one.theme))
.reduce((found, one) => mul(found, number(one.multiplier)), number(item.weight));
const marks = (village) => {
const town = towns[village.town] ?? { add: [], emphasis: [], drop: [] };
const dropped = town.drop.map((one) => one.item);
const items = [...period.items, ...town.add].map((item) => {
const applies = !dropped.includes(item.id) && fits(item.for, village);
const tasks = applies ? item.tasks.map((task) => earned(item, task, village)) : [];
const counted = tasks.filter((one) => one.earned !== null);
const own = town.add.includes(item);
const weights = [weight(item, [...period.emphasis, ...town.emphasis]), weight(item, period.emphasis)];
return { item, tasks, counted, own, weights, full: null, mark: null, cityFull: null, cityMark: null };
});
const total = number(scheme.marks.total);
const give = (chosen, at, full, mark) =>
shared(total, chosen.map((one) => one.weights[at]), decimals).forEach((share, place) => {
const one = chosen[place];
one.earned = sum(one.counted.map((task) => task.earned));
one.points = sum(one.counted.map((task) => task.points));
one[full] = share;
one[mark] = rounded(div(mul(share, one.earned), one.points));
});
const applicable = items.filter((one) => one.counted.length);
give(applicable, 0, "full", "mark");
give(applicable.filter((one) => !one.own), 1, "cityFull", "cityMark");
const adjusted = data.adjustments[village.code] ?? [];
const sums = {};
const capped = (kind) => {
sums[kind] = sum(adjusted.filter((one) => one.kind === kind).map((one) => number(one.points)));
const cap = scheme.adjustments[kind + "_cap"];
return rounded(cap === undefined ? sums[kind] : min(sums[kind], number(cap)));
};
const [bonus, deduction] = [capped("bonus"), capped("deduction")];
const mark = (of) => max(ZERO, sub(sum([bonus, ...items.map((one) => one[of] ?? ZERO)]), deduction));
const vetoed = adjusted.some((one) => one.kind === "veto");
return { ...village, items, adjusted, bonus, deduction, sums, vetoed, town_mark: mark("mark"), city_mark: mark("cityMark") };
};

// ranks, cards, grades, rewards (section 7)
const tieKey = (one, key, of) => {
const [kind, id] = key.split(":");
if (kind === "least_deductions") return frac(-one.sums.deduction.n, one.sums.deduction.d);
if (kind === "most_bonus") return one.sums.bonus;
const own = one.items.filter(({ item }) => (kind === "item" ? item.id : item.category) === id);
return sum(own.map((item) => item[of] ?? ZERO));
};
const better = (a, b) => {
if (a.vetoed !== b.vetoed) return b.vetoed;
const at = a.standing.findIndex((figure, place) => less(figure, b.standing[place]) || less(b.standing[place], figure));
return at >= 0 && less(b.standing[at], a.standing[at]);
};
const rank = (members, total, of, name) => {
const keys = scheme.ranking.tie_break;
members.forEach((one) => (one.standing = [one[total], ...keys.map((key) => tieKey(one, key, of))]));
members.forEach((one) => (one[name] = 1 + members.filter((other) => better(other, one)).length));
};
const card = (one, members) => {
const rule = scheme.yellow_card;
if (!rule) return "";
if (one.vetoed) return "veto";
if (less(one.town_mark, number(rule.below))) return "below";
const behind = members.filter((other) => other.rank > one.rank).length;
const last = members.length >= rule.smallest_pool && behind < rule.last;
return last && less(one.town_mark, number(rule.spare_at)) ? "last" : "";
};
const fulfils = (one, rule) => {
const marked = one.items.filter((item) => item.full !== null);
const reach = (own, share) =>
!less(sum(own.map((item) => item.mark)), mul(number(share), sum(own.map((item) => item.full))));
const category = (id) => marked.filter(({ item }) => item.category === id);
return (
!less(one.town_mark, number(rule.from ?? 0)) &&
(!rule.each_item || marked.every((item) => reach([item], rule.each_item))) &&
(!rule.each_category ||
[...new Set(marked.map(({ item }) => item.category))].every((id) => reach(category(id), rule.each_category)))
);
};
const grade = (members) =>
(scheme.grades ?? []).forEach((rule, at, all) => {
const last = at === all.length - 1;
let fit = members.filter((one) => !one.grade && (last || (!one.vetoed && fulfils(one, rule))));
if (rule.at_most) {
const most = floor(mul(number(rule.at_most), frac(BigInt(members.length))));
const fulfilling = fit;
fit = fit.filter((one) => fulfilling.filter((other) => other.rank <= one.rank).length <= most);
}
fit.forEach((one) => (one.grade = rule.id));
});
const reward = (members, part) => {
const rule = scheme.rewards;
const places = part === null ? rule.amounts.map(number) : shared(part, rule.places.map(number), 2n);
for (const at of new Set(members.map((one) => one.rank))) {
const tied = members.filter((one) => one.rank === at);
const money = sum(places.slice(at - 1, at - 1 + tied.length));
shared(money, tied.map(() => frac(1n)), 2n).forEach((share, place) => {
const one = tied[place];
const takes = !one.vetoed && !one.card && !less(one.town_mark, number(rule.from));
const more = add(number(rule.base), number(rule.by_grade[one.grade] ?? 0));
one.reward = takes ? add(share, more) : ZERO;
});
}
};
const count = () => {
const all = data.villages.map(([code, name, town, kind, group], at) => {
const known = data.tasks.map((task, place) => [task, data.values[place][data.seen[at][place]]]);
const targets = data.targeted.map((task, place) => [task, data.targets[at][place] ?? undefined]);
const entered = { seen: Object.fromEntries(known), targets: Object.fromEntries(targets) };
return marks({ code, name, town, kind, group, ...entered });
});
const place = (one) =>
scheme.ranking.pool.includes("kind") ? (one.kind === "community" ? "0" : "1") : "";
const field = (one, name) => (scheme.ranking.pool.includes(name) ? one[name] : "");
const pools = new Map();
all.forEach((one) => {
const key = [field(one, "town"), place(one), field(one, "group")];
const text = JSON.stringify(key);
pools.set(text, { key, members: [...(pools.get(text)?.members ?? []), one] });
});
const points = (a, b) => {
const [one, other] = [[...a], [...b]];
const at = one.findIndex((sign, place) => sign !== other[place]);
if (at < 0) return one.length - other.length;
return at < other.length ? one[at].codePointAt(0) - other[at].codePointAt(0) : 1;
};
const ordered = [...pools.values()].sort((a, b) =>
a.key.map((text, at) => points(text, b.key[at])).find(Boolean) ?? 0);
rank(all, "city_mark", "cityMark", "city_rank");
ordered.forEach(({ members }) => rank(members, "town_mark", "mark", "rank"));
ordered.forEach(({ members }) => members.forEach((one) => (one.card = card(one, members))));
ordered.forEach(({ members }) => grade(members));
const sizes = ordered.map(({ members }) => frac(BigInt(members.length)));
const pot = scheme.rewards.places ? shared(number(scheme.rewards.pool), sizes, 2n) : null;
ordered.forEach(({ members }, at) => reward(members, pot && pot[at]));
return all;
};
const found = (one) => [
shown(one.town_mark), shown(one.city_mark), String(one.rank), String(one.city_rank),
shown(one.reward, 2n), one.card, one.grade ?? "",
];

// the page
const all = count();
const words = data.words;
const put = (parent, name, content, kind) => {
const one = parent.appendChild(document.createElement(name));
one.textContent = content;
if (kind) one.className = kind;
return one;
};
const line = (body, head, ...cells) => {
const row = body.appendChild(document.createElement("tr"));
put(row, "th", head).scope = "row";
cells.forEach((cell) => put(row, "td", cell, "n"));
};
const product = (full, one, mark) =>
full === null ? "" : shown(full) + " × " + shown(one.earned) + " ÷ " + shown(one.points) + " = " + shown(mark);
const steps = (one) => {
const place = document.getElementById("steps");
place.replaceChildren();
for (const item of one.items.filter(({ counted }) => counted.length)) {
put(place, "h2", item.item.name);
const body = put(place, "table", "").appendChild(document.createElement("tbody"));
item.tasks.forEach((task) => line(body, task.text, task.target ? task.seen + " / " + task.target : task.seen,
task.earned === null ? words.void : shown(task.earned) + " / " + shown(task.points)));
line(body, words.town_mark, "", product(item.full, item, item.mark));
if (item.cityFull !== null) line(body, words.city_mark, "", product(item.cityFull, item, item.cityMark));
}
put(place, "h2", words.sum);
const body = put(place, "table", "").appendChild(document.createElement("tbody"));
const published = data.published[data.villages.findIndex(([code]) => code === one.code)];
line(body, words.bonus, shown(one.bonus), "");
line(body, words.deduction, shown(one.deduction), "");
words.results.forEach((name, at) => {
const same = found(one)[at] === published[at];
line(body, name, found(one)[at] || "—", same ? "✓" : "✗ " + published[at]);
});
};
const differs = all.filter((one, at) => found(one).join() !== data.published[at].join());
const told = differs.length ? words.differ.replace("{count}", differs.length) : words.same;
document.getElementById("all").textContent = told.replace("{all}", all.length);
const choice = document.getElementById("village");
const open = () => {
const one = all.find(({ code }) => code === choice.value);
if (one) steps(one);
};
const named = document.getElementById(location.hash.slice(1));
if (named?.value) choice.value = named.value;
document.getElementById("chooser").hidden = false;
choice.addEventListener("change", open);
open();
