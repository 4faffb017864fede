(() => {
  "use strict";
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const one = (selector, root = document) => root.querySelector(selector);
  const cards = all(".card");
  const live = one(".live");
  const form = one(".filters");
  const theme = one(".theme");
  let current = null;

  const marks = (card) => all(`.m[data-c~="${card.id}"]`);
  const trigger = (card) => one(`a.trigger[data-c~="${card.id}"]`);
  const link = (card) => one("h3 a", card);
  const shown = () => cards.filter((card) => !card.hidden);
  const owners = (mark) => mark.dataset.c.split(" ").map((id) => document.getElementById(id)).filter((c) => !c.hidden);

  function reveal(element) {
    const box = element.getBoundingClientRect();
    const bar = one(".bar");
    const top = getComputedStyle(bar).position === "sticky" ? bar.offsetHeight : 0;
    if (box.top < top + 8 || box.bottom > innerHeight - 8) element.scrollIntoView({ block: "center" });
  }

  function clear() {
    all(".on").forEach((element) => element.classList.remove("on"));
    cards.forEach((card) => link(card).removeAttribute("aria-current"));
    current = null;
  }

  function select(card) {
    clear();
    current = card;
    card.classList.add("on");
    link(card).setAttribute("aria-current", "true");
    marks(card).forEach((mark) => mark.classList.add("on"));
    live.textContent = `Claim ${one(".number", card).textContent}: ${one(".status", card).textContent}, ${link(card).textContent}`;
  }

  function fromCard(card, moveFocus) {
    select(card);
    const words = trigger(card);
    if (words) reveal(words);
    if (moveFocus && words) words.focus({ preventScroll: true });
  }

  function fromWords(card, moveFocus) {
    select(card);
    const panel = card.closest(".claims");
    if (moveFocus || getComputedStyle(panel).position === "sticky") {
      card.scrollIntoView({ block: "nearest" });
    }
    if (moveFocus) link(card).focus({ preventScroll: true });
  }

  function step(by) {
    const list = shown();
    if (!list.length) return;
    const at = list.indexOf(current);
    const next = at < 0 ? (by > 0 ? 0 : list.length - 1) : Math.min(Math.max(at + by, 0), list.length - 1);
    list[next].scrollIntoView({ block: "nearest" });
    link(list[next]).focus({ preventScroll: true });
    fromCard(list[next], false);
  }

  document.addEventListener("click", (event) => {
    const card = event.target.closest(".card");
    if (card) {
      if (event.target.closest("a")) event.preventDefault();
      else if (!getSelection().isCollapsed) return;
      // A click made by the keyboard has no detail: then the focus follows to the words.
      fromCard(card, Boolean(event.target.closest("a")) && event.detail === 0);
      return;
    }
    const mark = event.target.closest(".m[data-c]");
    if (!mark || !getSelection().isCollapsed) return;
    const list = owners(mark);
    if (event.target.closest("a")) event.preventDefault();
    if (!list.length) return;
    // Words that several claims share: each further click shows the next of them.
    const keyboard = event.detail === 0;
    const next = keyboard && list.includes(current) ? current : list[(list.indexOf(current) + 1) % list.length];
    fromWords(next, keyboard);
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea, summary")) return;
    const focused = event.target.closest(".card, a.trigger");
    const letters = one('[name="shortcuts"]').checked;
    const down = (letters && event.key === "j") || (focused && event.key === "ArrowDown");
    const up = (letters && event.key === "k") || (focused && event.key === "ArrowUp");
    if (down || up) {
      event.preventDefault();
      step(down ? 1 : -1);
    } else if (event.key === "Escape") clear();
  });

  function filter() {
    const type = form.elements.type.value;
    const status = form.elements.status.value;
    const find = form.elements.find.value.trim().toLowerCase();
    cards.forEach((card) => {
      card.hidden = Boolean(
        (type && card.dataset.type !== type) ||
          (status && card.dataset.status !== status) ||
          (find && !card.textContent.toLowerCase().includes(find)),
      );
    });
    all(".m[data-c]").forEach((mark) => mark.classList.toggle("off", !owners(mark).length));
    if (current && current.hidden) clear();
    live.textContent = `${shown().length} of ${cards.length} claims shown`;
    one(".counts").textContent = shown().length < cards.length ? live.textContent : one(".counts").dataset.all;
  }

  function isDark() {
    const set = document.documentElement.dataset.theme;
    return set ? set === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  }

  one(".counts").dataset.all = one(".counts").textContent;
  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  theme.setAttribute("aria-pressed", String(isDark()));
  theme.addEventListener("click", () => {
    document.documentElement.dataset.theme = isDark() ? "light" : "dark";
    theme.setAttribute("aria-pressed", String(isDark()));
  });
  form.hidden = !cards.length;
  theme.hidden = false;
  one(".keys").hidden = false;
  const start = location.hash && document.getElementById(location.hash.slice(1));
  if (start && start.classList.contains("card")) fromCard(start, false);
})();
