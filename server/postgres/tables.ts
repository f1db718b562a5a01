import type { ColumnType, Generated } from 'kysely';
import type { Channel, UnitKind } from '../../shared/domain/org-units.ts';
import type { RoleLevel } from '../../shared/domain/permissions.ts';

/** The tables that are asked through Kysely, as server/migrations defines them. Others are asked in SQL. */
export interface Tables {
  org_unit: OrgUnitTable;
  staff: StaffTable;
  staff_role: StaffRoleTable;
  role: RoleTable;
  device: DeviceTable;
  refresh_token: RefreshTokenTable;
  login_failure: LoginFailureTable;
}

/** Written by whoever keeps the clock; where it is left out the database's `now()` counts. */
type Moment = ColumnType<Date, Date | undefined, Date>;

export interface OrgUnitTable {
  unit_code: string;
  name: string;
  parent_code: string | null;
  kind: UnitKind;
  channel: Channel | null;
  billing_area: string | null;
  path: string[];
  /** YYYY-MM-DD */
  retired_on: string | null;
  is_local: Generated<boolean>;
}

export interface StaffTable {
  staff_id: string;
  staff_no: string;
  name: string;
  password_hash: string | null;
  password_set_at: Date | null;
  must_change_password: Generated<boolean>;
  disabled_at: Date | null;
  is_local: Generated<boolean>;
}

export interface StaffRoleTable {
  staff_id: string;
  role: string;
  unit_code: string;
  channel: Channel | null;
  /** YYYY-MM-DD */
  valid_from: string | null;
  valid_to: string | null;
  is_local: Generated<boolean>;
}

export interface RoleTable {
  role_key: string;
  title: string;
  level: RoleLevel;
  permissions: string[];
  owner_unit: string | null;
  shipped: Generated<boolean>;
  is_local: Generated<boolean>;
}

export interface DeviceTable {
  device_id: string;
  staff_id: string;
  name: string;
  first_seen_at: Moment;
  last_seen_at: Moment;
  revoked_at: Date | null;
  erased_at: Date | null;
}

export interface RefreshTokenTable {
  token_hash: string;
  family_id: string;
  staff_id: string;
  device_id: string;
  issued_at: Moment;
  expires_at: Date;
  used_at: Date | null;
  revoked_at: Date | null;
}

export interface LoginFailureTable {
  staff_no: string;
  address: string;
  failed_at: Moment;
}
