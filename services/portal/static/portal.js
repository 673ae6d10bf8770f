/* What pages do better with a script; each of them works without. */
"use strict";

(() => {
  const news = document.getElementById("news");

  const on = (name, act) =>
    document.addEventListener(`htmx:${name}`, (event) => act(event.detail.ctx, event));

  /* An answer that does not have the part which was asked for is gone to as a whole page. */
  const goThere = ({ request, response }) =>
    location.assign(response?.raw.redirected ? response.raw.url : request.action);

  on("config:request", (ctx) => {
    // Back leads to the search before, not to each letter of this one.
    if (ctx.sourceEvent.type === "input") [ctx.push, ctx.replace] = [null, ctx.push];
  });

  on("before:response", (ctx, event) => {
    if (ctx.response.raw.ok && !ctx.response.raw.redirected) return;
    event.preventDefault();
    goThere(ctx);
  });

  on("before:swap", (ctx, event) => {
    if (event.detail.tasks.some(({ fragment }) => fragment.childElementCount)) return;
    event.preventDefault();
    goThere(ctx);
  });

  on("after:swap", (ctx) => {
    news.textContent = document.querySelector(ctx.select).dataset.told;
  });

  on("error", (ctx) => ctx && goThere(ctx));
})();
