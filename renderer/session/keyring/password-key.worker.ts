import { argon2id } from 'hash-wasm';
import { messageOf } from '../../../shared/lib/errors.ts';
import type { PasswordKeyAnswer, PasswordKeyRequest } from './password-key.ts';
import { fromBase64 } from '../../data/seal/bytes.ts';

/** What this file uses of the worker's own scope; the compiler knows the window's names here. */
interface WorkerScope {
  postMessage(message: PasswordKeyAnswer): void;
  addEventListener(kind: 'message', listener: (event: MessageEvent<PasswordKeyRequest>) => void): void;
}

const scope = globalThis as unknown as WorkerScope;
scope.addEventListener('message', (event) => void answer(event.data));

async function answer({ password, cost }: PasswordKeyRequest): Promise<void> {
  try {
    const key = await argon2id({
      // One password typed on two keyboards is one password, as on the server.
      password: password.normalize('NFKC'),
      salt: fromBase64(cost.salt),
      memorySize: cost.memoryKiB,
      iterations: cost.passes,
      parallelism: 1,
      hashLength: 32,
      outputType: 'binary',
    });
    scope.postMessage({ key: new Uint8Array(key) });
  } catch (error) {
    scope.postMessage({ failure: messageOf(error) });
  }
}
