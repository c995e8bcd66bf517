"use strict";
// Filters the list of villages while someone types; without it the list is whole, by town.
const finder = document.getElementById("finder");
const box = document.getElementById("find");
const found = document.getElementById("found");
const towns = document.getElementById("towns");
const plain = (text) => text.normalize("NFKC").toLowerCase();
const groups = [...document.querySelectorAll(".group")].map((group) => ({
group,
villages: [...group.querySelectorAll("li")].map((village) => ({
village,
text: plain(group.querySelector("h2 span").textContent + " " + village.textContent),
})),
}));
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
towns.hidden = wanted.length > 0;
const told = count ? found.dataset.found.replace("{count}", count) : found.dataset.none;
found.textContent = wanted.length ? told : "";
};
finder.hidden = false;
box.addEventListener("input", show);
show();
