import { setImmediate as turn } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { newPeer, type Peer, renewAfterMs } from "../../web/visit/peer.ts";
import { PaperConnection } from "./fixture/paper-connection.ts";

beforeEach(() => {
  PaperConnection.all = [];
  vi.stubGlobal("RTCPeerConnection", PaperConnection);
  vi.stubGlobal("MediaStream", Object);
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const bothKinds = ["audio", "video"];

function camera(kinds: readonly string[]): MediaStream {
  return { getTracks: () => kinds.map((kind) => ({ kind })) } as unknown as MediaStream;
}

interface Side {
  readonly peer: Peer;
  readonly paper: PaperConnection;
  /** What it sent: types of descriptions, and that it asked for another connection. */
  readonly said: string[];
  /** The last of what it sent, as the other one hears it. */
  last?: Heard;
}

type Heard = Parameters<Peer["hear"]>[0];

/** Two pages, and a line between them that may lose what one of them says. */
function twoPages(kinds: { readonly polite?: readonly string[]; readonly impolite?: readonly string[] } = {}) {
  const line: { loses?: "offer" | "answer" | "renew" | "all" | undefined } = {};
  const sides: Side[] = [];
  for (const isPolite of [true, false]) {
    const said: string[] = [];
    const peer = newPeer({
      isPolite,
      iceServers: [],
      local: camera((isPolite ? kinds.polite : kinds.impolite) ?? bothKinds),
      send(signal) {
        const what = signal.kind === "description" ? signal.type : signal.kind;
        said.push(what);
        const heard = { ...signal, to: "browser-x" };
        const own = sides[isPolite ? 0 : 1];
        if (own !== undefined) own.last = heard;
        if (line.loses !== what && line.loses !== "all") void sides[isPolite ? 1 : 0]?.peer.hear(heard);
      },
      changed: () => undefined,
    });
    const side: Side = {
      peer,
      said,
      get paper() {
        return peer.connection as unknown as PaperConnection;
      },
    };
    sides.push(side);
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

describe("a connection that is dead", () => {
  const connected = async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const pages = twoPages();
    await turn();
    for (const { paper } of [pages.polite, pages.impolite]) paper.becomes("connected");
    return pages;
  };
  const papersOf = ({ polite, impolite }: ReturnType<typeof twoPages>) => [polite.paper, impolite.paper];

  test.each(["polite", "impolite"] as const)(
    "and that no restart heals in time is replaced on both sides when the %s page finds it so",
    async (side) => {
      const pages = await connected();
      const old = papersOf(pages);
      pages[side].paper.becomes("failed");
      await turn();
      vi.advanceTimersByTime(renewAfterMs - 1);
      expect(PaperConnection.all).toHaveLength(2);
      vi.advanceTimersByTime(1);
      await turn();
      expect(papersOf(pages).map((paper, n) => paper === old[n])).toEqual([false, false]);
      expect(old.map(({ signalingState }) => signalingState)).toEqual(["closed", "closed"]);
      expectAgreed(pages);
      expect(PaperConnection.all.map(({ takenBack }) => takenBack)).toEqual([0, 0, 0, 0]);
    },
  );

  test("is replaced once where both find it so at the same moment", async () => {
    const pages = await connected();
    for (const { paper } of [pages.polite, pages.impolite]) paper.becomes("failed");
    vi.advanceTimersByTime(renewAfterMs);
    await turn();
    expectAgreed(pages);
    expect(PaperConnection.all).toHaveLength(4);
  });

  test("stays where a restart heals it in time", async () => {
    const pages = await connected();
    pages.polite.paper.becomes("disconnected");
    vi.advanceTimersByTime(renewAfterMs - 1);
    pages.polite.paper.becomes("connected");
    vi.advanceTimersByTime(renewAfterMs);
    expect(PaperConnection.all).toHaveLength(2);
    expect(pages.polite.peer.state()).toBe("connected");
  });

  test("which the browser itself gave up is replaced at the next reminder", async () => {
    const pages = await connected();
    pages.polite.paper.connectionState = "closed";
    pages.polite.peer.again();
    await turn();
    expectAgreed(pages);
    expect(PaperConnection.all).toHaveLength(4);
  });

  test("is asked about again where the first word of it was lost", async () => {
    const pages = await connected();
    pages.polite.paper.becomes("failed");
    pages.line.loses = "all";
    vi.advanceTimersByTime(renewAfterMs);
    await turn();
    pages.line.loses = undefined;
    pages.polite.peer.again();
    await turn();
    expectAgreed(pages);
    expect(PaperConnection.all).toHaveLength(4);
  });

  test("leaves nothing that reaches the one in its place", async () => {
    const pages = await connected();
    const late = pages.impolite.last as Heard;
    pages.polite.paper.becomes("failed");
    vi.advanceTimersByTime(renewAfterMs);
    await turn();
    const sdp = pages.polite.paper.remoteDescription;
    await pages.polite.peer.hear({ ...late, generation: 0 });
    await pages.impolite.peer.hear({ kind: "renew", to: "browser-x", generation: 0 });
    expect(pages.polite.paper.remoteDescription).toBe(sdp);
    expect(PaperConnection.all).toHaveLength(4);
  });

  test("sends what is sent now, not what was sent at first", async () => {
    const pages = await connected();
    await pages.impolite.peer.show(camera(["audio"]));
    pages.impolite.paper.becomes("failed");
    vi.advanceTimersByTime(renewAfterMs);
    await turn();
    expect(pages.impolite.paper.lines.map(({ kind, track }) => [kind, track !== null])).toEqual([
      ["audio", true],
      ["video", false],
    ]);
  });

  test("is left alone once the page has left", async () => {
    const pages = await connected();
    pages.polite.paper.becomes("failed");
    pages.polite.peer.close();
    vi.advanceTimersByTime(renewAfterMs);
    pages.polite.peer.again();
    expect(PaperConnection.all).toHaveLength(2);
  });
});
