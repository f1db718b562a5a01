-- The normalised store: what feeds bring and people write. Money is in fen, months are 'YYYY-MM' as text.
-- What clients hold is derived from it row by row into sync_row (0002) and logged in sync_state (0003).

create table store_info (
  key text primary key,
  value text not null
);
comment on table store_info is 'Facts about this store: kind = demo | real, the secret of its tokens, ...';

-- Territory --------------------------------------------------------------------------------------------------

create table org_unit (
  unit_code text primary key,
  name text not null,
  parent_code text references org_unit deferrable initially deferred,
  kind text not null check (kind in ('REGIONAL_COMPANY', 'LOCAL_NETWORK', 'SERVICE_CENTRE', 'CUSTOMER_DEPARTMENT',
                                     'ZONE', 'COMMUNITY', 'UNASSIGNED_POOL', 'CONTRACT_AGENT_AREA')),
  channel text check (channel in ('KEY_ACCOUNT', 'BUSINESS', 'MASS_MARKET', 'CONTRACT_AGENT')),
  billing_area text,
  -- Codes from the root to this unit, itself included; kept by the org_units intake. Scope is `@>` on it.
  path text[] not null default '{}',
  retired_on date,
  is_local boolean not null default false
);
create index on org_unit (parent_code);
create index on org_unit using gin (path);

create table cabinet_rule (
  rule_id bigint generated always as identity primary key,
  cabinet text not null,
  billing_area text not null,
  -- As the file wrote them; '' for a rule that takes any number.
  range_from text not null default '',
  range_to text not null default '',
  -- By digits only, for matching; null for any number.
  from_digits numeric,
  to_digits numeric,
  community_code text references org_unit,
  retired_on date,
  is_local boolean not null default false,
  unique (cabinet, range_from, range_to, community_code)
);
create index on cabinet_rule (cabinet);

-- People -----------------------------------------------------------------------------------------------------

create table staff (
  staff_id text primary key,
  staff_no text not null unique,
  name text not null,
  password_hash text,
  password_set_at timestamptz,
  must_change_password boolean not null default true,
  disabled_at timestamptz,
  is_local boolean not null default false
);

create table staff_role (
  staff_id text not null references staff,
  role text not null,
  unit_code text not null references org_unit,
  channel text check (channel in ('KEY_ACCOUNT', 'BUSINESS', 'MASS_MARKET', 'CONTRACT_AGENT')),
  valid_from date,
  valid_to date,
  is_local boolean not null default false,
  unique nulls not distinct (staff_id, role, unit_code, channel, valid_from)
);
create index on staff_role (unit_code);

create table device (
  device_id text not null,
  staff_id text not null references staff,
  name text not null,
  first_seen_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  revoked_at timestamptz,
  primary key (staff_id, device_id)
);

-- One chain per sign-in: each refresh uses up a token and issues the next of its family. A used token that comes
-- back means that two hold the family, and ends all of the person's sessions.
create table refresh_token (
  token_hash text primary key,
  family_id text not null,
  staff_id text not null references staff,
  device_id text not null,
  issued_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz,
  revoked_at timestamptz
);
create index on refresh_token (family_id);
create index on refresh_token (staff_id);

create table login_failure (
  staff_no text not null,
  address text not null,
  failed_at timestamptz not null default now()
);
create index on login_failure (staff_no, address, failed_at);

-- Customers and what the feeds know of them ------------------------------------------------------------------

create sequence customer_number;

create table customer (
  customer_code text primary key,
  billing_account_number text not null unique,
  community_code text not null references org_unit,
  name text not null,
  reporting_segment text not null check (reporting_segment in ('KEY_ACCOUNT', 'BUSINESS', 'MASS_MARKET',
                                                               'CONTRACT_AGENT', 'TRANSIENT')),
  founded_by_subscription text not null,
  first_seen_month text not null,
  opening_stock boolean not null default false,
  locked_until date,
  closed_on date,
  contact jsonb not null default '{"persons": [], "address": "", "remark": ""}',
  -- shared/domain/rows.ts, Placement: why it is where it is.
  placement jsonb not null,
  created_at timestamptz not null default now()
);
create index on customer (community_code);

create table subscription (
  subscription_id text primary key,
  customer_code text not null references customer,
  billing_account_number text not null,
  name text not null,
  access_number text not null,
  product text not null,
  status text not null check (status in ('IN_SERVICE', 'SUSPENDED', 'NUMBER_RETAINED', 'TERMINATED')),
  installation_address text not null,
  billing_area text not null,
  activated_on date not null,
  terminated_on date,
  contact_phone text not null,
  -- The day of the first billing file that no longer carried it.
  missing_since date,
  first_file_day date not null
);
create index on subscription (customer_code);
create index on subscription (access_number);

create table line97 (
  access_number text primary key,
  cabinet text not null,
  terminal text not null,
  exchange text not null
);
create index on line97 (cabinet);

create table fee (
  subscription_id text not null references subscription,
  month text not null,
  rent bigint not null,
  local bigint not null,
  long_distance bigint not null,
  international bigint not null,
  internet bigint not null,
  value_added bigint not null,
  other bigint not null,
  total bigint not null,
  local_minutes bigint not null,
  long_distance_minutes bigint not null,
  international_minutes bigint not null,
  megabytes bigint not null,
  primary key (subscription_id, month)
);

-- Fee rows of subscriptions that billing has not brought yet; tried again after each billing intake.
create table fee_waiting (
  like fee including defaults,
  run_id bigint not null,
  line bigint not null,
  primary key (subscription_id, month)
);

create table arrears (
  subscription_id text primary key references subscription,
  billing_account_number text not null,
  since_month text not null,
  months integer not null,
  amount bigint not null
);

create table agreement (
  agreement_number text primary key,
  subscription_id text not null references subscription,
  plan text not null,
  start_on date not null,
  end_on date not null,
  monthly_commitment bigint not null,
  penalty bigint not null
);
create index on agreement (subscription_id);

create table prepaid (
  subscription_id text primary key references subscription,
  amount bigint not null,
  as_of date not null
);

create table hotline_order (
  order_number text primary key,
  subscription_id text not null references subscription,
  kind text not null,
  stage text not null,
  accepted_at timestamptz not null
);
create index on hotline_order (subscription_id);

-- What people write ------------------------------------------------------------------------------------------

create table interaction (
  interaction_id text primary key,
  customer_code text not null references customer,
  kind text not null check (kind in ('VISIT', 'CALL')),
  purpose text not null,
  outcome text not null,
  note text not null,
  next_step text,
  next_on date,
  -- ISO 8601 with the offset of the writer's device, as it was sent.
  happened_at text not null,
  staff_no text not null,
  recorded_at timestamptz not null default now()
);
create index on interaction (customer_code);

create table reassignment_log (
  log_id bigint generated always as identity primary key,
  logged_at timestamptz not null default now(),
  customer_code text not null references customer,
  from_community text,
  to_community text,
  -- FOUNDED, MATCHED_AGAIN, ACCOUNT_CHANGED, CLOSED, and the acts of people that come later.
  kind text not null,
  actor text not null,
  detail jsonb not null default '{}'
);
create index on reassignment_log (customer_code);

-- Feeds ------------------------------------------------------------------------------------------------------

create table feed_run (
  run_id bigint generated always as identity primary key,
  kind text,
  file text not null,
  -- The day (YYYY-MM-DD) or month (YYYY-MM) of the file; null for undated reference files.
  period text,
  delivered_on date,
  sha256 text not null,
  encoding text,
  outcome text not null check (outcome in ('TAKEN', 'REFUSED')),
  -- E_COLUMNS, E_TRUNCATED, ...: why the file was refused.
  refusal text,
  detail text,
  forced boolean not null default false,
  rows_read bigint not null default 0,
  rows_changed bigint not null default 0,
  rows_unchanged bigint not null default 0,
  rows_set_aside bigint not null default 0,
  started_at timestamptz not null default now(),
  duration_ms integer not null default 0
);
create index on feed_run (kind, outcome, period);

create table feed_set_aside (
  run_id bigint not null references feed_run,
  line bigint not null,
  reason text not null,
  row_text text not null
);
create index on feed_set_aside (run_id);

create table feed_freshness (
  kind text primary key,
  source text not null,
  as_of text not null,
  received_at timestamptz not null,
  cadence text not null check (cadence in ('DAILY', 'WEEKLY', 'MONTHLY')),
  file text not null,
  row_count bigint not null
);

create table quality_finding (
  -- TIED_RULES, ACCOUNT_DIFFERS, ...
  kind text not null,
  subject text not null,
  detail jsonb not null default '{}',
  found_on date not null,
  primary key (kind, subject)
);

-- Synchronisation --------------------------------------------------------------------------------------------

-- One JSON row per entity and id as clients hold it, in the one bucket where it lives.
create table sync_row (
  entity text not null,
  id text not null,
  bucket text not null,
  body text not null,
  primary key (entity, id)
);
create index on sync_row (bucket);

-- SPEC S1: one row per live row and one tombstone per removed one. seq is null inside the writing transaction.
create table sync_state (
  bucket text not null,
  entity text not null,
  id text not null,
  txn xid8 not null,
  op bigint not null,
  seq bigint,
  deleted boolean not null,
  primary key (bucket, entity, id)
);

create table sync_clock (
  one boolean primary key default true check (one),
  epoch text not null,
  seq bigint not null default 0
);

create table sync_bucket (
  bucket text primary key,
  last_seq bigint not null default 0,
  -- The highest purged tombstone (SPEC S4).
  min_seq bigint not null default 0
);

create table sync_client (
  client_id text primary key,
  staff_id text not null references staff,
  last_n bigint not null default 0
);

-- SPEC S7: the uid stands in the transaction that has the effect; the result is what a repeated push is told.
create table mutation_receipt (
  uid uuid primary key,
  client_id text not null,
  staff_id text not null,
  n bigint not null,
  result jsonb not null,
  received_at timestamptz not null default now()
);
create index on mutation_receipt (client_id, n);
