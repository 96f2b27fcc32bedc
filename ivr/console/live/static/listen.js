"use strict";

// Listens in by the browser: it calls Asterisk with silence, for which no microphone is asked, then asks the console for the call's sound.
const place = document.getElementById("listen");
const { socket, password, page, address, csrf } = place.dataset;
const told = place.querySelector(".told");
const start = document.getElementById("start");
const stop = document.getElementById("stop");
const heard = document.getElementById("heard");
const host = new URL(socket).hostname;
let session = null;

function tell(what) {
  told.textContent = place.dataset[what];
  const on = what === "calling" || what === "talking";
  start.disabled = on;
  stop.disabled = !on;
}

async function connected() {
  const asked = await fetch(address, { method: "POST", body: new URLSearchParams({ page, csrf_token: csrf }) });
  if (asked.ok) tell("talking");
  else session.terminate();
}

start.addEventListener("click", () => {
  tell("calling");
  session = agent.call(`sip:listen@${host}`, {
    mediaStream: new AudioContext().createMediaStreamDestination().stream,
    pcConfig: { iceServers: [] },
    extraHeaders: [`X-IVR-Page: ${page}`],
    eventHandlers: {
      peerconnection: ({ peerconnection }) => {
        peerconnection.addEventListener("track", ({ track }) => { heard.srcObject = new MediaStream([track]); });
      },
      confirmed: connected,
      ended: () => tell("ended"),
      failed: () => tell("failed"),
    },
  });
});
stop.addEventListener("click", () => session.terminate());
window.addEventListener("pagehide", () => session?.terminate());

const agent = new JsSIP.UA({
  sockets: [new JsSIP.WebSocketInterface(socket)],
  uri: `sip:browser@${host}`,
  password,
  register: false,
  session_timers: false,
});
agent.start();
