-- The files of customer identity that have gone out, one a day: whichever process comes first writes it.
create table outbound_file (
  day date primary key,
  file text not null,
  made_at timestamptz not null,
  -- A staff number, 'system' for the nightly one, 'operator' for one made by hand.
  made_by text not null,
  row_count bigint not null,
  sha256 text not null
);
