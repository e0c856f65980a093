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
  (document.querySelector(`${next || "main"} :is(button, a)`) ?? document.querySelector("main a")).focus({ preventScroll: true });
});
