import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { compress } from "hono/compress";
import type {
  FamilyAlertListView,
  FamilyDayView,
  FamilyListView,
  FamilyResidentView,
  FamilyTrendsView,
} from "../../contracts/http/family.ts";
import type { OpeningNotices } from "../../contracts/http/openings.ts";
import { servePages } from "../../local/pages.ts";

/** What the family's API says now; a test changes it. */
export interface FamilyFixture {
  readonly url: string;
  residents: readonly FamilyResidentView[];
  alerts: FamilyAlertListView["items"];
  openings: OpeningNotices["items"];
  /** Instead of an answer. */
  refusal: { readonly status: 401 | 403 | 404 | 500; readonly code: string } | undefined;
  /** What /config.json says. */
  config: object;
  /** A page beside the app, for comparison. */
  bare: { readonly page: string; readonly script: string } | undefined;
  /** How often the list was asked for. */
  readonly asked: () => number;
  stop(): Promise<void>;
}

const minute = 60_000;
const hour = 60 * minute;
export const iso = (at: number) => new Date(at + 8 * hour).toISOString().replace("Z", "+08:00");
const both = (zh: string, en = zh) => ({ zh, en });

/** Someone who sleeps well, watched by a mattress a minute ago; all classes granted. */
export function asleep(now: number, change: Partial<FamilyResidentView> = {}): FamilyResidentView {
  const by = {
    device: "sleep-mat",
    label: both("床垫", "mattress"),
    at: iso(now - minute),
    ageSeconds: 60,
    freshness: "live",
  } as const;
  return {
    id: "r1",
    name: "王桂英",
    relation: "女儿",
    facility: { id: "f1", name: "松鹤养老院", phone: "0576-8123 4567" },
    access: { state: "granted", classes: ["status-light", "vitals", "alerts", "record", "video"] },
    place: { kind: "in-care" },
    light: {
      state: "well",
      reason: "fresh-signs",
      sentence: both("在床上，一切平稳", "is in bed, all is calm"),
      since: iso(now - 3 * hour),
      by,
      validUntil: iso(now + 10 * minute),
    },
    lastSign: by,
    staffVisit: {
      at: iso(now - 2 * hour),
      kind: "care-note",
      by: { role: "carer", title: both("护理员", "carer") },
      sentence: both("护理员来看过", "a carer came by"),
    },
    night: nightOf(now),
    openAlerts: { count: 0, urgent: 0 },
    nextVisit: {
      id: "v1",
      kind: "family-call",
      state: "scheduled",
      scheduledAt: iso(now + 5 * hour),
      opensAt: iso(now + 4 * hour),
      isInvited: true,
      sentence: both("今天 15:00 视频通话", "video call at 15:00 today"),
    },
    ...change,
  } as FamilyResidentView;
}

export function nightOf(now: number): NonNullable<FamilyResidentView["night"]> {
  const date = iso(now).slice(0, 10);
  const morning = Date.parse(`${date}T00:00:00+08:00`);
  return {
    date,
    known: "partly-known",
    isOver: true,
    inBedMinutes: 470,
    toBedAt: iso(morning - 3 * hour),
    upAt: iso(morning + 6 * hour),
    timesUp: 1,
    unknownMinutes: 30,
    parts: [
      { from: iso(morning - 3 * hour), to: iso(morning + 2 * hour), is: "in-bed" },
      { from: iso(morning + 2 * hour), to: iso(morning + 2.2 * hour), is: "out-of-bed" },
      { from: iso(morning + 2.7 * hour), to: iso(morning + 6 * hour), is: "in-bed" },
    ],
    sentence: both(
      "昨晚 21:00 上床，6:00 起床，起夜 1 次；其中 30 分钟不知道",
      "To bed at 21:00, up at 6:00, up once; 30 min not known",
    ),
  };
}

/** The same person after a fall: staff are called, a nurse is on the way. */
export function fallen(now: number, change: Partial<FamilyResidentView> = {}): FamilyResidentView {
  return asleep(now, {
    light: {
      state: "emergency",
      reason: "alert-urgent",
      sentence: both("疑似跌倒", "may have fallen"),
      next: both(
        "护士正在赶过去；3 分钟内没有到场会再呼叫医生",
        "A nurse is on the way; a doctor is called if nobody is there in 3 min",
      ),
      since: iso(now - 2 * minute),
      validUntil: iso(now + 10 * minute),
    },
    openAlerts: { count: 1, urgent: 1 },
    ...change,
  } as Partial<FamilyResidentView>);
}

export function fallAlert(now: number): FamilyAlertListView["items"][number] {
  return {
    id: "a1",
    kind: "fall",
    priority: "high",
    isUrgent: true,
    isOpen: true,
    title: both("疑似跌倒", "Possible fall"),
    at: iso(now - 2 * minute),
    course: "going",
    doing: both("护士正在赶过去", "A nurse is on the way"),
    by: { role: "nurse", title: both("护士", "nurse") },
    steps: [
      { at: iso(now - 2 * minute), sentence: both("手环报告疑似跌倒", "The wristband reported a fall") },
      { at: iso(now - minute), sentence: both("护士出发", "A nurse set out") },
    ],
  };
}

/** Somebody of whom no device tells anything. */
export function unwatched(now: number, change: Partial<FamilyResidentView> = {}): FamilyResidentView {
  const {
    lastSign: _,
    night: __,
    ...rest
  } = asleep(now, {
    light: {
      state: "not-monitored",
      reason: "no-signal",
      sentence: both("现在没有设备在报告，看不到情况", "is not monitored: no device reports"),
      next: both("工作人员已收到通知，正在检查设备", "Staff have been told and are looking at the devices"),
      since: iso(now - 40 * minute),
      validUntil: iso(now + 10 * minute),
    },
    ...change,
  } as Partial<FamilyResidentView>);
  return rest;
}

function dayOf(date: string, now: number): FamilyDayView {
  const at = (clock: string) => `${date}T${clock}:00+08:00`;
  const entry = (clock: string, kind: FamilyDayView["entries"][number]["kind"], zh: string, en: string) => ({
    at: at(clock),
    kind,
    class: "record" as const,
    sentence: both(zh, en),
    from: [{ kind: "note" as const, at: at(clock) }],
  });
  return {
    residentId: "r1",
    date,
    isOver: date !== iso(now).slice(0, 10),
    entries: [
      entry("06:05", "got-up", "起床", "Got up"),
      entry("08:30", "measured", "量血压，在平常范围内", "Blood pressure was taken: as usual"),
      entry("10:15", "staff-came", "护理员来看过，陪着散步", "A carer came by and walked along"),
    ],
    gaps: [
      { from: at("07:00"), to: at("07:40") },
      { from: at("21:00"), to: iso(Date.parse(at("00:00")) + 24 * hour) },
    ],
    withheld: ["alerts"],
    asOf: iso(now),
  };
}

function trendsOf(period: "week" | "month", now: number): FamilyTrendsView {
  const count = period === "week" ? 8 : 31;
  const dates = Array.from({ length: count }, (_, n) => iso(now - (count - 1 - n) * 24 * hour).slice(0, 10));
  return {
    residentId: "r1",
    period,
    from: dates[0] ?? "",
    to: dates.at(-1) ?? "",
    nights: dates.map((date, n) =>
      n === 2
        ? {
            date,
            known: "no-data",
            isOver: true,
            parts: [],
            sentence: both("这一晚没有数据", "no data for this night"),
          }
        : {
            date,
            known: "slept",
            isOver: true,
            inBedMinutes: 420 + 20 * (n % 4),
            parts: [],
            sentence: both(`在床 ${7 + (n % 3)} 小时`, `${7 + (n % 3)} hours in bed`),
          },
    ),
    activity: dates.map((date, n) =>
      n === 3 ? { date, known: "no-data" } : { date, known: "slept", upMinutes: 300 + 30 * (n % 5) },
    ),
    vitals: [
      {
        code: "heart-rate",
        label: both("心率", "Heart rate"),
        unit: both("次/分", "per min"),
        low: 50,
        high: 110,
        sentence: both("多数在平常范围内，有一天偏高", "mostly as usual, high on one day"),
        days: dates
          .filter((_, n) => n !== 4)
          .map((date, n) => ({
            date,
            band: n === 1 ? "high" : n === 5 ? "low" : "usual",
            middle: 70 + n,
            min: 60,
            max: 90 + n,
            count: 100,
          })),
      },
    ],
    asOf: iso(now),
  } as FamilyTrendsView;
}

/** A service that knows families alone, with the built pages as the box serves them. Nobody signs in. */
export async function startFamilyFixture(now: () => number = Date.now): Promise<FamilyFixture> {
  let asked = 0;
  const state = {
    residents: [asleep(now())] as readonly FamilyResidentView[],
    alerts: [] as FamilyAlertListView["items"],
    openings: [] as OpeningNotices["items"],
    refusal: undefined as FamilyFixture["refusal"],
    config: {},
    bare: undefined as FamilyFixture["bare"],
  };
  const app = new Hono();
  app.use("/api/*", async (context, next) => {
    if (context.req.path === "/api/family") asked += 1;
    const { refusal } = state;
    if (refusal === undefined) return await next();
    const messages = both("无权查看", "Not allowed");
    const body = { type: "about:blank", title: "no", detail: "no", ...refusal, messages };
    return context.body(JSON.stringify(body), refusal.status, { "content-type": "application/problem+json" });
  });
  app.get("/api/family", (context) =>
    context.json({ items: [...state.residents], asOf: iso(now()) } satisfies FamilyListView),
  );
  app.get("/api/family/:id/alerts", (context) =>
    context.json({ items: state.alerts, isEmergenciesOnly: false, asOf: iso(now()) } satisfies FamilyAlertListView),
  );
  app.get("/api/family/:id/days/:date", (context) => context.json(dayOf(context.req.param("date"), now())));
  app.get("/api/family/:id/trends", (context) =>
    context.json(trendsOf(context.req.query("period") === "month" ? "month" : "week", now())),
  );
  app.get("/api/residents/:id/opening-notices", (context) =>
    context.json({ items: state.openings, at: iso(now()) } satisfies OpeningNotices),
  );
  app.get("/api/visits", (context) => context.json({ items: [] }));
  app.all("/api/*", (context) => context.json({}, 404));
  app.get("/config.json", (context) => context.json(state.config));
  app.get("/bare", (context) => context.html(state.bare?.page ?? ""));
  app.get("/bare.js", (context) => context.body(state.bare?.script ?? "", 200, { "content-type": "text/javascript" }));
  app.on(["GET", "HEAD"], "*", compress(), servePages());
  const server = await new Promise<ReturnType<typeof serve>>((done) => {
    const started = serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" }, () => done(started));
  });
  const { port } = server.address() as AddressInfo;
  return Object.assign(state, {
    url: `http://127.0.0.1:${port}`,
    asked: () => asked,
    async stop() {
      await new Promise<void>((done) => {
        server.close(() => done());
        if ("closeAllConnections" in server) server.closeAllConnections();
      });
    },
  });
}
