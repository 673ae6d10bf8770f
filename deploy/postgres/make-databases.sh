#!/bin/sh
# Run once by the Postgres image, on an empty volume: a database and a user for each store.
set -eu
for service in profiles postings referrals portal; do
    password=$(cat "/run/secrets/${service}_password")
    psql --set ON_ERROR_STOP=1 --set service="$service" --set password="$password" \
        --username "$POSTGRES_USER" --dbname postgres <<'SQL'
CREATE USER :"service" PASSWORD :'password';
CREATE DATABASE :"service" OWNER :"service" ENCODING 'UTF8' LOCALE 'C' TEMPLATE template0;
REVOKE ALL ON DATABASE :"service" FROM PUBLIC;
SQL
done
