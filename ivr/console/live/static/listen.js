"use strict";

// Listens in by the browser: it calls Asterisk, then has the console put its line on the call. Browsers connect no call without a
// microphone; this one is off all the time.
const place = document.getElementById("listen");
const { socket, password, page, address, csrf } = place.dataset;
const told = place.querySelector(".told");
const start = document.getElementById("start");
const stop = document.getElementById("stop");
const heard = document.getElementById("heard");
const host = new URL(socket).hostname;
const FREE = new Set(["ready", "ended", "failed", "microphone", "insecure"]);
let session = null;
let microphone = null;
let end = "ended";

function tell(what) {
  told.textContent = place.dataset[what];
  start.disabled = !FREE.has(what) || !agent.isConnected();
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
  session = agent.call(`sip:listen@${host}`, {
    mediaStream: microphone,
    pcConfig: { iceServers: [] },
    extraHeaders: [`X-IVR-Page: ${page}`],
    eventHandlers: {
      peerconnection: ({ peerconnection }) => {
        peerconnection.addEventListener("track", ({ streams }) => { [heard.srcObject] = streams; });
      },
      confirmed: asked,
      ended: () => over(end),
      failed: () => over("failed"),
    },
  });
  tell("calling");
}

const agent = new JsSIP.UA({
  sockets: [new JsSIP.WebSocketInterface(socket)],
  uri: `sip:browser@${host}`,
  password,
  register: false,
  session_timers: false,
  connection_recovery_max_interval: 5,
});
agent.on("connected", () => { if (!session) tell("ready"); });
agent.on("disconnected", () => { if (!session) tell("offline"); });
agent.start();

start.addEventListener("click", call);
stop.addEventListener("click", () => session.terminate());
window.addEventListener("pagehide", () => session?.terminate());
