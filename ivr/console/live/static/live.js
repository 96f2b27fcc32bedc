"use strict";

// The board comes whole whenever something on it has changed. Between, only the seconds run.
const board = document.getElementById("board");
const told = document.querySelector(".link");
const AGAIN_MS = 10000;

function show(html) {
  const focused = board.contains(document.activeElement) ? document.activeElement.id : "";
  board.innerHTML = html;
  if (focused) document.getElementById(focused)?.focus();
  count();
}

function count() {
  for (const cell of board.querySelectorAll("[data-since]")) {
    const seconds = Math.max(0, Math.floor(Date.now() / 1000) - Number(cell.dataset.since));
    cell.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  }
}

function follow() {
  const stream = new EventSource(board.dataset.stream);
  stream.onmessage = (event) => { told.textContent = told.dataset.on; show(event.data); };
  stream.onerror = () => {
    told.textContent = told.dataset.off;
    if (stream.readyState === EventSource.CLOSED) setTimeout(follow, AGAIN_MS);
  };
}

setInterval(count, 1000);
follow();
