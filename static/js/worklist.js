// A press on the work list changes the list in place. Without this the page comes anew, at the next line.
document.addEventListener("submit", async (event) => {
  const form = event.target.closest("form.say");
  if (!form || form.dataset.failed) return;
  event.preventDefault();
  const pressed = event.submitter;
  const next = new URL(form.elements.next.value, location.href).hash;
  const answer = await fetch(form.action, { method: "POST", body: new FormData(form, pressed) }).catch(() => null);
  if (!answer?.ok || new URL(answer.url).pathname !== location.pathname) {
    form.dataset.failed = "yes";
    return form.requestSubmit(pressed);
  }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  document.querySelector("main").replaceWith(page.querySelector("main"));
  serveKeys();
  (document.querySelector(`${next || "main"} :is(button, a)`) ?? document.querySelector("main a")).focus({ preventScroll: true });
});

// One key an action, for who does thirty projects in a row: only where nothing is typed, and to be switched off (the
// choice stays in this browser), for who speaks to the computer or has a shaky hand.
const KEPT = "sneltoetsen";
const keysAreOn = () => localStorage.getItem(KEPT) !== "uit";
const keyList = () => document.querySelector("[data-keys]");
const line = () => document.activeElement.closest(".group li");

function serveKeys() {
  const list = keyList();
  const box = list.querySelector("input");
  list.hidden = false;
  box.checked = keysAreOn();
  box.addEventListener("change", () => localStorage.setItem(KEPT, box.checked ? "aan" : "uit"));
}

function go(step) {
  const lines = [...document.querySelectorAll(".group li")];
  const at = lines.indexOf(line());
  const to = at < 0 ? (step > 0 ? 0 : lines.length - 1) : at + step;
  lines[to]?.querySelector("a").focus();
}

const press = (number) => line()?.querySelectorAll(".say button")[number]?.click();
const KEYS = {
  j: () => go(1),
  k: () => go(-1),
  1: () => press(0),
  2: () => press(1),
  3: () => press(2),
  s: () => line()?.querySelector(".say a")?.click(),
  "?": () => {
    const list = keyList();
    list.open = !list.open;
    list.querySelector("summary").focus();
  },
};

document.addEventListener("keydown", (event) => {
  const act = KEYS[event.key];
  if (!act || !keysAreOn() || event.ctrlKey || event.metaKey || event.altKey || event.repeat && !"jk".includes(event.key)) return;
  if (event.target.closest("input, select, textarea, [contenteditable]")) return;
  event.preventDefault();
  act();
});

serveKeys();
