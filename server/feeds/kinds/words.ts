import type { Channel, ReportingSegment, UnitKind } from '../../../shared/domain/org-units.ts';
import { ROLE_KEYS, SHIPPED_ROLES, type RoleKey } from '../../../shared/domain/permissions.ts';
import type { SubscriptionStatus } from '../../../shared/domain/rows.ts';

/** The words of the files, and what they stand for. */
export const STATUS_WORDS: Readonly<Record<string, SubscriptionStatus>> = {
  在用: 'IN_SERVICE',
  停机: 'SUSPENDED',
  停机保号: 'NUMBER_RETAINED',
  拆机: 'TERMINATED',
};

export const CHANNEL_WORDS: Readonly<Record<string, Channel>> = {
  公众: 'MASS_MARKET',
  商业: 'BUSINESS',
  大客户: 'KEY_ACCOUNT',
  统包: 'CONTRACT_AGENT',
};

export const SEGMENT_WORDS: Readonly<Record<string, ReportingSegment>> = {
  ...CHANNEL_WORDS,
  流动: 'TRANSIENT',
};

/** A 社区 of channel 统包 is a contract agent's area; that is told from the channel afterwards. */
export const UNIT_WORDS: Readonly<Record<string, UnitKind>> = {
  省公司: 'REGIONAL_COMPANY',
  区公司: 'REGIONAL_COMPANY',
  本地网: 'LOCAL_NETWORK',
  中心: 'SERVICE_CENTRE',
  部门: 'CUSTOMER_DEPARTMENT',
  片: 'ZONE',
  社区: 'COMMUNITY',
  统包区: 'CONTRACT_AGENT_AREA',
  未分配社区: 'UNASSIGNED_POOL',
};

export const ROLE_WORDS: Readonly<Record<string, RoleKey>> = Object.fromEntries(
  ROLE_KEYS.map((key) => [SHIPPED_ROLES[key].title, key]),
);
