// Beside the title field: projects that resemble what is typed. Without this they come with the next page.
const place = document.querySelector("[data-similar]");
const title = document.querySelector("[name=title]");
let waiting;

function look() {
  clearTimeout(waiting);
  waiting = setTimeout(async () => {
    const answer = await fetch(`${place.dataset.similar}?title=${encodeURIComponent(title.value.slice(0, 120))}`);
    if (answer.ok) place.innerHTML = await answer.text();
  }, 400);
}

title?.addEventListener("input", look);
if (title && title.value !== title.defaultValue) look(); // who types fast, or comes back, was there before this
