/* What pages do better with a script; each of them works without. */
"use strict";

(() => {
  const news = document.getElementById("news");
  const live = () => document.getElementById("live");

  /* Times are by the reader's clock from the next page on; this one says that they are UTC. */
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const kept = `path=/; max-age=31536000; samesite=lax${location.protocol === "https:" ? "; secure" : ""}`;
  if (timeZone) document.cookie = `warmpath-zone=${timeZone}; ${kept}`;

  /* What takes long says so, and that one may leave. */
  document.addEventListener("submit", ({ target }) => {
    const busy = target.querySelector(".busy");
    if (!busy) return;
    busy.hidden = false;
    tell(busy.textContent);
  });

  /* On a phone the menu is one line that scrolls; where one is stands in its middle. */
  const here = document.querySelector("nav [aria-current]");
  if (here) {
    const menu = here.parentElement;
    menu.scrollLeft = here.offsetLeft - (menu.clientWidth - here.offsetWidth) / 2;
  }

  const on = (name, act) =>
    document.addEventListener(`htmx:${name}`, (event) => act(event.detail.ctx, event));

  const tell = (text, shown = false) => {
    news.textContent = text;
    news.className = shown ? "note" : "unseen";
  };

  /* A search: an answer without the part that was asked for is gone to as a whole page. */

  const goThere = ({ request, response }) =>
    location.assign(response?.raw.redirected ? response.raw.url : request.action);

  /* A page that waits looks again. It is still while nobody sees it, when nobody touched it for an
     hour (who left an open page shall be signed out some day), and while it is not answered; what its
     reader types or has the focus on stays as it is. */

  const OFTEN = 10_000;
  const RARELY = 300_000;
  const LEFT = 3_600_000; // milliseconds
  let touched = Date.now();
  let failures = 0;
  let rests = 0; // until then
  let withheld = false;
  let leaving = false;

  const look = () => live() && globalThis.htmx?.trigger(live(), "every");

  const rest = (status) => {
    failures += 1;
    rests = Date.now() + Math.min(OFTEN * 2 ** failures, RARELY);
    if (status === 401) {
      rests = Infinity;
      tell(live().dataset.over, true);
    }
  };

  const changed = (field) =>
    field.matches("select")
      ? field.selectedOptions[0] !== (field.querySelector("[selected]") ?? field.options[0])
      : field.checked !== field.defaultChecked || field.value !== field.defaultValue;

  const inUse = (region) =>
    region.contains(document.activeElement) ||
    [...region.querySelectorAll("input:not([type=hidden]), textarea, select")].some(changed);

  const isLook = (ctx) => ctx.sourceElement === live();

  on("config:request", (ctx, event) => {
    if (isLook(ctx) && (document.hidden || Date.now() < rests || Date.now() - touched > LEFT))
      event.preventDefault();
    // Back leads to the search before, not to each letter of this one.
    if (ctx.sourceEvent.type === "input") [ctx.push, ctx.replace] = [null, ctx.push];
  });

  on("before:response", (ctx, event) => {
    const { ok, redirected, status } = ctx.response.raw;
    const fits = ok && !redirected;
    if (isLook(ctx) && (fits || status === 304)) failures = 0;
    if (fits) return;
    event.preventDefault();
    ctx.response.raw.body?.cancel();
    if (!isLook(ctx)) goThere(ctx);
    else if (status !== 304) rest(status);
  });

  on("before:swap", (ctx, event) => {
    const found = event.detail.tasks.some(({ fragment }) => fragment.childElementCount);
    withheld = isLook(ctx) && found && inUse(live());
    if (found && !withheld) return;
    event.preventDefault();
    if (withheld) tell(live().dataset.waits, true);
    else if (isLook(ctx)) rest();
    else goThere(ctx);
  });

  on("after:swap", (ctx) => tell(document.querySelector(ctx.select).dataset.told));

  on("error", (ctx) => {
    if (!ctx || leaving) return;
    if (isLook(ctx)) rest();
    else goThere(ctx);
  });

  addEventListener("beforeunload", () => (leaving = true));
  for (const touch of ["pointerdown", "pointermove", "keydown", "scroll"])
    addEventListener(touch, () => (touched = Date.now()), { passive: true });

  document.addEventListener("visibilitychange", look);
  document.addEventListener("focusout", () => withheld && look());

  // What somebody has opened stays open when the page around it changes.
  globalThis.htmx?.registerExtension("opened", {
    htmx_before_morph_attr: (_, { attrName }) => attrName !== "open",
  });
})();
