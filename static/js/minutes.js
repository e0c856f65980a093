// Keeps the minutes while they are typed; without this every form has its button. What was not saved stays in this browser.
const KEY = `verslag ${document.querySelector("[data-minutes]").dataset.minutes}`;
const dirty = new Set();
const fields = (form) => [...form.elements].filter((field) => field.id);
const value = (field) => (field.type === "checkbox" ? field.checked : field.value);
const plain = (text) => `${text}`.trim().replace(/\s+/g, " ");
const differs = (form, kept) => fields(form).some((field) => field.type !== "hidden" && field.id in kept && plain(kept[field.id]) !== plain(value(field)));
const drawer = () => JSON.parse(localStorage.getItem(KEY) ?? "{}");

function keep(form, whether) {
  const all = drawer();
  delete all[form.id];
  if (whether) all[form.id] = Object.fromEntries(fields(form).map((field) => [field.id, value(field)]));
  if (Object.keys(all).length) localStorage.setItem(KEY, JSON.stringify(all));
  else localStorage.removeItem(KEY);
}

function say(form, words, isWrong = false) {
  const place = form.querySelector("output");
  place.textContent = words;
  place.classList.toggle("error", isWrong);
}

function touch(form) {
  dirty.add(form);
  keep(form, true);
  say(form, "nog niet bewaard");
}

async function save(form, pressed) {
  dirty.delete(form);
  const sent = { method: "POST", body: new FormData(form), headers: { Accept: "application/json" } };
  const answer = await fetch(location.pathname, sent).catch(() => null);
  if (!answer || answer.status >= 500) {
    dirty.add(form);
    return say(form, "Geen verbinding. Je tekst staat op dit apparaat. We proberen het steeds opnieuw.", true);
  }
  const told = await answer.json().catch(() => null);
  if (pressed && (!told || answer.status === 409)) return form.submit();
  if (!answer.ok || !told) return say(form, told?.why ?? "Dit is niet bewaard. Druk op ‘Bewaar’.", true);
  for (const name of ["version", "seen", "guests_seen"]) if (name in told) form.elements[name].value = told[name];
  keep(form, dirty.has(form));
  say(form, `bewaard om ${told.at}`);
}

function fill(form, kept) {
  for (const field of fields(form)) {
    if (field.id in kept) field[field.type === "checkbox" ? "checked" : "value"] = kept[field.id];
  }
}

for (const form of document.querySelectorAll("form[data-keep]")) {
  form.addEventListener("input", () => touch(form));
  if ("clash" in form.dataset) continue;
  const kept = drawer()[form.id] ?? {};
  if (differs(form, kept)) {
    fill(form, kept);
    touch(form);
  } else keep(form, false);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    delete form.dataset.sent;
    event.submitter?.removeAttribute("aria-busy");
    save(form, true);
  });
}
document.querySelector("[data-auto]").hidden = false;

let isBusy = false;
setInterval(async () => {
  if (isBusy) return;
  isBusy = true;
  for (const form of [...dirty]) if (!("clash" in form.dataset)) await save(form);
  isBusy = false;
}, 3000);
