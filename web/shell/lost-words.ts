const zh = {
  deaf: "断开期间，这里收不到新告警，也不会为新告警响。",
  hush: "静音 10 分钟",
  hushed: (clock: string) => `提示音静音至 ${clock}`,
};

/** The words of a page that hears nothing any more. */
export const lostWords = {
  zh,
  en: {
    deaf: "Until it is back, new alerts do not reach this page and do not sound here.",
    hush: "Hush for 10 minutes",
    hushed: (clock: string) => `Signal hushed until ${clock}`,
  } satisfies typeof zh,
};
