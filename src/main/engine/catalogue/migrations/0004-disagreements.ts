/** How far a committee of models is apart on a track: what a person's label would settle. */
import type { Migration } from '../migrate.ts'

export const disagreements: Migration = {
  version: 4,
  name: 'disagreements',
  up(db) {
    db.exec(`
CREATE TABLE disagreements (
  run INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
  track INTEGER NOT NULL REFERENCES tracks ON DELETE CASCADE,
  spread REAL NOT NULL CHECK (spread BETWEEN 0 AND 1),
  PRIMARY KEY (run, track)
) STRICT, WITHOUT ROWID;
CREATE INDEX disagreements_track ON disagreements (track);
`)
  },
}
