/** What a model that did not see a track's video says of it: beside the run, which may have learned a wrong label by heart. */
import type { Migration } from '../migrate.ts'

export const opinions: Migration = {
  version: 2,
  name: 'second opinions',
  up(db) {
    db.exec(`
CREATE TABLE opinions (
  run INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
  track INTEGER NOT NULL REFERENCES tracks ON DELETE CASCADE,
  score REAL NOT NULL CHECK (score BETWEEN 0 AND 1),
  PRIMARY KEY (run, track)
) STRICT, WITHOUT ROWID;
CREATE INDEX opinions_track ON opinions (track);
`)
  },
}
