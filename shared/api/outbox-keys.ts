import { z } from 'zod';
import { opaqueId } from './auth.ts';

/** `POST /api/outbox-keys/current`: the key of the caller on his device, made where there is none yet. */
export const outboxKeyRequest = z.object({ device_id: opaqueId });

export const outboxKeyId = z.uuid();

/** `key`: base64 of 32 bytes, for AES-256-GCM. */
export const outboxKey = z.object({ key_id: outboxKeyId, key: z.base64().length(44) });
export type OutboxKey = z.infer<typeof outboxKey>;
