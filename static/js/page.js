// Buttons that only a script can serve stay hidden until it is there: print, share, copy.
const serve = (selector, able, act) => {
  for (const button of document.querySelectorAll(selector)) {
    if (!able) continue;
    button.hidden = false;
    button.addEventListener("click", () => act(button));
  }
};

serve("[data-print]", true, () => window.print());
serve("[data-share]", Boolean(navigator.share), (button) =>
  navigator.share({ title: button.dataset.share, url: button.dataset.url || location.href }).catch(() => {}),
);
serve("[data-copy]", Boolean(navigator.clipboard), async (button) => {
  await navigator.clipboard.writeText(button.dataset.copy);
  button.textContent = "Gekopieerd";
});

// An address to copy: a tap takes all of it.
for (const field of document.querySelectorAll("[data-select]")) field.addEventListener("focus", () => field.select());
