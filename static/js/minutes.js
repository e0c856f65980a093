// Keeps the minutes while they are typed; without this every form has its button. What was not saved stays in this browser.
// A form with data-keep is saved by itself; one with data-draft (it adds something) when its button is pressed.
const whole = document.querySelector("[data-minutes]").dataset;
const KEY = `verslag ${whole.minutes}`;
const ON_DEVICE = "Je tekst staat op dit apparaat.";
const dirty = new Set();
const isDraft = (form) => "draft" in form.dataset;
const isClash = (form) => "clash" in form.dataset;
const fields = (form) => [...form.elements].filter((field) => field.id);
const value = (field) => (field.type === "checkbox" ? field.checked : field.value);
const isTyped = (field) => (field.type === "checkbox" ? field.checked !== field.defaultChecked : "defaultValue" in field && field.value !== field.defaultValue);
const plain = (text) => `${text}`.trim().replace(/\s+/g, " ");
const differs = (form, kept) => fields(form).some((field) => field.type !== "hidden" && field.id in kept && plain(kept[field.id]) !== plain(value(field)));
const drawer = () => JSON.parse(localStorage.getItem(KEY) ?? "{}");

function put(id, kept) {
  const all = drawer();
  delete all[id];
  if (kept) all[id] = kept;
  if (Object.keys(all).length) localStorage.setItem(KEY, JSON.stringify(all));
  else localStorage.removeItem(KEY);
}

function keep(form, whether) {
  put(form.id, whether && Object.fromEntries(fields(form).map((field) => [field.id, value(field)])));
}

function say(form, words, { isWrong = false, link = null } = {}) {
  const place = form.querySelector("output");
  place.textContent = words;
  place.classList.toggle("error", isWrong);
  if (link) place.append(" ", Object.assign(document.createElement("a"), link));
}

function fail(form, words, link) {
  keep(form, true);
  say(form, words, { isWrong: true, link });
}

function touch(form) {
  if (!isDraft(form) && !isClash(form)) dirty.add(form);
  keep(form, true);
  say(form, "nog niet bewaard");
}

async function save(form, pressed) {
  dirty.delete(form);
  // Who is signed out is led to a page that does not answer a script: not followed.
  const sent = { method: "POST", body: new FormData(form), headers: { Accept: "application/json" }, redirect: "manual" };
  const answer = await fetch(location.pathname, sent).catch(() => null);
  if (!answer || answer.status >= 500) {
    if (!isDraft(form)) dirty.add(form);
    const next = isDraft(form) ? "Druk straks nog een keer op de knop." : "We proberen het steeds opnieuw.";
    return fail(form, `Geen verbinding. ${ON_DEVICE} ${next}`);
  }
  if (answer.type === "opaqueredirect") return fail(form, `Je bent uitgelogd. ${ON_DEVICE}`, { href: whole.signIn, textContent: "Log in" });
  const told = await answer.json().catch(() => null);
  if (pressed && answer.status === 409) return form.submit();
  if (!told) return fail(form, `Dit is niet bewaard. ${ON_DEVICE}`, { href: location.pathname, textContent: "Open deze pagina opnieuw" });
  if (!answer.ok) return fail(form, told.why);
  if (isDraft(form)) return showAdded(form);
  for (const name of ["version", "seen", "guests_seen"]) if (name in told) form.elements[name].value = told[name];
  keep(form, dirty.has(form));
  say(form, `bewaard om ${told.at}`);
}

// The page again, with what was added on it; a page that was itself the answer to a form would be sent once more.
function showAdded(form) {
  keep(form, false);
  location.hash = form.closest("li[id], section[id]").id;
  if (document.querySelector("form[data-clash]")) location.replace(`?${Date.now()}${location.hash}`);
  else location.reload();
}

function fill(form, kept) {
  for (const field of fields(form)) {
    if (!(field.id in kept)) continue;
    field[field.type === "checkbox" ? "checked" : "value"] = kept[field.id];
    if (field.type !== "hidden" && kept[field.id]) reveal(field);
  }
}

function reveal(field) {
  for (let box = field.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
}

// What was typed at a point that somebody took off since: it can come back with a point of its own.
function rescue(kept) {
  const form = document.getElementById("vorm-verder");
  const words = Object.fromEntries(Object.entries(kept).map(([id, typed]) => [id.replace(/^id_[^_]+_[^_]+_/, ""), typed]));
  const said = { minutes: words.minutes ?? "", members_minutes: words.members_minutes ?? "" };
  if (words.text) said[words.members_only ? "members_minutes" : "minutes"] = words.text;
  const texts = Object.entries(said).filter(([, text]) => text.trim());
  if (!texts.length) return;
  form.elements.title.value ||= words.title;
  for (const [name, text] of texts) {
    const field = form.elements[name] ?? form.elements.minutes;
    field.value = [field.value, text].filter(Boolean).join("\n\n");
    reveal(field);
  }
  touch(form);
}

for (const form of document.querySelectorAll("form[data-keep], form[data-draft]")) {
  form.addEventListener("input", () => touch(form));
  if (isClash(form) && !isDraft(form)) continue;
  const kept = isClash(form) ? {} : (drawer()[form.id] ?? {});
  if (differs(form, kept)) {
    fill(form, kept);
    touch(form);
  } else if (!isClash(form) && fields(form).some((field) => field.type !== "hidden" && isTyped(field))) {
    touch(form); // typed before this was there
  } else keep(form, isClash(form));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    delete form.dataset.sent;
    event.submitter?.removeAttribute("aria-busy");
    save(form, true);
  });
}
for (const [id, kept] of Object.entries(drawer())) {
  if (document.getElementById(id)) continue;
  if (!isClash(document.getElementById("vorm-verder"))) rescue(kept);
  put(id, null);
}
document.querySelector("[data-auto]").hidden = false;

let isBusy = false;
setInterval(async () => {
  if (isBusy) return;
  isBusy = true;
  for (const form of [...dirty]) await save(form);
  isBusy = false;
}, 3000);
