import { z } from 'zod';

/** How hard a password is to guess for whoever has the disk; kept beside what it protects. */
export const passwordCost = z.object({
  /** Base64 of 16 bytes. */
  salt: z.string(),
  memoryKiB: z.number().int().min(8).max(1_048_576),
  passes: z.number().int().min(1).max(16),
});
export type PasswordCost = z.infer<typeof passwordCost>;

/** A key of 32 bytes from a password, by argon2id. */
export type DerivePasswordKey = (password: string, cost: PasswordCost) => Promise<Uint8Array<ArrayBuffer>>;

export interface PasswordKeyRequest {
  password: string;
  cost: PasswordCost;
}
export type PasswordKeyAnswer = { key: Uint8Array<ArrayBuffer> } | { failure: string };

/** Half a second of one core, in a worker of its own: nothing that is typed or drawn meanwhile waits for it. */
export const derivePasswordKey: DerivePasswordKey = (password, cost) =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./password-key.worker.ts', import.meta.url), {
      type: 'module',
      name: 'channeldesk-password',
    });
    const end = (): void => worker.terminate();
    worker.onmessage = ({ data }: MessageEvent<PasswordKeyAnswer>) => {
      end();
      if ('key' in data) resolve(data.key);
      else reject(new Error(data.failure));
    };
    worker.onerror = (event) => {
      end();
      reject(new Error(event.message));
    };
    worker.postMessage({ password, cost } satisfies PasswordKeyRequest);
  });
