"use strict";

// Sounds are played on the page they belong to; without scripts they open by themselves.
const player = new Audio();

async function play(answer, status) {
  if (!answer.ok) {
    if (status) status.textContent = await answer.text();
    return;
  }
  URL.revokeObjectURL(player.src);
  player.src = URL.createObjectURL(await answer.blob());
  player.dataset.played = String(Number(player.dataset.played || 0) + 1);
  document.documentElement.dataset.played = player.dataset.played;
  await player.play();
}

// The outline beside a node shows where the node is.
const outline = document.querySelector(".side-outline");
const here = outline?.querySelector("[aria-current]");
if (here) outline.scrollTop = here.offsetTop - outline.clientHeight / 2;

document.addEventListener("click", async (event) => {
  const link = event.target.closest("[data-sound]");
  const button = event.target.closest("[data-hear]");
  if (link) {
    event.preventDefault();
    await play(await fetch(link.href), null);
  } else if (button) {
    event.preventDefault();
    const status = button.parentElement.querySelector("[role=status]");
    status.textContent = "…";
    const body = new FormData(button.form, button);
    const answer = await fetch(button.formAction, { method: "POST", body });
    status.textContent = "";
    await play(answer, status);
  }
});
