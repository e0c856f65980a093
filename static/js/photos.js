// Photos are sent without this too. It asks for as many descriptions as photos were chosen, and says before sending
// what is missing: a browser does not choose the same files again when the page comes back.
const LEAVING = ["skip", "back", "check"]; // a chosen photo holds nobody up who goes on without
const several = new Intl.ListFormat("nl");

for (const chooser of document.querySelectorAll("input[type=file][name=photo]")) {
  const form = chooser.form;
  const rows = [...form.querySelectorAll("[name=photo_alt]")];
  const list = rows[0].closest(".text-list");
  const consent = form.elements.photo_consent;
  const most = Number(list.dataset.most);
  const written = new Map(); // the words about each photo
  let wasAsked = false; // a description may be left out, so it is asked for once

  // Words stay with their photo: who has to choose again may choose others.
  const follow = () => {
    if (!chooser.files.length) return;
    const before = numbered(rows.map((row) => row.dataset.photo));
    const names = rows.map((_, number) => chooser.files[number]?.name.normalize().slice(0, 60) ?? "");
    const now = numbered(names);
    rows.forEach((row, number) => before[number] && written.set(before[number], row.value));
    rows.forEach((row, number) => {
      row.value = written.get(now[number]) ?? (before[number] ? "" : row.value);
      row.dataset.photo = row.previousElementSibling.textContent = names[number];
      nameSent(row)?.remove(); // from here on the words are in the order of the photos
    });
  };

  const show = () => {
    rows.forEach((row, number) => (row.closest("li").hidden = number >= chooser.files.length && !row.value));
    list.closest(".ask").hidden = rows.every((row) => row.closest("li").hidden);
  };

  const missing = () => {
    if (chooser.files.length > most) {
      const words = `Kies hoogstens ${most} foto’s. Nu zijn het er ${chooser.files.length}.`;
      return [[[chooser], chooser, words]];
    }
    const bare = rows.slice(0, chooser.files.length).filter((row) => !row.value.trim());
    const numbers = several.format(bare.map((row) => String(rows.indexOf(row) + 1)));
    const which = chooser.files.length > 1 ? `foto ${numbers}` : "de foto";
    const found = [];
    if (bare.length && !wasAsked) {
      const words = `Schrijf in één zin wat je ziet op ${which}. Weet je niets? Druk dan nog een keer op de knop: het gaat dan mee zonder die zin.`;
      found.push([bare, list, words]);
    }
    if (chooser.files.length && !consent.checked) {
      found.push([[consent], consent.parentElement, "Zet een vinkje als de mensen op de foto het goed vinden."]);
    }
    wasAsked ||= bare.length > 0;
    return found;
  };

  list.classList.add("counted");
  rows.forEach((row) => (row.dataset.photo = nameSent(row)?.value ?? ""));
  chooser.addEventListener("change", () => {
    forgetRefused(chooser);
    follow();
    show();
  });
  window.addEventListener("pageshow", show);
  show();

  // Before the form itself hears of it, which takes it as sent.
  document.addEventListener(
    "submit",
    (event) => {
      if (event.target !== form || LEAVING.includes(event.submitter?.name)) return;
      [chooser, ...rows, consent].forEach(forget);
      const found = missing();
      if (!found.length) return;
      event.preventDefault();
      event.stopPropagation();
      found.forEach(([fields, place, words]) => say(fields, place, words));
      found[0][0][0].focus();
    },
    true,
  );
}

// The file that a row was about when the page was made.
function nameSent(row) {
  return row.parentElement.querySelector("[type=hidden]");
}

// A telephone may call every photo the same: they are told apart by their turn.
function numbered(names) {
  return names.map((name, at) => name && `${names.slice(0, at).filter((other) => other === name).length} ${name}`);
}

// What was wrong with photos that are no longer chosen.
function forgetRefused(chooser) {
  forget(chooser);
  for (const link of document.querySelectorAll(`[data-summary] a[href="#${chooser.id}"]`)) {
    const summary = link.closest("[data-summary]");
    link.closest("li").remove();
    if (!summary.querySelector("li")) summary.remove();
  }
}

// As components/_field.html shows what is wrong.
function say(fields, place, words) {
  const error = document.createElement("p");
  error.className = "error";
  error.id = `${fields[0].id}-f`;
  error.textContent = words;
  document.getElementById(error.id)?.remove();
  place.before(error);
  place.closest("details")?.setAttribute("open", "");
  for (const field of fields) {
    field.setAttribute("aria-invalid", "true");
    field.setAttribute("aria-describedby", [...describing(field), error.id].join(" "));
  }
}

function forget(field) {
  document.getElementById(`${field.id}-f`)?.remove();
  field.removeAttribute("aria-invalid");
  field.setAttribute("aria-describedby", describing(field).join(" "));
}

// The ids of what describes it, but for what was wrong.
function describing(field) {
  const ids = field.getAttribute("aria-describedby") ?? "";
  return ids.split(" ").filter((id) => id && !id.endsWith("-f"));
}
