// The picture follows what is typed, a moment later. Without this the button does it.
const form = document.getElementById("maken");
let waiting, asked;

function renew() {
  clearTimeout(waiting);
  waiting = setTimeout(async () => {
    asked?.abort();
    asked = new AbortController();
    const typed = new FormData(form);
    typed.set("preview", "1");
    try {
      const answer = await fetch(location.href, { method: "POST", body: typed, signal: asked.signal });
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const [now, next] = [document, page].map((one) => one.querySelector("#voorbeeld"));
      if (next) now.replaceWith(next);
    } catch (stopped) {
      if (stopped.name !== "AbortError") throw stopped;
    }
  }, 600);
}

form.addEventListener("input", renew);
// Who types fast, or comes back, was there before this.
if ([...form.elements].some((field) => "defaultValue" in field && field.value !== field.defaultValue)) renew();
