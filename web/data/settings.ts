import { minuteOfDay } from "../words/time-words.ts";

export type Language = "zh" | "en";
export type ThemeChoice = "auto" | "light" | "night" | "contrast";

/** What this workstation's people chose; kept in its browser until sign-in exists. */
export interface Settings {
  readonly language: Language;
  readonly theme: ThemeChoice;
  /** Absent: all facilities. */
  readonly facilityId?: string;
  /** Who acts here; asked once. */
  readonly person?: string;
  readonly hasShortcuts: boolean;
  /** Absent: sound is on for whoever answers alerts. */
  readonly hasSound?: boolean;
  /** Of the families' app. */
  readonly hasLargeText?: boolean;
}

const key = "anhu.settings";
const defaults: Settings = { language: "zh", theme: "auto", hasShortcuts: true };
const nightFrom = 20 * 60;
const nightTo = 6 * 60;

/** Night follows the shift, not the taste: 20:00 to 06:00. */
export function themeAt(choice: ThemeChoice, now: number): Exclude<ThemeChoice, "auto"> {
  if (choice !== "auto") return choice;
  const minute = minuteOfDay(now);
  return minute >= nightFrom || minute < nightTo ? "night" : "light";
}

/** Reads settings as they were kept; anything unreadable falls back to the default. */
export function settingsFrom(text: string | null): Settings {
  try {
    const kept: unknown = JSON.parse(text ?? "{}");
    if (typeof kept !== "object" || kept === null) return defaults;
    const { language, theme, facilityId, person, hasShortcuts, hasSound, hasLargeText } = kept as Record<
      string,
      unknown
    >;
    return {
      language: language === "en" ? "en" : "zh",
      theme: theme === "light" || theme === "night" || theme === "contrast" ? theme : "auto",
      hasShortcuts: hasShortcuts !== false,
      ...(typeof facilityId === "string" ? { facilityId } : {}),
      ...(typeof person === "string" && person !== "" ? { person } : {}),
      ...(typeof hasSound === "boolean" ? { hasSound } : {}),
      ...(hasLargeText === true ? { hasLargeText } : {}),
    };
  } catch {
    return defaults;
  }
}

let settings: Settings = defaults;
const listeners = new Set<() => void>();

export const settingsStore = {
  read: (): Settings => settings,
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  load(): void {
    settings = settingsFrom(localStorage.getItem(key));
  },
  /** A field set to undefined is forgotten. */
  change(change: { readonly [K in keyof Settings]?: Settings[K] | undefined }): void {
    settings = settingsFrom(JSON.stringify({ ...settings, ...change }));
    localStorage.setItem(key, JSON.stringify(settings));
    for (const listener of listeners) listener();
  },
};
