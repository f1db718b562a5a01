/** What the shell around the renderer offers: the desktop's bridge, or the browser's own means beside it. */
export interface Platform {
  readonly kind: 'desktop' | 'browser';
  /** Where the server is; in the browser edition, where the page came from. */
  serverAddress(): Promise<string | null>;
  /** Stable for this installation (desktop) or this browser profile. */
  deviceId(): Promise<string>;
  deviceName(): string;
  /** Small settings of this machine: language, theme, table layouts. */
  settings: {
    get(key: string): unknown;
    set(key: string, value: unknown): void;
  };
  /** The refresh token of a person, at rest as well as this platform can. */
  vault: {
    read(name: string): Promise<string | null>;
    write(name: string, secret: string): Promise<void>;
    remove(name: string): Promise<void>;
  };
  /** Hands a finished file to the person. Resolves false where he cancelled. */
  saveFile(name: string, bytes: Uint8Array<ArrayBuffer>, mime: string): Promise<boolean>;
}
