/** Keeps the screen on while the page is in sight, where the browser can. Returns what lets it sleep again. */
export function keepAwake(): () => void {
  let isOver = false;
  let lock: WakeLockSentinel | undefined;
  async function ask(): Promise<void> {
    if (document.hidden || isOver) return;
    try {
      lock = await navigator.wakeLock?.request("screen");
      if (isOver) void lock?.release();
    } catch {
      // A battery that is low refuses it; the screen then follows its own settings.
    }
  }
  const asked = (): void => void ask();
  asked();
  document.addEventListener("visibilitychange", asked);
  return () => {
    isOver = true;
    document.removeEventListener("visibilitychange", asked);
    void lock?.release();
  };
}
