// The real map, after a click: until then nothing is asked of the party that has the pictures.
const place = document.querySelector("[data-tiles]");
const button = place?.parentElement.querySelector("button");
if (place && window.L) {
  button.hidden = false;
  button.addEventListener("click", show, { once: true });
}

function show() {
  const { tiles, credit, south, west, north, east, about } = place.dataset;
  button.hidden = true;
  place.hidden = false;
  const map = L.map(place, { scrollWheelZoom: false });
  map.attributionControl.setPrefix(false);
  map.fitBounds([[south, west], [north, east]]);
  const layer = L.tileLayer(tiles, { attribution: credit, maxZoom: 19, referrerPolicy: "no-referrer" });
  sayWhenNoneComes(layer);
  layer.addTo(map);
  for (const link of document.querySelectorAll("[data-latitude]")) {
    const at = [link.dataset.latitude, link.dataset.longitude];
    if (about) L.circle(at, { radius: Number(about), className: "about", interactive: false }).addTo(map);
    L.marker(at, { icon: icon(link), keyboard: false }).addTo(map);
  }
  place.focus();
}

// Of one picture that is missing at the edge nothing needs to be said.
function sayWhenNoneComes(layer) {
  const said = document.querySelector("[data-no-tiles]");
  let came = false;
  layer.on("tileload", () => (said.hidden = came = true));
  layer.on("tileerror", () => (said.hidden = came));
}

// The same link as in the list, as a dot on the map.
function icon(link) {
  const dot = document.createElement("a");
  dot.href = link.href;
  dot.append(link.dataset.number || stamp(link.dataset.theme));
  dot.setAttribute("aria-label", link.dataset.name);
  dot.title = link.dataset.name;
  return L.divIcon({ html: dot, className: `pin ${link.dataset.theme || "many"}`, iconSize: [28, 28] });
}

function stamp(theme) {
  const drawing = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS(drawing.namespaceURI, "use");
  drawing.setAttribute("viewBox", "0 0 12 12");
  drawing.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `#stempel${theme && "-"}${theme}`);
  drawing.append(use);
  return drawing;
}
