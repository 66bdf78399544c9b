// The SQLite schema, as the migrations that make it. Add a version at the end; never change one that was released.
#pragma once

#include <array>
#include <cstdint>

namespace waymark::server {

/// "WMRK": tells our database from any other SQLite file (PRAGMA application_id).
inline constexpr std::int64_t sqlite_application_id = 0x574d524b;

/// Version n of the schema is made from n-1 by sqlite_migrations[n-1].
inline constexpr std::array<const char*, 6> sqlite_migrations{R"sql(
CREATE TABLE accounts (
  council   TEXT NOT NULL,
  id        TEXT NOT NULL,
  name      TEXT NOT NULL,
  role      TEXT NOT NULL CHECK (role IN ('young_person', 'adviser')),
  language  TEXT NOT NULL,
  PRIMARY KEY (council, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE cases (
  number    INTEGER PRIMARY KEY AUTOINCREMENT,  -- short name in cursors; never given twice
  council   TEXT NOT NULL,
  id        TEXT NOT NULL,
  seq       INTEGER NOT NULL DEFAULT 0,         -- of the last change
  UNIQUE (council, id)
) STRICT;

-- Who may see which case. No row: nobody.
CREATE TABLE access (
  council   TEXT NOT NULL,
  account   TEXT NOT NULL,
  case_id   TEXT NOT NULL,
  PRIMARY KEY (council, account, case_id),
  FOREIGN KEY (council, account) REFERENCES accounts (council, id),
  FOREIGN KEY (council, case_id) REFERENCES cases (council, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE documents (
  council   TEXT NOT NULL,
  case_id   TEXT NOT NULL,
  doc       TEXT NOT NULL,
  type      TEXT NOT NULL,
  seq       INTEGER NOT NULL CHECK (seq > 0),
  record    TEXT NOT NULL,                      -- sync::write(Record)
  PRIMARY KEY (council, case_id, doc),
  FOREIGN KEY (council, case_id) REFERENCES cases (council, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX documents_by_seq ON documents (council, case_id, seq);
CREATE INDEX documents_by_type ON documents (council, case_id, type);

CREATE TABLE devices (
  council   TEXT NOT NULL,
  account   TEXT NOT NULL,
  device    TEXT NOT NULL,
  n         INTEGER NOT NULL DEFAULT 0,         -- counter of its last operation
  PRIMARY KEY (council, account, device),
  FOREIGN KEY (council, account) REFERENCES accounts (council, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE tokens (
  sha256          BLOB NOT NULL PRIMARY KEY CHECK (length(sha256) = 32),
  council         TEXT NOT NULL,
  account         TEXT NOT NULL,
  device          TEXT NOT NULL,
  created_utc_ms  INTEGER NOT NULL,
  UNIQUE (council, account, device),
  FOREIGN KEY (council, account, device) REFERENCES devices (council, account, device)
) STRICT, WITHOUT ROWID;

-- The result of every operation, also of rejected ones, to be told again when it comes again.
CREATE TABLE ops (
  council      TEXT NOT NULL,
  account      TEXT NOT NULL,
  id           TEXT NOT NULL,
  fingerprint  BLOB NOT NULL CHECK (length(fingerprint) = 32),
  status       TEXT NOT NULL CHECK (status IN ('applied', 'merged', 'conflict', 'rejected')),
  seq          INTEGER NOT NULL,
  pointer      TEXT NOT NULL,                   -- of the problem of a rejected one
  reason       TEXT NOT NULL,
  PRIMARY KEY (council, account, id),
  FOREIGN KEY (council, account) REFERENCES accounts (council, id)
) STRICT, WITHOUT ROWID;

-- What was done, by whom, when: the record of the case. Append-only.
CREATE TABLE history (
  number          INTEGER PRIMARY KEY AUTOINCREMENT,
  council         TEXT NOT NULL,
  case_id         TEXT NOT NULL,
  seq             INTEGER NOT NULL,
  op              TEXT NOT NULL CHECK (json_valid(op)),
  author          TEXT NOT NULL,
  device          TEXT NOT NULL,
  server_utc_ms   INTEGER NOT NULL,
  claimed_utc_ms  INTEGER NOT NULL,
  FOREIGN KEY (council, case_id) REFERENCES cases (council, id)
) STRICT;
CREATE INDEX history_by_case ON history (council, case_id, seq);
CREATE TRIGGER history_is_not_changed BEFORE UPDATE ON history
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER history_is_not_deleted BEFORE DELETE ON history
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
)sql",
                                                              R"sql(
-- One row, written when somebody asks whether the endpoint is well: only a commit shows that one can be kept.
CREATE TABLE health (
  id      INTEGER PRIMARY KEY CHECK (id = 1),
  writes  INTEGER NOT NULL
) STRICT;
)sql",
                                                              R"sql(
-- Why an operation was rejected, as a name of the protocol; those from before have none.
ALTER TABLE ops ADD COLUMN cause TEXT NOT NULL DEFAULT 'other';
)sql",
                                                              R"sql(
-- What signs cursors: beside the rows that it is about, so that a copy of the database is whole.
CREATE TABLE secrets (
  name   TEXT NOT NULL PRIMARY KEY,
  value  BLOB NOT NULL
) STRICT, WITHOUT ROWID;
)sql",
                                                              R"sql(
-- Who had which case before them: ids only, each entry with the hash of the one before it (server/audit/entry.h).
-- Append-only. No foreign keys: what was refused names cases that may not exist. No index but the key: it is written
-- with every access and read once in a while, from the beginning to the end.
CREATE TABLE audit (
  council        TEXT NOT NULL,
  number         INTEGER NOT NULL CHECK (number > 0),
  server_utc_ms  INTEGER NOT NULL,
  account        TEXT NOT NULL,
  device         TEXT NOT NULL,
  case_id        TEXT NOT NULL,
  did            TEXT NOT NULL,
  count          INTEGER NOT NULL,
  before         BLOB NOT NULL CHECK (length(before) = 32),
  sha256         BLOB NOT NULL CHECK (length(sha256) = 32),
  PRIMARY KEY (council, number)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
CREATE TRIGGER audit_is_not_deleted BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;

-- Where the log of each council ends.
CREATE TABLE audit_heads (
  council  TEXT NOT NULL PRIMARY KEY,
  number   INTEGER NOT NULL,
  sha256   BLOB NOT NULL CHECK (length(sha256) = 32)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER audit_heads_only_go_on BEFORE UPDATE ON audit_heads
WHEN NEW.number <= OLD.number OR NEW.council <> OLD.council
BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
CREATE TRIGGER audit_heads_are_not_deleted BEFORE DELETE ON audit_heads
BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
)sql",
                                                              R"sql(
-- Codes that sign one phone in, for a while: hashes only. `made_from` is the hash of what one was made for, which counts
-- once; `device` is the phone that redeemed it. A row goes an hour after its link has ended.
CREATE TABLE links (
  sha256        BLOB NOT NULL PRIMARY KEY CHECK (length(sha256) = 32),
  council       TEXT NOT NULL,
  account       TEXT NOT NULL,
  device        TEXT NOT NULL,
  made_from     BLOB NOT NULL CHECK (length(made_from) = 32),
  until_utc_ms  INTEGER NOT NULL,
  UNIQUE (council, made_from),
  FOREIGN KEY (council, account) REFERENCES accounts (council, id)
) STRICT, WITHOUT ROWID;
)sql"};

}  // namespace waymark::server
