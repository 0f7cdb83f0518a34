#!/bin/bash
# The three roles and the database, made once when the PostgreSQL container is new.
set -eu
psql -v ON_ERROR_STOP=1 -U postgres -v app="$HEYAN_APP_PASSWORD" -v owner="$HEYAN_OWNER_PASSWORD" \
  -v clerk="$HEYAN_CLERK_PASSWORD" <<'SQL'
CREATE ROLE heyan_owner LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD :'owner';
CREATE ROLE heyan_app LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD :'app';
CREATE ROLE heyan_clerk LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD :'clerk';
CREATE DATABASE heyan OWNER heyan_owner;
\connect heyan
CREATE EXTENSION vector;
SQL
