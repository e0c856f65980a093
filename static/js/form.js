// Forms work without this: it gives the error summary the focus, stops a double send and counts what is left.
const summary = document.querySelector("[data-summary]");
summary?.focus();

for (const form of document.querySelectorAll("form[method=post]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    event.submitter?.setAttribute("aria-busy", "true");
  });
}

// Back to a page the browser kept: its form may be sent again.
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    form.querySelector("[aria-busy]")?.removeAttribute("aria-busy");
  }
});

// A limit is counted as the server counts it: in characters, not in the halves JavaScript makes of an emoji.
for (const ask of document.querySelectorAll("[data-limit]")) {
  const limit = Number(ask.dataset.limit);
  const field = ask.querySelector("input, textarea");
  const left = document.createElement("p");
  left.className = "meta left";
  left.setAttribute("aria-live", "polite");
  field.after(left);
  const show = () => {
    const rest = limit - [...field.value.trim().normalize()].length;
    left.classList.toggle("error", rest < 0);
    left.textContent = rest < 0 ? `Nog ${-rest} tekens te veel` : rest <= limit / 5 ? `Nog ${rest} tekens over` : "";
  };
  field.addEventListener("input", show);
  show();
}
