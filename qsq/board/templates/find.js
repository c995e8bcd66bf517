"use strict";
// Filters the villages of a list or table while someone types; without it all of them stand there.
const finder = document.getElementById("finder");
const box = document.getElementById("find");
const found = document.getElementById("found");
const towns = document.querySelector("nav#towns");
const plain = (text) => text.normalize("NFKC").toLowerCase();
const short = (town) => town.replace(/(镇|乡|街道|街道办事处)$/, "");
const groups = [...document.querySelectorAll(".group")].map((group) => ({
group,
villages: [...group.querySelectorAll("li, tr")].map((village) => {
const town = (village.querySelector(".of") ?? group.querySelector("h2 span"))?.textContent ?? "";
const name = village.querySelector("a").textContent;
const said = [town + name, short(town) + name, village.textContent, village.dataset.sounds ?? ""];
return { village, text: plain(said.join(" ")) };
}),
}));
const all = groups.reduce((count, { villages }) => count + villages.length, 0);
const show = () => {
const wanted = plain(box.value).split(/\s+/).filter(Boolean);
let count = 0;
for (const { group, villages } of groups) {
let here = 0;
for (const { village, text } of villages) {
const fits = wanted.every((word) => text.includes(word));
village.hidden = !fits;
here += fits;
}
group.hidden = here === 0;
count += here;
}
if (towns) towns.hidden = wanted.length > 0 && count > 0;
const told = count ? found.dataset.found : found.dataset.none + found.dataset.all;
found.textContent = wanted.length ? told.replace("{count}", count).replace("{all}", all) : "";
};
finder.hidden = false;
box.addEventListener("input", show);
show();
