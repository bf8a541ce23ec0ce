// Plays the days of each map on the page. Nothing is loaded, nothing is sent; without it, some days are shown as they are.
for (const figure of document.querySelectorAll(".player")) {
  const told = JSON.parse(figure.querySelector("script").textContent);
  const part = (name) => figure.querySelector(`[data-part="${name}"]`);
  const [play, back, on, slider, day, caption] = ["play", "back", "on", "slider", "day", "caption"].map(part);
  const moves = Object.entries(told.moves).map(([key, values]) => [figure.querySelector(`[data-key="${key}"]`), Object.entries(values)]);
  const last = told.days.length - 1;
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  let timer = 0;
  const show = (at) => {
    for (const [element, values] of moves) for (const [name, all] of values) element.setAttribute(name, all[at]);
    slider.value = at;
    slider.setAttribute("aria-valuetext", told.days[at]);
    day.textContent = told.days[at];
    caption.textContent = told.captions[at];
    back.disabled = at === 0;
    on.disabled = at === last;
  };
  const stop = () => {
    clearInterval(timer);
    timer = 0;
    play.textContent = play.dataset.play;
    caption.setAttribute("aria-live", "polite");
  };
  const step = () => (Number(slider.value) < last ? show(Number(slider.value) + 1) : stop());
  const start = () => {
    if (Number(slider.value) >= last) show(0);
    play.textContent = play.dataset.pause;
    caption.setAttribute("aria-live", "off");
    timer = setInterval(step, last > 90 ? 120 : 450);
  };
  play.addEventListener("click", () => (timer ? stop() : start()));
  back.addEventListener("click", () => { stop(); show(Math.max(Number(slider.value) - 1, 0)); });
  on.addEventListener("click", () => { stop(); show(Math.min(Number(slider.value) + 1, last)); });
  slider.addEventListener("input", () => { stop(); show(Number(slider.value)); });
  const calm = () => { play.hidden = still.matches; if (still.matches) stop(); };
  still.addEventListener("change", calm);
  slider.max = last;
  stop();
  calm();
  show(0);
  figure.classList.add("plays");
}
