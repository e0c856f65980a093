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
  const unread = new WeakSet(); // files that are no picture to this browser
  let wasAsked = false; // a description may be left out, so it is asked for once
  let wasTold = Boolean(form.querySelector("[name=photo_told]")); // that words are of no photo
  let looking = null; // at the files that were chosen, until that is done

  // Words stay with their photo: who has to choose again may choose others. A photo that was mended often has another
  // name, so the words of photos that are gone go to those that are new where there are as many.
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
    const gone = [...written].filter(([which, words]) => words.trim() && !now.includes(which));
    const bare = rows.filter((row, number) => now[number] && !written.has(now[number]) && !row.value.trim());
    const fits = gone.length === bare.length;
    gone.forEach(([which, words], at) => {
      const row = fits ? bare[at] : emptyRow();
      row.value = words;
      if (fits) written.delete(which);
      else row.dataset.photo = row.previousElementSibling.textContent = fileOf(which);
    });
  };

  // Behind those of the chosen photos.
  const emptyRow = () => {
    const found = rows.find((row, number) => number >= chooser.files.length && !row.value);
    if (found) return found;
    const last = rows.at(-1).id;
    const item = rows.at(-1).closest("li").cloneNode(true);
    const row = item.querySelector("[name=photo_alt]");
    row.id = `${rows[0].id}_${rows.length}`;
    row.previousElementSibling.id = `${row.id}-w`;
    row.setAttribute("aria-describedby", describing(row).join(" ").replace(`${last}-w`, `${row.id}-w`));
    row.ariaLabel = `Nummer ${rows.length + 1}`;
    list.append(item);
    rows.push(row);
    return row;
  };

  const show = () => {
    rows.forEach((row, number) => (row.closest("li").hidden = number >= chooser.files.length && !row.value));
    list.closest(".ask").hidden = rows.every((row) => row.closest("li").hidden);
  };

  // One after another: a telephone has little room for pictures that are open.
  const look = async (files) => {
    if (!window.createImageBitmap) return;
    for (const file of files) await createImageBitmap(file).then((picture) => picture.close(), () => unread.add(file));
  };

  const take = () => {
    if (chooser.files.length) [chooser, rows[0]].forEach(forgetRefused);
    const mine = (looking = look([...chooser.files].slice(0, most)).then(() => looking === mine && (looking = null)));
    follow();
    show();
  };

  // Sent as soon as the files were looked at: pressing again in the meantime is nothing more.
  const hold = (event) => {
    event.preventDefault();
    event.stopPropagation();
    event.submitter?.setAttribute("aria-busy", "true");
    looking.held ??= looking.then(() => {
      event.submitter?.removeAttribute("aria-busy");
      form.requestSubmit ? form.requestSubmit(event.submitter) : event.submitter?.click();
    });
  };

  const missing = () => {
    if (chooser.files.length > most) {
      const words = `Kies hoogstens ${most} foto’s. Nu zijn het er ${chooser.files.length}.`;
      return [[[chooser], chooser, words]];
    }
    const odd = [...chooser.files].filter((file) => unread.delete(file)); // said once: this browser may be wrong
    if (odd.length) {
      const names = several.format(odd.map((file) => file.name.slice(0, 60)));
      const words = `We kunnen ${names} niet openen. Dat is geen foto, of het bestand is beschadigd. Kies je foto’s nog een keer, met een andere. Denk je dat het wel goed is? Druk dan nog een keer op de knop.`;
      return [[[chooser], chooser, words]];
    }
    const found = [];
    const lost = rows.slice(chooser.files.length).filter((row) => row.value.trim());
    if (lost.length && !wasTold) {
      const whose = several.format(lost.map((row) => row.dataset.photo || `nummer ${rows.indexOf(row) + 1}`));
      const words = `De tekst bij ${whose} hoort bij geen foto die je nu koos. Zet hem bij de goede foto. Druk je nog een keer op de knop, dan gaat die tekst niet mee.`;
      found.push([lost, list, words]);
    }
    const bare = rows.slice(0, chooser.files.length).filter((row) => !row.value.trim());
    const numbers = several.format(bare.map((row) => String(rows.indexOf(row) + 1)));
    const which = chooser.files.length > 1 ? `foto ${numbers}` : "de foto";
    if (bare.length && !wasAsked) {
      const words = `Schrijf in één zin wat je ziet op ${which}. Weet je niets? Druk dan nog een keer op de knop: het gaat dan mee zonder die zin.`;
      found.push([bare, list, words]);
    }
    if (chooser.files.length && !consent.checked) {
      found.push([[consent], consent.parentElement, "Zet een vinkje als de mensen op de foto het goed vinden."]);
    }
    wasAsked ||= bare.length > 0;
    wasTold ||= lost.length > 0;
    return found;
  };

  list.classList.add("counted");
  rows.forEach((row) => (row.dataset.photo = nameSent(row)?.value ?? ""));
  chooser.addEventListener("change", take);
  window.addEventListener("pageshow", take); // who comes back has chosen already
  take(); // and who was here before this

  // Before the form itself hears of it, which takes it as sent.
  document.addEventListener(
    "submit",
    (event) => {
      if (event.target !== form || LEAVING.includes(event.submitter?.name)) return;
      if (looking) return hold(event);
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

function fileOf(which) {
  return which.slice(which.indexOf(" ") + 1);
}

// What was wrong with photos that are no longer chosen, or with the words about them.
function forgetRefused(field) {
  forget(field);
  for (const link of document.querySelectorAll(`[data-summary] a[href="#${field.id}"]`)) {
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
