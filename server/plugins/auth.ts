import fastifyJwt from '@fastify/jwt';
import type { FastifyContextConfig, FastifyRequest, RouteOptions } from 'fastify';
import { randomBytes } from 'node:crypto';
import type { Pool } from 'pg';
import { z } from 'zod';
import { mayAnywhere, type Permission, type RoleGrant } from '../../shared/domain/permissions.ts';
import type { Clock } from '../../shared/lib/clock.ts';
import { dayOf } from '../../shared/lib/dates.ts';
import { ApiError } from '../api-error.ts';
import type { RateLimiter } from './rate-limit.ts';
import type { App } from './zod-types.ts';

/** Who may call a route. Every route says it; one that does not is refused at registration. */
export type Access =
  | { kind: 'public' }
  /** Whoever runs the server; the route checks what he shows. No person is behind it. */
  | { kind: 'operator' }
  | { kind: 'signed-in' }
  /** Held anywhere. Whether it reaches the thing asked for is the route's own check (`mayAt`). */
  | { kind: 'permission'; permission: Permission };

/** The person behind a request, read from the database for this request. */
export interface Caller {
  staffId: string;
  staffNo: string;
  name: string;
  deviceId: string;
  /** The chain of refresh tokens that the access token came from; null for one issued by the command line. */
  familyId: string | null;
  /** Roles in force today. */
  grants: RoleGrant[];
}

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access;
    /** Answered to a device that was taken back, too: what it still has to deliver. */
    forRevoked?: true;
    /** Answered to a person who has still to change the password that he was given. */
    beforePasswordChange?: true;
    /** How many requests it counts as against the rate of whoever asks; 1 where it says nothing. */
    weight?: number;
  }
  interface FastifyRequest {
    /** Throws on a public route, where nobody is known. */
    readonly caller: Caller;
  }
}

export const ACCESS_SECONDS = 15 * 60;

const claims = z.object({
  sub: z.string(),
  device: z.string(),
  family: z.string().nullable(),
  exp: z.number(),
});
export type AccessClaims = Omit<z.infer<typeof claims>, 'exp'>;

export interface AuthDependencies {
  pool: Pool;
  clock: Clock;
  /** The signing secret where it is set by hand; else it is kept in the store. */
  jwtSecret: string | null;
  /** Absent: everybody may ask as often as he likes. */
  limiter?: RateLimiter | null;
}

/** Of each app by its listener, because plugins see it through objects of their own. */
const declaredOf = new WeakMap<App['server'], Map<string, Access>>();

/** Every route of the app and who may call it: `GET /cabinets/v1/rules`. */
export const declaredRoutes = (app: App): ReadonlyMap<string, Access> =>
  declaredOf.get(app.server) ?? new Map<string, Access>();

const callers = new WeakMap<FastifyRequest, Caller>();

export async function useAuth(
  app: App,
  { pool, clock, jwtSecret, limiter = null }: AuthDependencies,
): Promise<void> {
  await app.register(fastifyJwt, {
    secret: jwtSecret ?? (await storedSecret(pool)),
    sign: { algorithm: 'HS256' },
    // Expiry is checked below against the injected clock.
    verify: { algorithms: ['HS256'], ignoreExpiration: true },
  });

  app.decorateRequest('caller', {
    getter(this: FastifyRequest) {
      const caller = callers.get(this);
      if (!caller) throw new Error('this route is public: it has no caller');
      return caller;
    },
  });

  const declared = new Map<string, Access>();
  declaredOf.set(app.server, declared);
  app.addHook('onRoute', (route: RouteOptions) => {
    if (!route.config?.access)
      throw new Error(`${String(route.method)} ${route.url} does not say who may call it`);
    for (const method of [route.method].flat()) declared.set(`${method} ${route.url}`, route.config.access);
  });

  app.addHook('onRequest', async (request) => {
    if (request.is404) return;
    const { config } = request.routeOptions;
    const { access, weight = 1 } = config;
    if (access?.kind === 'public' || access?.kind === 'operator') {
      if (weight > 0) limiter?.address(request.ip, weight);
      return;
    }
    let who: AccessClaims;
    try {
      who = readClaims(app, clock, request);
    } catch (error) {
      limiter?.address(request.ip);
      throw error;
    }
    // Before anything is looked up. An address counts for nothing here: many people may stand behind one.
    limiter?.person(who.sub, weight);
    const caller = await findCaller(pool, clock, who, config);
    callers.set(request, caller);
    if (access?.kind === 'signed-in') return;
    if (!access || !mayAnywhere(caller.grants, access.permission)) {
      throw new ApiError(403, 'E_PERMISSION', 'no role of yours allows this');
    }
  });
}

/** The staff id behind a request, for the log; undefined where nobody is signed in. */
export const staffIdOf = (request: FastifyRequest): string | undefined => callers.get(request)?.staffId;

export function signAccessToken(
  app: Pick<App, 'jwt'>,
  clock: Clock,
  who: AccessClaims,
  seconds: number = ACCESS_SECONDS,
): string {
  const issuedAt = Math.floor(clock.now().getTime() / 1000);
  return app.jwt.sign({ ...who, iat: issuedAt, exp: issuedAt + seconds });
}

const tokenError = (): ApiError =>
  new ApiError(401, 'E_TOKEN', 'the access token is missing, damaged or expired');

function readClaims(app: App, clock: Clock, request: FastifyRequest): AccessClaims {
  const token = /^Bearer ([\w.-]+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (!token) throw tokenError();
  let payload: unknown;
  try {
    payload = app.jwt.verify(token);
  } catch {
    throw tokenError();
  }
  const parsed = claims.safeParse(payload);
  if (!parsed.success || parsed.data.exp * 1000 <= clock.now().getTime()) throw tokenError();
  return parsed.data;
}

interface CallerRow {
  staff_no: string;
  name: string;
  disabled: boolean;
  must_change: boolean;
  device_known: boolean;
  device_revoked: boolean;
  device_erased: boolean;
  session_ended: boolean;
  grants: RoleGrant[];
}

/** One look-up by primary keys; what an administrator changes takes effect at the next request. */
const CALLER_SQL = `
  select s.staff_no, s.name,
         s.disabled_at is not null as disabled,
         s.must_change_password and s.password_hash is not null as must_change,
         d.staff_id is not null as device_known,
         d.revoked_at is not null as device_revoked,
         d.erased_at is not null as device_erased,
         exists (select from refresh_token t where t.family_id = $3 and t.revoked_at is not null) as session_ended,
         (select coalesce(json_agg(json_build_object('role', r.role, 'unitCode', r.unit_code, 'channel', r.channel,
                                                     'permissions', o.permissions)
                                   order by r.role, r.unit_code, r.channel), '[]')
            from staff_role r join role o on o.role_key = r.role
           where r.staff_id = s.staff_id
             and (r.valid_from is null or r.valid_from <= $4)
             and (r.valid_to is null or r.valid_to >= $4)) as grants
    from staff s
    left join device d on d.staff_id = s.staff_id and d.device_id = $2
   where s.staff_id = $1`;

async function findCaller(
  pool: Pool,
  clock: Clock,
  who: AccessClaims,
  { forRevoked, beforePasswordChange }: FastifyContextConfig,
): Promise<Caller> {
  const { rows } = await pool.query<CallerRow>({
    name: 'caller',
    text: CALLER_SQL,
    values: [who.sub, who.device, who.family, dayOf(clock.now())],
  });
  const row = rows[0];
  if (!row || !row.device_known || row.session_ended) throw tokenError();
  if (row.disabled) throw new ApiError(403, 'E_DISABLED', 'this person may not sign in any more');
  if (row.device_erased || (row.device_revoked && forRevoked !== true))
    throw new ApiError(403, 'E_DEVICE', 'this device has been revoked');
  if (row.must_change && beforePasswordChange !== true)
    throw new ApiError(403, 'E_PASSWORD_CHANGE', 'the password that was given has to be changed first');
  return {
    staffId: who.sub,
    staffNo: row.staff_no,
    name: row.name,
    deviceId: who.device,
    familyId: who.family,
    grants: row.grants,
  };
}

/** Drawn once per store, so that tokens outlive a restart and all server processes take each other's. */
export async function storedSecret(pool: Pool): Promise<string> {
  await pool.query(
    `insert into store_info (key, value) values ('jwt_secret', $1) on conflict (key) do nothing`,
    [randomBytes(48).toString('base64url')],
  );
  const { rows } = await pool.query<{ value: string }>(
    `select value from store_info where key = 'jwt_secret'`,
  );
  return rows[0]!.value;
}
