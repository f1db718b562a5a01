/** Types of ensure-build.mjs, which stays plain JavaScript because it also runs on the Node of the machine. */
export interface EnsureBuildOptions {
  /** Build even when the sources have not changed. */
  readonly force?: boolean;
  /** Where progress lines go; the standard error stream by default. */
  readonly log?: (line: string) => void;
  /** Calls the build off: its compiler is ended, and nothing is left behind. */
  readonly signal?: AbortSignal | undefined;
}

/** Makes dist/renderer be what the sources say; resolves to that folder, rejects when they do not build or are called off. */
export function ensureBuild(options?: EnsureBuildOptions): Promise<string>;

/** Makes dist/main and dist/preload be what the sources say; resolves to dist/main. */
export function ensureShell(options?: EnsureBuildOptions): Promise<string>;
