import type { Permission } from '../../../shared/domain/permissions.ts';
import type { Target } from './stage.ts';

/**
 * Every endpoint: who may call it, a request that is about `target`, and what somebody hears for whom the target lies
 * outside. A new route needs its line here, or the walk over all of them fails.
 */
export interface Endpoint {
  access: 'public' | 'operator' | 'signed-in' | Permission;
  ask: (target: Target) => { params?: Record<string, string>; query?: Record<string, string>; body?: object };
  /**
   * What a request about something outside comes to for whoever may call at all: a refusal with this code; `nothing`:
   * success, with nothing of the target in the answer; `about nobody`: the request has no target.
   */
  outside: 'E_SCOPE' | 'E_NOT_FOUND' | 'nothing' | 'about nobody';
  /** Refused inside as well, with the reason beside the line. */
  inside?: 'E_SCOPE';
  /** Asked for inside the route, beyond `access`: one of these, at the target. */
  needs?: readonly Permission[];
}

const none = () => ({});
const MONTH = '2026-11';
const STEPS: readonly Permission[] = ['division.channelStep', 'division.communityStep'];
const KEEPERS: readonly Permission[] = ['cabinet.edit', ...STEPS];
const sheet = ({ customer, neighbour }: Target) => ({
  params: { month: MONTH },
  body: {
    file_name: 'x.xlsx',
    rows: [
      {
        line: 2,
        row_key: null,
        version: null,
        customer_code: customer,
        community: neighbour,
        segment: '公众',
      },
    ],
    take: 'ALL',
  },
});
const cabinet = ({ community, network }: Target) => ({
  kind: 'ADD',
  rule: {
    cabinet: `J-${community}`,
    billing_area: `area-${network}`,
    range_from: '',
    range_to: '',
    community_code: community,
  },
});
const term = ({ colleague, department }: Target) => ({
  body: { staff_no: colleague, unit_code: department, from_day: '2026-11-20', to_day: '2026-11-21' },
});
const unit = ({ community }: Target) => ({ body: { kind: 'RENAME', unit_code: community, name: community } });
const device = ({ colleague, device: id }: Target) => ({ body: { staff_no: colleague, device_id: id } });

export const ENDPOINTS: Readonly<Record<string, Endpoint>> = {
  'GET /server/v1/info': { access: 'public', ask: none, outside: 'about nobody' },
  'GET /healthz': { access: 'public', ask: none, outside: 'about nobody' },
  'GET /openapi.json': { access: 'public', ask: none, outside: 'about nobody' },
  'GET /*': { access: 'public', ask: none, outside: 'about nobody' },
  'POST /auth/v1/login': { access: 'public', ask: none, outside: 'about nobody' },
  'POST /auth/v1/refresh': { access: 'public', ask: none, outside: 'about nobody' },
  'POST /auth/v1/logout': { access: 'public', ask: none, outside: 'about nobody' },
  'POST /auth/v1/password': { access: 'signed-in', ask: none, outside: 'about nobody' },
  'POST /api/outbox-keys/current': { access: 'signed-in', ask: none, outside: 'about nobody' },
  'GET /api/outbox-keys/:key_id': {
    access: 'signed-in',
    ask: () => ({ params: { key_id: '0'.repeat(32) } }),
    outside: 'about nobody',
  },
  'POST /sync/v1/pull': { access: 'signed-in', ask: none, outside: 'about nobody' },
  'POST /sync/v1/push': { access: 'signed-in', ask: none, outside: 'about nobody' },
  'GET /sync/v1/wait': { access: 'signed-in', ask: () => ({ query: { seq: '0' } }), outside: 'about nobody' },

  'GET /adjustments/v1': {
    access: 'customer.read',
    ask: ({ customer }) => ({ query: { customer_code: customer } }),
    outside: 'nothing',
  },
  'GET /division/v1/periods/:month': {
    access: 'customer.read',
    ask: () => ({ params: { month: MONTH } }),
    outside: 'nothing',
  },
  'GET /division/v1/periods/:month/customers': {
    access: 'customer.read',
    ask: () => ({ params: { month: MONTH } }),
    outside: 'nothing',
  },
  'POST /division/v1/periods/:month/sheet': {
    access: 'customer.read',
    ask: () => ({ params: { month: MONTH } }),
    outside: 'nothing',
    needs: STEPS,
  },
  'POST /division/v1/periods/:month/dry-run': {
    access: 'customer.read',
    ask: sheet,
    outside: 'nothing',
    needs: STEPS,
  },
  'POST /division/v1/periods/:month/apply': {
    access: 'customer.read',
    ask: sheet,
    outside: 'nothing',
    needs: STEPS,
  },
  'GET /division/v1/periods/:month/batches': {
    access: 'customer.read',
    ask: () => ({ params: { month: MONTH } }),
    outside: 'nothing',
  },
  'POST /division/v1/batches/:batch_id/undo': {
    access: 'customer.read',
    ask: () => ({ params: { batch_id: '00000000-0000-4000-8000-000000000000' } }),
    outside: 'E_NOT_FOUND',
  },
  'PUT /division/v1/periods/:month/confirmations/:department_code': {
    access: 'division.confirm',
    ask: ({ department }) => ({ params: { month: MONTH, department_code: department } }),
    outside: 'E_SCOPE',
    // A public department has nothing to confirm: its new customers are those that no other takes.
    inside: 'E_SCOPE',
  },
  'DELETE /division/v1/periods/:month/confirmations/:department_code': {
    access: 'division.confirm',
    ask: ({ department }) => ({ params: { month: MONTH, department_code: department } }),
    outside: 'E_SCOPE',
    // A public department has nothing to confirm: its new customers are those that no other takes.
    inside: 'E_SCOPE',
  },
  'POST /division/v1/locks/lift': {
    access: 'lock.lift',
    ask: ({ customer }) => ({ body: { customer_codes: [customer], reason: 'x' } }),
    outside: 'E_SCOPE',
  },
  'GET /deputies/v1': { access: 'signed-in', ask: none, outside: 'about nobody' },
  'POST /deputies/v1': {
    access: 'signed-in',
    ask: term,
    outside: 'E_SCOPE',
    needs: ['reassignment.approve'],
  },
  'POST /deputies/v1/end': {
    access: 'signed-in',
    ask: term,
    outside: 'E_SCOPE',
    needs: ['reassignment.approve'],
  },
  'GET /cabinets/v1/rules': { access: 'cabinet.edit', ask: none, outside: 'nothing' },
  'POST /cabinets/v1/preview': {
    access: 'cabinet.edit',
    ask: (target) => ({ body: cabinet(target) }),
    outside: 'E_SCOPE',
  },
  'POST /cabinets/v1/changes': {
    access: 'cabinet.edit',
    ask: (target) => ({ body: { change: cabinet(target), move: false } }),
    outside: 'E_SCOPE',
  },
  'GET /quality/v1/findings': { access: 'customer.read', ask: none, outside: 'nothing', needs: KEEPERS },
  'POST /quality/v1/check': { access: 'customer.read', ask: none, outside: 'about nobody', needs: KEEPERS },
  'GET /outbound/v1/segments': { access: 'rollup.read', ask: none, outside: 'nothing' },
  'GET /notices/v1/receipts': {
    access: 'signed-in',
    ask: () => ({ query: { notice_id: 'none' } }),
    outside: 'about nobody',
  },

  'GET /admin/v1/roles': { access: 'admin.roles', ask: none, outside: 'about nobody' },
  'POST /admin/v1/roles': {
    access: 'admin.roles',
    ask: ({ network }) => ({
      body: {
        role_key: `ROLE_${network}`,
        title: `角色 ${network}`,
        level: 'ZONE',
        permissions: [],
        menu: [],
      },
    }),
    outside: 'E_SCOPE',
  },
  'POST /admin/v1/roles/remove': {
    access: 'admin.roles',
    ask: ({ network }) => ({ body: { role_key: `ROLE_${network}_GONE` } }),
    outside: 'E_NOT_FOUND',
  },
  // What the caller's own menu leads to.
  'GET /menu/v1/links': { access: 'signed-in', ask: none, outside: 'about nobody' },
  'GET /admin/v1/menu': { access: 'admin.menus', ask: none, outside: 'about nobody' },
  'POST /admin/v1/menu': {
    access: 'admin.menus',
    ask: () => ({ body: { items: [], hosts: [] } }),
    // The menu is one for the region.
    outside: 'E_SCOPE',
  },
  'GET /admin/v1/people': {
    access: 'admin.people',
    ask: ({ colleague }) => ({ query: { search: colleague } }),
    outside: 'nothing',
  },
  'POST /admin/v1/people': {
    access: 'admin.people',
    ask: ({ colleague }) => ({ body: { kind: 'RENAME', staff_no: colleague, name: colleague } }),
    outside: 'E_SCOPE',
  },
  'POST /admin/v1/people/password': {
    access: 'admin.people',
    ask: ({ colleague }) => ({ body: { staff_no: colleague } }),
    outside: 'E_SCOPE',
  },
  'POST /admin/v1/people/passwords': {
    access: 'admin.people',
    ask: ({ colleague }) => ({ body: { staff_nos: [colleague] } }),
    outside: 'E_SCOPE',
  },
  'POST /admin/v1/people/import': {
    access: 'admin.people',
    ask: ({ colleague, community }) => ({
      body: {
        file: 'x.xlsx',
        rows: [{ staff_no: colleague, name: colleague, role: '客户经理', unit_code: community }],
        take: 'NOTHING',
      },
    }),
    // Row by row: the row is rejected as NOT_YOURS.
    outside: 'about nobody',
  },
  'POST /admin/v1/people/handover': {
    access: 'admin.people',
    ask: ({ colleague }) => ({
      body: { from_staff_no: colleague, to_staff_no: `${colleague}-2`, disable: false },
    }),
    outside: 'E_SCOPE',
  },
  'POST /admin/v1/units/preview': { access: 'admin.people', ask: unit, outside: 'E_SCOPE' },
  'POST /admin/v1/units': { access: 'admin.people', ask: unit, outside: 'E_SCOPE' },
  'GET /admin/v1/devices': {
    access: 'admin.devices',
    ask: ({ colleague }) => ({ query: { search: colleague } }),
    outside: 'nothing',
  },
  'POST /admin/v1/devices/revoke': { access: 'admin.devices', ask: device, outside: 'E_SCOPE' },
  'POST /admin/v1/devices/restore': { access: 'admin.devices', ask: device, outside: 'E_SCOPE' },
  'POST /devices/v1/report': {
    access: 'signed-in',
    ask: () => ({ body: { version: '1', rows: 1, waiting: 0 } }),
    outside: 'about nobody',
  },
  'POST /devices/v1/remains': { access: 'signed-in', ask: none, outside: 'about nobody' },
  'POST /devices/v1/erased': { access: 'signed-in', ask: none, outside: 'about nobody' },
  'GET /admin/v1/feeds': { access: 'admin.feeds', ask: none, outside: 'about nobody' },
  'GET /admin/v1/feeds/:run_id/set-aside': {
    access: 'admin.feeds',
    ask: () => ({ params: { run_id: '1' } }),
    outside: 'E_SCOPE',
  },
  'POST /admin/v1/feeds': {
    access: 'admin.feeds',
    ask: () => ({ body: { file: 'nothing.csv', content: '', force: false } }),
    outside: 'E_SCOPE',
  },
  'GET /admin/v1/feeds/alarms': { access: 'admin.feeds', ask: none, outside: 'about nobody' },
  'POST /admin/v1/feeds/alarms': {
    access: 'admin.feeds',
    ask: () => ({ body: { alarm_ids: [1] } }),
    // The feeds are one for the region.
    outside: 'E_SCOPE',
  },
  'GET /admin/v1/dictionary': { access: 'admin.feeds', ask: none, outside: 'about nobody' },
  'POST /admin/v1/dictionary': {
    access: 'admin.feeds',
    ask: () => ({
      body: {
        file: '',
        lines: [
          {
            category_id: null,
            of: 'PRODUCT',
            pattern: '*宽带*',
            category: 'BROADBAND',
            retired: false,
            base: null,
          },
        ],
        apply: false,
      },
    }),
    // The dictionary is one for the region.
    outside: 'E_SCOPE',
  },
  'GET /admin/v1/audit': {
    access: 'admin.audit',
    ask: ({ colleague }) => ({ query: { search: colleague } }),
    outside: 'nothing',
  },
};
