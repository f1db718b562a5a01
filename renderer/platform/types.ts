import type { DeviceSystem } from '../../shared/api/devices.ts';
import type {
  CallRequest,
  FileKind,
  JournalRecord,
  ServerChoice,
  UpdateState,
  VaultPlace,
} from '../../shared/ipc/contract.ts';
import type { LinkTarget } from '../../shared/ipc/links.ts';

export type DesktopNotice = CallRequest<'notifications.show'>;

/** What the shell around the renderer offers: the desktop's bridge, or the browser's own means beside it. */
export interface Platform {
  readonly kind: 'desktop' | 'browser';
  /** Where the server is; in the browser edition, where the page came from. */
  serverAddress(): Promise<string | null>;
  /** Stable for this installation (desktop) or this browser profile. */
  deviceId(): Promise<string>;
  deviceName(): string;
  /** As far as this shell knows it; nothing in it tells machines or people apart. */
  system(): DeviceSystem;
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
  /** The second home of what a person wrote; absent where this browser has no place for one. */
  readonly journal?: JournalPort;
  /** Notifications of the browser; the desktop has its own. */
  readonly notices?: BrowserNotices;
  /** What an administrator has decided for this machine. */
  readonly policy?: {
    readonly lockAfterMinutes: number | null;
    readonly watermark: boolean;
    readonly passwordAtStart: boolean;
  };
  /** What only the desktop has; absent in a browser. */
  readonly desktop?: Desktop;
}

export interface BrowserNotices {
  /** `default`: the person has not been asked yet. `none`: there is no such thing here. */
  state(): NotificationPermission | 'none';
  ask(): Promise<NotificationPermission | 'none'>;
  /** `onOpen` when it is clicked; the window comes to the front. Resolves whether it could be shown. */
  show(notice: DesktopNotice, onOpen: () => void): Promise<boolean>;
}

/** The desktop beyond what a browser has too. */
export interface Desktop {
  /** The administrator has decided which server this is. */
  readonly serverFixed: boolean;
  /** Where the sign-in is kept: under a key of the system, or in memory until the application ends. */
  readonly vaultPlace: VaultPlace;
  /** With the setting `closeToTray`, closing the window leaves the application beside the clock. */
  readonly hasTray: boolean;
  /** Keeps the address where ChannelDesk answers there. Afterwards the page begins anew. */
  chooseServer(address: string): Promise<ServerChoice>;
  /** The person picks a file; null where he cancelled. What cannot be read is told before this resolves. */
  openFile(
    kinds: readonly FileKind[],
    mostBytes: number,
  ): Promise<{ name: string; bytes: Uint8Array } | null>;
  /** A notification of the system. One that is clicked arrives as a link. Resolves whether it could be shown. */
  notify(notice: DesktopNotice): Promise<boolean>;
  readonly links: {
    /** Where a link, a notification or a second start wants to lead: once. */
    take(): Promise<LinkTarget | null>;
    /** @returns how to stop listening */
    onArrived(listener: () => void): () => void;
  };
  /** One line about synchronisation, for the tray. */
  showSyncState(text: string): void;
  print(): Promise<boolean>;
  /** The newest lines of the program's own log, which names nobody. */
  readLog(): Promise<string[]>;
  /** A number to call or a person to write to (`tel:`, `mailto:`). Resolves whether it was opened. */
  openExternal(url: string): Promise<boolean>;
  /** The machine has slept. @returns how to stop listening */
  onResume(listener: () => void): () => void;
  readonly updates: {
    read(): Promise<UpdateState>;
    install(): Promise<boolean>;
    /** @returns how to stop listening */
    onChanged(listener: (state: UpdateState) => void): () => void;
  };
}

/**
 * Texts by key outside of the browser's storage, on disk when `write` resolves: the second home of what a person
 * wrote (SPEC C5). `scope` is one person on one server.
 */
export interface JournalPort {
  read(scope: string): Promise<{ records: { key: string; text: string }[]; damaged: number }>;
  /** A record whose text is null takes its key out. */
  write(scope: string, records: readonly JournalRecord[]): Promise<void>;
}
