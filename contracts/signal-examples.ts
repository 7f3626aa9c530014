import type { Signal } from "./signal.ts";

const to = "browser-5f0c1a52-8f0e-4b54-9d2e-0a41f2a1f6f1";

/** What pages of a visit say to each other, one of each kind, as the documents show it. */
export const signalExamples: readonly Signal[] = [
  {
    kind: "description",
    to,
    generation: 0,
    type: "offer",
    sdp: "v=0\r\no=- 4611731400430051336 2 IN IP4 127.0.0.1\r\n",
  },
  {
    kind: "candidate",
    to,
    generation: 0,
    candidate: "candidate:1 1 udp 2122260223 192.0.2.7 54400 typ host",
    sdpMid: "0",
    sdpMLineIndex: 0,
  },
  { kind: "renew", to, generation: 1 },
  { kind: "here", isMuted: false, isDark: false },
  { kind: "changed" },
  { kind: "bye" },
];
