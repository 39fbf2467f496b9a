# Run once by the image's entry point when it makes the data folder: Understudy's accounts, the shop, and read-only from the
# next start on. The accounts are those of lib/engine (MySqlEngine.createAccount); a test compares them.
# shellcheck shell=bash

secret() { head -n 1 "/run/secrets/understudy/$1"; }

docker_process_sql <<SQL
SET sql_log_bin = OFF;
CREATE USER IF NOT EXISTS 'understudy_recovery'@'%' IDENTIFIED BY '$(secret recovery)';
GRANT ALL ON *.* TO 'understudy_recovery'@'%' WITH GRANT OPTION;
CREATE USER IF NOT EXISTS 'understudy_agent'@'%' IDENTIFIED BY '$(secret agent)';
GRANT PROCESS, REPLICATION CLIENT ON *.* TO 'understudy_agent'@'%';
GRANT SELECT, INSERT, UPDATE ON understudy.* TO 'understudy_agent'@'%';
CREATE USER IF NOT EXISTS 'understudy_fence'@'%' IDENTIFIED BY '$(secret fence)';
GRANT PROCESS, REPLICATION CLIENT, CONNECTION_ADMIN, SYSTEM_VARIABLES_ADMIN ON *.* TO 'understudy_fence'@'%';
CREATE USER IF NOT EXISTS 'understudy_connector'@'%' IDENTIFIED BY '$(secret connector)';
GRANT SELECT, RELOAD, SHOW DATABASES, LOCK TABLES, REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO 'understudy_connector'@'%';
CREATE USER IF NOT EXISTS 'shop'@'%' IDENTIFIED BY '$(secret application)';
GRANT ALL ON \`shop\`.* TO 'shop'@'%';
SQL

# The primary's shop; the standby gets it by its seed, and must be empty for that.
if [ "$(hostname)" = orders-a ]; then
  docker_process_sql < /run/understudy/shop.sql
fi

docker_process_sql <<SQL
SET PERSIST_ONLY super_read_only = ON;
SQL
