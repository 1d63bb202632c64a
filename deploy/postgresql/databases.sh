#!/bin/bash
# Runs once, when the server's folder is empty: a database per service, each owned by a role of its own that can enter no other.
set -euo pipefail
for service in declarations payments guarantees releases complaints; do
  password=${service^^}_PASSWORD
  psql -v ON_ERROR_STOP=1 --no-psqlrc -q -U "${POSTGRES_USER:-postgres}" -d postgres -v name="$service" -v password="${!password}" <<'SQL'
create role :"name" login password :'password';
create database :"name" owner :"name";
revoke connect on database :"name" from public;
SQL
done
