import { setImmediate as turn } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { newPeer, type Peer } from "../../web/visit/peer.ts";
import { PaperConnection } from "./fixture/paper-connection.ts";

beforeEach(() => {
  PaperConnection.all = [];
  vi.stubGlobal("RTCPeerConnection", PaperConnection);
  vi.stubGlobal("MediaStream", Object);
});
afterEach(() => vi.unstubAllGlobals());

const bothKinds = ["audio", "video"];

function camera(kinds: readonly string[]): MediaStream {
  return { getTracks: () => kinds.map((kind) => ({ kind })) } as unknown as MediaStream;
}

interface Side {
  readonly peer: Peer;
  readonly paper: PaperConnection;
  /** Types of the descriptions that it sent. */
  readonly said: string[];
}

/** Two pages, and a line between them that may lose what one of them says. */
function twoPages(kinds: { readonly polite?: readonly string[]; readonly impolite?: readonly string[] } = {}) {
  const line: { loses?: "offer" | "answer" | undefined } = {};
  const sides: Side[] = [];
  for (const isPolite of [true, false]) {
    const said: string[] = [];
    const peer = newPeer({
      isPolite,
      iceServers: [],
      local: camera((isPolite ? kinds.polite : kinds.impolite) ?? bothKinds),
      send(signal) {
        if (signal.kind !== "description") return;
        said.push(signal.type);
        if (signal.type !== line.loses) void sides[isPolite ? 1 : 0]?.peer.hear({ ...signal, to: "browser-x" });
      },
      changed: () => undefined,
    });
    sides.push({ peer, paper: peer.connection as unknown as PaperConnection, said });
  }
  const [polite, impolite] = sides as [Side, Side];
  return { line, polite, impolite };
}

function expectAgreed({ polite, impolite }: ReturnType<typeof twoPages>): void {
  for (const { paper } of [polite, impolite]) {
    expect(paper.signalingState).toBe("stable");
    expect(paper.remoteDescription).not.toBeNull();
  }
}

describe("two pages of a call", () => {
  test("that begin at the same moment agree without either taking an offer back", async () => {
    const pages = twoPages();
    await turn();
    expectAgreed(pages);
    expect([pages.impolite.said, pages.polite.said]).toEqual([["offer"], ["answer"]]);
    expect(PaperConnection.all.map(({ takenBack }) => takenBack)).toEqual([0, 0]);
  });

  test.each([
    ["no camera and no microphone", []],
    ["a microphone alone", ["audio"]],
  ])("agree on sound and picture when the one to begin has %s", async (_claim, kinds) => {
    const pages = twoPages({ impolite: kinds });
    await turn();
    expectAgreed(pages);
    expect(pages.polite.paper.remoteDescription?.sdp?.split(" ").sort()).toEqual(bothKinds);
  });

  test("agree after a reminder when the first offer was lost", async () => {
    const pages = twoPages();
    pages.line.loses = "offer";
    await turn();
    pages.line.loses = undefined;
    pages.polite.peer.again();
    pages.impolite.peer.again();
    await turn();
    expectAgreed(pages);
    expect(pages.polite.said).toEqual(["answer"]);
  });

  test("agree after a reminder when the answer was lost", async () => {
    const pages = twoPages();
    pages.line.loses = "answer";
    await turn();
    expect(pages.impolite.paper.signalingState).toBe("have-local-offer");
    pages.line.loses = undefined;
    pages.impolite.peer.again();
    await turn();
    expectAgreed(pages);
  });

  test("may both offer once they have agreed", async () => {
    const pages = twoPages({ polite: ["audio"] });
    await turn();
    pages.polite.paper.addTrack({ kind: "video" });
    await turn();
    expectAgreed(pages);
    expect(pages.polite.said).toEqual(["answer", "offer"]);
  });
});

describe("a way that is not found", () => {
  test("is looked for anew by one of the two, at the third reminder", async () => {
    const { polite, impolite } = twoPages();
    await turn();
    for (const restarts of [0, 0, 1]) {
      polite.peer.again();
      impolite.peer.again();
      expect([polite.paper.restarts, impolite.paper.restarts]).toEqual([0, restarts]);
    }
  });

  test.each(["polite", "impolite"] as const)(
    "and has failed is looked for anew at once by the %s page",
    async (side) => {
      const { paper } = twoPages()[side];
      await turn();
      paper.becomes("failed");
      expect(paper.restarts).toBe(1);
    },
  );
});
