// A page with several forms: a button of one leaves what was typed in another behind, so it asks first.
const selects = [...document.querySelectorAll("select")];
const begun = new Map(selects.map((select) => [select, [...select.options].filter((one) => one.selected)]));

const isTyped = (field) => {
  if (field.tagName === "SELECT") {
    const chosen = [...field.selectedOptions];
    const before = begun.get(field) ?? chosen;
    return chosen.length !== before.length || chosen.some((one) => !before.includes(one));
  }
  if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
  if (field.type === "file") return field.value !== "";
  return "defaultValue" in field && field.value !== field.defaultValue;
};

// Also what the server put in for somebody: a form that came back, or one that was begun with a chosen answer.
const cameFilled = (form) => form.matches("[data-unsaved]") || form.querySelector(".errornote") !== null;

document.addEventListener("submit", (event) => {
  if (event.submitter?.formTarget === "_blank") return; // this page stays open
  const others = [...document.forms].filter((form) => form !== event.target && form.method === "post");
  const replaces = event.target.method === "get"; // one chosen answer by another: nobody typed anything yet
  const left = others.find((form) => (!replaces && cameFilled(form)) || [...form.elements].some(isTyped));
  if (!left) return;
  const label = [...left.elements].find(isTyped)?.labels?.[0]?.textContent.trim().replace(/:$/, "");
  const where = label ? ` bij ‘${label}’` : "";
  const words = `Wat je invulde${where}, is nog niet bewaard of verstuurd, en deze knop neemt het niet mee. Toch doorgaan?`;
  if (!window.confirm(words)) event.preventDefault();
});
