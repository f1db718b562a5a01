/** What a library says of windows that were killed on purpose, for each of them several times. */
const EXPECTED = /^Dexie: Need to reopen db/;

export function muteKilledWindows(): void {
  const { warn } = console;
  console.warn = (...said: unknown[]): void => {
    if (!EXPECTED.test(String(said[0]))) warn(...said);
  };
}
