/** Sweeps: runs that were asked for together, recipes × seeds. */
import type { Migration } from '../migrate.ts'

export const sweeps: Migration = {
  version: 3,
  name: 'sweeps',
  up(db) {
    db.exec(`
CREATE TABLE sweeps (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  job INTEGER,
  recipes TEXT NOT NULL,
  seeds TEXT NOT NULL,
  split TEXT NOT NULL CHECK (split IN ('each', 'one')),
  started_at INTEGER NOT NULL
) STRICT;
ALTER TABLE runs ADD COLUMN sweep INTEGER REFERENCES sweeps;
CREATE INDEX runs_sweep ON runs (sweep) WHERE sweep IS NOT NULL;
`)
  },
}
