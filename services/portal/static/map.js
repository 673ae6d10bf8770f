/* Draws the network map in place of the picture that is there without a script. */
"use strict";

(async () => {
  const drawing = document.getElementById("drawing");
  if (!drawing) return;
  const news = document.getElementById("news");
  const SIDE = 600;
  const WIDEST = 1.5;
  const MOST_ROUNDS = 200;
  const BORDER = { across: 96, down: 16 }; // pixels; names are wider than dots
  const LENGTHS = { strong: 70, fair: 110, weak: 150 };

  const answer = await fetch(drawing.dataset.from);
  if (!answer.ok || answer.redirected) return;
  const { mark, people } = await answer.json();

  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  const style = () => [
    {
      selector: "node",
      style: {
        width: 34,
        height: 34,
        "background-color": colour("--ok-soft"),
        label: "data(name)",
        color: colour("--ink"),
        "font-size": 14,
        "text-valign": "bottom",
        "text-margin-y": 4,
        "text-wrap": "wrap",
        "text-max-width": 90,
        "text-background-color": colour("--card"),
        "text-background-opacity": 0.85,
        "border-width": 1.5,
        "border-color": colour("--accent"),
      },
    },
    {
      selector: "#me",
      style: {
        width: 48,
        height: 48,
        "background-color": colour("--warm-soft"),
        "text-valign": "center",
        "text-margin-y": 0,
        "text-background-opacity": 0,
      },
    },
    { selector: "node:selected", style: { "border-width": 4, "border-color": colour("--warm") } },
    { selector: "edge", style: { width: 2, "line-color": colour("--accent") } },
    { selector: "edge.strong", style: { width: 3.5 } },
    { selector: "edge.weak", style: { width: 1.5, "line-color": colour("--soft") } },
    { selector: "edge.kept", style: { "line-style": "dashed" } },
  ];

  const elements = [
    { data: { id: "me", name: mark } },
    ...people.map((one) => ({ data: one })),
    ...people.map(({ id, strength, lent }) => ({
      data: { source: "me", target: id, length: LENGTHS[strength] ?? LENGTHS.weak },
      classes: [strength, lent ? "lent" : "kept"],
    })),
  ];

  document.getElementById("picture").hidden = true;
  drawing.hidden = document.getElementById("map-how").hidden = false;
  // A finger on it scrolls the page; a tap comes as a click.
  for (const touch of ["touchstart", "touchmove", "touchend", "touchcancel"]) {
    const past = (event) => drawing.contains(event.target) && event.stopPropagation();
    drawing.parentElement.addEventListener(touch, past, { capture: true, passive: true });
  }
  const graph = cytoscape({
    container: drawing,
    elements,
    style: style(),
    layout: { name: "null" },
    autoungrabify: true,
    boxSelectionEnabled: false,
    userPanningEnabled: false,
    userZoomingEnabled: false,
  });

  /* Where everybody stands on the picture is where they begin: the same people, the same map. Then
     it is made as wide as its place and as high as it needs to be, with letters of the page's size. */
  const arrange = () => {
    for (const { id, across, down } of people) {
      graph.$id(id).position({ x: across * SIDE, y: down * SIDE });
    }
    const middle = { x: SIDE / 2, y: SIDE / 2 };
    graph.$id("me").position(middle);
    const layout = {
      name: "fcose",
      animate: false,
      randomize: false,
      fit: false,
      nodeDimensionsIncludeLabels: true,
      idealEdgeLength: (edge) => edge.data("length"),
      fixedNodeConstraint: [{ nodeId: "me", position: middle }],
    };
    graph.layout(layout).run();
    fill(drawing.clientWidth - BORDER.across);
  };

  const overlap = (one, other) =>
    one.x1 < other.x2 && other.x1 < one.x2 && one.y1 < other.y2 && other.y1 < one.y2;

  /* Whoever stands on somebody's name goes up or down. True once nobody does. */
  const moveApart = (boxes) => {
    let settled = true;
    for (const [place, one] of boxes.entries()) {
      for (const other of boxes.slice(place + 1)) {
        if (!overlap(one, other)) continue;
        const [upper, lower] = one.y1 < other.y1 ? [one, other] : [other, one];
        const step = (Math.min(one.y2, other.y2) - lower.y1) / 2 + 1;
        move(upper, -step);
        move(lower, step);
        settled = false;
      }
    }
    return settled;
  };

  const move = (box, step) => {
    box.y1 += step;
    box.y2 += step;
    box.moved += step;
  };

  const fill = (width) => {
    const { x1, w } = graph.nodes().boundingBox({ includeLabels: false });
    const across = Math.min(width / w, WIDEST);
    const aside = (width - w * across + BORDER.across) / 2;
    graph.nodes().positions((one) => ({
      x: (one.position("x") - x1) * across + aside,
      y: one.position("y"),
    }));
    const boxes = graph.nodes().map((node) => ({ node, moved: 0, ...node.boundingBox() }));
    for (let round = 0; round < MOST_ROUNDS && !moveApart(boxes); round += 1);
    for (const { node, moved } of boxes) node.shift("y", moved);
    const { y1, h } = graph.nodes().boundingBox();
    graph.nodes().shift("y", BORDER.down - y1);
    drawing.style.height = `${h + 2 * BORDER.down}px`;
    graph.resize();
    graph.viewport({ zoom: 1, pan: { x: 0, y: 0 } });
  };

  const choose = (one) => {
    graph.nodes().unselect();
    if (!one) return;
    graph.$id(one.id).select();
    news.textContent = `${one.name}: ${one.said}`;
  };

  const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
  let here = -1;

  drawing.addEventListener("keydown", (event) => {
    if (event.key in steps) {
      const from = here < 0 && event.key !== "ArrowRight" && event.key !== "ArrowDown" ? 0 : here;
      here = (from + steps[event.key] + people.length) % people.length;
      choose(people[here]);
    } else if (event.key === "Enter" && here >= 0) location.assign(people[here].address);
    else return;
    event.preventDefault();
  });

  for (const one of people) {
    const row = document.getElementById(`of-${one.id}`).closest("li");
    for (const name of ["focusin", "mouseenter"]) {
      row.addEventListener(name, () => choose(one));
    }
  }

  graph.on("tap", "node[address]", ({ target }) => location.assign(target.data("address")));
  graph.on("mouseover mouseout", "node[address]", ({ type }) => {
    drawing.style.cursor = type === "mouseover" ? "pointer" : "";
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => graph.style(style()));
  let width = drawing.clientWidth;
  addEventListener("resize", () => {
    if (drawing.clientWidth !== width) arrange();
    width = drawing.clientWidth;
  });
  arrange();
})();
