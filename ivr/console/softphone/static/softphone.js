"use strict";

// A telephone that calls one number. Keys are sent as RFC 4733 events, never as sound.
const phone = document.getElementById("phone");
const { number, timeline } = phone.dataset;
const told = phone.querySelector(".told");
const clock = phone.querySelector(".clock");
const dial = document.getElementById("dial");
const hangUp = document.getElementById("hang-up");
const mute = document.getElementById("mute");
const volume = document.getElementById("volume");
const heard = document.getElementById("heard");
const keys = new Map([...phone.querySelectorAll("[data-key]")].map((button) => [button.dataset.key, button]));

const TONE = { transportType: "RFC2833", duration: 100, interToneGap: 70 };
let session = null;
let began = 0;

function tell(what) { told.textContent = phone.dataset[what]; }

function show(talking) {
  dial.disabled = session !== null || !line.isConnected();
  hangUp.disabled = session === null;
  mute.disabled = !talking;
  for (const button of keys.values()) button.disabled = !talking;
}

function over(what) {
  session = null;
  began = 0;
  mute.setAttribute("aria-pressed", "false");
  tell(what);
  show(false);
}

function call() {
  if (!navigator.mediaDevices) { tell("insecure"); return; }
  tell("calling");
  session = line.call(number, heard, { mediaConstraints: { audio: true, video: false } }, {
    confirmed: () => {
      began = Date.now();
      tell("talking");
      show(true);
      if (timeline) htmx.ajax("GET", timeline, "#timeline");
    },
    ended: () => over("ended"),
    failed: ({ cause }) => over(cause === JsSIP.C.causes.USER_DENIED_MEDIA_ACCESS ? "microphone" : "failed"),
  });
  show(false);
}

function press(key) {
  const button = keys.get(key);
  if (!button || button.disabled) return;
  session.sendDTMF(key, TONE);
  button.classList.add("down");
  setTimeout(() => button.classList.remove("down"), 150);
}

const line = openLine(phone.dataset, (what) => { if (!session) { tell(what); show(false); } });

dial.addEventListener("click", call);
hangUp.addEventListener("click", () => session.terminate());
mute.addEventListener("click", () => {
  const silent = !session.isMuted().audio;
  if (silent) session.mute(); else session.unmute();
  mute.setAttribute("aria-pressed", String(silent));
});
volume.addEventListener("input", () => { heard.volume = volume.value / 100; });
for (const [key, button] of keys) button.addEventListener("click", () => press(key));
document.addEventListener("keydown", (event) => {
  const typing = event.target.matches("input:not([type=range]), textarea, select");
  if (!typing && !event.repeat && !event.ctrlKey && !event.altKey && !event.metaKey) press(event.key);
});
window.addEventListener("pagehide", () => session?.terminate());
setInterval(() => {
  const seconds = began ? Math.floor((Date.now() - began) / 1000) : 0;
  clock.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}, 500);
