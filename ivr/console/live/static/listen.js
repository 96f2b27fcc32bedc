"use strict";

// Listens in by the browser: it calls Asterisk, then has the console put its line on the call. Browsers connect no call without a
// microphone; this one is off all the time.
const place = document.getElementById("listen");
const { page, address, csrf } = place.dataset;
const told = place.querySelector(".told");
const start = document.getElementById("start");
const stop = document.getElementById("stop");
const heard = document.getElementById("heard");
const FREE = new Set(["ready", "ended", "failed", "microphone", "insecure"]);
let session = null;
let microphone = null;
let end = "ended";

function tell(what) {
  told.textContent = place.dataset[what];
  start.disabled = !FREE.has(what) || !line.isConnected();
  stop.disabled = session === null;
}

function over(what) {
  session = null;
  for (const track of microphone.getTracks()) track.stop();
  tell(what);
}

async function asked() {
  try {
    const answer = await fetch(address, { method: "POST", body: new URLSearchParams({ page, csrf_token: csrf }) });
    if (answer.ok) { tell("talking"); return; }
    if (answer.status !== 404) end = "failed";
  } catch { end = "failed"; }
  session?.terminate();
}

async function call() {
  if (!navigator.mediaDevices) { tell("insecure"); return; }
  tell("calling");
  try {
    microphone = await navigator.mediaDevices.getUserMedia({ audio: true });
  } catch { tell("microphone"); return; }
  for (const track of microphone.getTracks()) track.enabled = false;
  end = "ended";
  session = line.call("listen", heard, { mediaStream: microphone }, {
    confirmed: asked,
    ended: () => over(end),
    failed: () => over("failed"),
  });
  tell("calling");
}

const line = openLine(place.dataset, (what) => { if (!session) tell(what); });

start.addEventListener("click", call);
stop.addEventListener("click", () => session.terminate());
window.addEventListener("pagehide", () => session?.terminate());
