// Photos are sent without this too. It asks for as many descriptions as photos were chosen, and says before sending
// what is missing: a browser does not choose the same files again when the page comes back.
const LEAVING = ["skip", "back", "check"]; // a chosen photo holds nobody up who goes on without
const several = new Intl.ListFormat("nl");

for (const chooser of document.querySelectorAll("input[type=file][name=photo]")) {
  const form = chooser.form;
  const rows = [...form.querySelectorAll("[name=photo_alt]")];
  const list = rows[0].closest(".text-list");
  const consent = form.elements.photo_consent;
  let wasAsked = false; // a description may be left out, so it is asked for once

  const show = () => {
    rows.forEach((row, number) => (row.closest("li").hidden = number >= chooser.files.length && !row.value));
    list.closest(".ask").hidden = rows.every((row) => row.closest("li").hidden);
  };

  const missing = () => {
    if (chooser.files.length > rows.length) {
      const words = `Kies hoogstens ${rows.length} foto’s. Nu zijn het er ${chooser.files.length}.`;
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
  chooser.addEventListener("change", show);
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
