"use strict";

// The recording, its waveform and the steps of the call are on one scale of time.
const player = document.querySelector("#recording audio");
const picture = document.querySelector(".waveform");
const playhead = picture.querySelector(".playhead");
const whole = Number(picture.dataset.seconds);

function listenFrom(seconds) {
  player.currentTime = Math.min(seconds, player.duration || seconds);
  player.play();
}

picture.addEventListener("click", (event) => {
  const box = picture.getBoundingClientRect();
  listenFrom(((event.clientX - box.left) / box.width) * whole);
});

document.addEventListener("click", (event) => {
  const seconds = event.target.dataset.seek;
  if (seconds !== undefined) listenFrom(Number(seconds));
});

player.addEventListener("timeupdate", () => {
  const x = (player.currentTime / whole) * 1000;
  playhead.setAttribute("x1", x);
  playhead.setAttribute("x2", x);
});
