"use strict";

// Draws the tree that the element's data-picture names. Everything in it also stands in words on a page.
const KINDS = [...document.querySelectorAll("[data-kind]")];
const COLOURS = Object.fromEntries(KINDS.map((key) => [key.dataset.kind, getComputedStyle(key).borderColor]));
const STYLE = [
  { selector: "node", style: {
    shape: "round-rectangle", width: 128, height: 44, "background-color": "#fff", "border-width": 2,
    "border-color": (node) => COLOURS[node.data("kind")] ?? COLOURS[""], label: (node) => `${node.id()}\n${node.data("title")}`,
    "text-wrap": "wrap", "text-max-width": 120, "text-valign": "center", "font-size": 12, color: "#17212e" } },
  { selector: "node[mark = 'added']", style: { "background-color": "#e4f3ea", "border-width": 4, "border-color": "#1a6b3c" } },
  { selector: "node[mark = 'changed']", style: { "background-color": "#fdf1db", "border-width": 4, "border-color": "#7a4d00" } },
  { selector: "edge", style: {
    width: 1.5, "curve-style": "bezier", "line-color": "#9aa7b5", "target-arrow-shape": "triangle", "target-arrow-color": "#9aa7b5",
    label: "data(keys)", "font-size": 11, "text-background-color": "#fff", "text-background-opacity": 1, "text-background-padding": 2 } },
];
const STEP = 80;
const MOVES = { ArrowLeft: [STEP, 0], ArrowRight: [-STEP, 0], ArrowUp: [0, STEP], ArrowDown: [0, -STEP] };

function drawn(place, tree) {
  const elements = [
    ...tree.nodes.map((data) => ({ data })),
    ...tree.edges.map((data) => ({ data })),
  ];
  const layout = { name: "dagre", rankDir: "LR", nodeSep: 12, rankSep: 70, fit: false };
  const graph = cytoscape({ container: place, elements, style: STYLE, layout, minZoom: 0.1, maxZoom: 3 });
  const first = graph.nodes("[mark = 'changed'], [mark = 'added']").first();
  graph.zoom(0.7);
  graph.center(first.nonempty() ? first : graph.getElementById("M00"));
  return graph;
}

for (const place of document.querySelectorAll("[data-picture]")) {
  fetch(place.dataset.picture).then((answer) => answer.json()).then((tree) => {
    const graph = drawn(place, tree);
    graph.on("tap", "node", (event) => {
      if (event.target.data("to")) window.location.assign(event.target.data("to"));
    });
    place.addEventListener("keydown", (event) => {
      const zoom = { "+": 1.2, "=": 1.2, "-": 1 / 1.2 }[event.key];
      if (MOVES[event.key]) graph.panBy({ x: MOVES[event.key][0], y: MOVES[event.key][1] });
      else if (zoom) graph.zoom({ level: graph.zoom() * zoom, renderedPosition: { x: place.clientWidth / 2, y: place.clientHeight / 2 } });
      else return;
      event.preventDefault();
    });
  });
}
