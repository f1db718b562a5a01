import { safeStorage } from 'electron';
import type { Cipher } from './vault.ts';

/** On Linux without a key store Electron would encrypt under a key that everybody knows: that is none. */
export const systemCipher: Cipher = {
  available: () =>
    safeStorage.isEncryptionAvailable() &&
    (process.platform !== 'linux' || safeStorage.getSelectedStorageBackend() !== 'basic_text'),
  encrypt: (text) => safeStorage.encryptString(text),
  decrypt: (bytes) => safeStorage.decryptString(Buffer.from(bytes)),
};
