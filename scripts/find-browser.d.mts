/** The path of a Chromium on this machine (CHROMIUM_PATH first), undefined when there is none. */
export function findBrowser(): string | undefined;
