import type { Pool } from 'pg';
import { z } from 'zod';
import { outboxKey, outboxKeyId, outboxKeyRequest, type OutboxKey } from '../../../shared/api/outbox-keys.ts';
import { ApiError } from '../../api-error.ts';
import type { App } from '../../plugins/zod-types.ts';
import { keyById, keyOfDevice, type StoredKey } from './repository.ts';

const answer = ({ keyId, bytes }: StoredKey): OutboxKey => ({
  key_id: keyId,
  key: bytes.toString('base64'),
});

/** Keys for work that leaves a machine: a person reaches his own, and nobody reaches another's. */
export function registerOutboxKeyRoutes(app: App, { pool }: { pool: Pool }): void {
  app.post(
    '/api/outbox-keys/current',
    {
      config: { access: { kind: 'signed-in' } },
      schema: {
        summary: 'The key of the caller on the device that he calls from, made where there is none',
        tags: ['outbox keys'],
        body: outboxKeyRequest,
        response: { 200: outboxKey },
      },
    },
    async (request, reply) => {
      void reply.header('cache-control', 'no-store');
      const { staffId, deviceId } = request.caller;
      if (request.body.device_id !== deviceId) {
        throw new ApiError(403, 'E_DEVICE', 'a key is given to the device that asks, and to no other');
      }
      return answer(await keyOfDevice(pool, staffId, deviceId));
    },
  );

  app.get(
    '/api/outbox-keys/:key_id',
    {
      config: { access: { kind: 'signed-in' } },
      schema: {
        summary: 'A key of the caller, made on any of his devices',
        tags: ['outbox keys'],
        params: z.object({ key_id: outboxKeyId }),
        response: { 200: outboxKey },
      },
    },
    async (request, reply) => {
      void reply.header('cache-control', 'no-store');
      const key = await keyById(pool, request.caller.staffId, request.params.key_id);
      // Whether it is somebody else's is nobody's business.
      if (key === undefined) throw new ApiError(404, 'E_NOT_FOUND', 'you have no key of this name');
      return answer(key);
    },
  );
}
