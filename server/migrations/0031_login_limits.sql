-- Failed sign-ins are counted over all accounts of an address too.
create index on login_failure (address, failed_at);
