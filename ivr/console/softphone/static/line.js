"use strict";

// A page's line to Asterisk, over its websocket. `changed` is told "ready" when there is one, and "offline" when it is lost.
function openLine({ socket, password, page }, changed) {
  const host = new URL(socket).hostname;
  const agent = new JsSIP.UA({
    sockets: [new JsSIP.WebSocketInterface(socket)],
    uri: `sip:browser@${host}`,
    password,
    register: false,
    session_timers: false,
    connection_recovery_max_interval: 5,
  });
  agent.on("connected", () => changed("ready"));
  agent.on("disconnected", () => changed("offline"));
  agent.start();
  return {
    isConnected: () => agent.isConnected(),
    // `heard` is the element that plays what comes; `microphone` and `handlers` are JsSIP's own.
    call: (number, heard, microphone, handlers) => agent.call(`sip:${number}@${host}`, {
      ...microphone,
      pcConfig: { iceServers: [] },
      extraHeaders: [`X-IVR-Page: ${page}`],
      eventHandlers: {
        peerconnection: ({ peerconnection }) => {
          peerconnection.addEventListener("track", ({ streams }) => { [heard.srcObject] = streams; });
        },
        ...handlers,
      },
    }),
  };
}
