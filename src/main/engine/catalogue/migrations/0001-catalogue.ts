/** The first catalogue: sources, videos, tracks, labels, runs, predictions, jobs. */
import type { Migration } from '../migrate.ts'

const sourcesAndTracks = `
CREATE TABLE state (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  created_at INTEGER NOT NULL,
  current_run INTEGER REFERENCES runs ON DELETE SET NULL
) STRICT;

CREATE TABLE sources (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  folded TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('generated', 'imported')),
  detail TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE videos (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  source INTEGER NOT NULL REFERENCES sources,
  name TEXT NOT NULL,
  folded TEXT NOT NULL,
  media TEXT NOT NULL CHECK (media IN ('clip', 'film', 'none')),
  width INTEGER NOT NULL,
  height INTEGER NOT NULL,
  frames INTEGER NOT NULL,
  fps REAL NOT NULL,
  clip_kind TEXT,
  clip_index INTEGER,
  film_path TEXT,
  film_bytes INTEGER,
  film_fingerprint TEXT
) STRICT;
CREATE INDEX videos_source ON videos (source);
CREATE INDEX videos_film ON videos (film_fingerprint) WHERE film_fingerprint IS NOT NULL;

CREATE TABLE tracks (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  video INTEGER NOT NULL REFERENCES videos,
  source INTEGER NOT NULL REFERENCES sources,
  number INTEGER NOT NULL,
  label TEXT CHECK (label IN ('persistent', 'brief', 'noise', 'unsure')),
  truth TEXT CHECK (truth IN ('persistent', 'brief', 'noise')),
  first INTEGER NOT NULL,
  last INTEGER NOT NULL,
  boxes INTEGER NOT NULL CHECK (boxes > 0),
  gaps INTEGER NOT NULL,
  width REAL NOT NULL,
  height REAL NOT NULL,
  detector REAL,
  UNIQUE (video, source, number)
) STRICT;
CREATE INDEX tracks_source ON tracks (source);
CREATE INDEX tracks_video ON tracks (video, first, last);
CREATE INDEX tracks_labelled ON tracks (label) WHERE label IS NOT NULL;

CREATE TABLE detections (
  track INTEGER PRIMARY KEY REFERENCES tracks ON DELETE CASCADE,
  rows BLOB NOT NULL
) STRICT;
`

/**
 * Revisions are never changed and never removed, but for one case: they go with their tracks when a source goes.
 * A source is named in \`leaving\` only inside the transaction that removes it, so that row is never on the disk
 * and no other statement can use this door.
 */
const labels = `
CREATE TABLE label_batches (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  author TEXT NOT NULL,
  reason TEXT NOT NULL CHECK (reason IN ('verdict', 'bulk', 'undo', 'redo', 'import', 'generator')),
  at INTEGER NOT NULL,
  undone TEXT CHECK (undone IN ('no', 'yes', 'for ever'))
) STRICT;
CREATE INDEX label_batches_done ON label_batches (id) WHERE undone = 'no';
CREATE INDEX label_batches_undone ON label_batches (id) WHERE undone = 'yes';

CREATE TABLE label_revisions (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  batch INTEGER NOT NULL REFERENCES label_batches,
  track INTEGER NOT NULL REFERENCES tracks,
  from_label TEXT CHECK (from_label IN ('persistent', 'brief', 'noise', 'unsure')),
  to_label TEXT CHECK (to_label IN ('persistent', 'brief', 'noise', 'unsure')),
  UNIQUE (batch, track)
) STRICT;
CREATE INDEX label_revisions_track ON label_revisions (track, id);

CREATE TABLE leaving (source INTEGER PRIMARY KEY REFERENCES sources ON DELETE CASCADE) STRICT;

CREATE TRIGGER label_revisions_stay_as_they_are BEFORE UPDATE ON label_revisions
BEGIN SELECT RAISE(ABORT, 'A label revision is never changed.'); END;
-- INSERT OR REPLACE would remove the old row without asking the trigger below.
CREATE TRIGGER label_revisions_are_not_replaced BEFORE INSERT ON label_revisions
WHEN EXISTS (SELECT 1 FROM label_revisions WHERE id = NEW.id OR (batch = NEW.batch AND track = NEW.track))
BEGIN SELECT RAISE(ABORT, 'A label revision is never replaced.'); END;
CREATE TRIGGER label_revisions_stay BEFORE DELETE ON label_revisions
WHEN NOT EXISTS (SELECT 1 FROM tracks JOIN leaving ON leaving.source = tracks.source WHERE tracks.id = OLD.track)
BEGIN SELECT RAISE(ABORT, 'A label revision is never removed.'); END;
CREATE TRIGGER label_batches_stay_as_they_are BEFORE UPDATE OF id, author, reason, at ON label_batches
BEGIN SELECT RAISE(ABORT, 'A batch of label revisions is never changed.'); END;
CREATE TRIGGER label_batches_are_not_replaced BEFORE INSERT ON label_batches
WHEN EXISTS (SELECT 1 FROM label_batches WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'A batch of label revisions is never replaced.'); END;
CREATE TRIGGER label_batches_stay BEFORE DELETE ON label_batches
BEGIN SELECT RAISE(ABORT, 'A batch of label revisions is never removed.'); END;
`

const runsAndJobs = `
CREATE TABLE jobs (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  state TEXT NOT NULL,
  input TEXT NOT NULL,
  progress TEXT,
  error TEXT,
  artifacts TEXT NOT NULL,
  result TEXT NOT NULL,
  version TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  started_at INTEGER,
  ended_at INTEGER
) STRICT;

CREATE TABLE runs (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  job INTEGER,
  state TEXT NOT NULL,
  recipe TEXT NOT NULL,
  backend TEXT,
  parameters INTEGER NOT NULL,
  counts TEXT NOT NULL,
  labels INTEGER NOT NULL,
  epochs TEXT NOT NULL,
  best_epoch INTEGER,
  seconds REAL,
  started_at INTEGER NOT NULL,
  test TEXT,
  test_clips TEXT,
  baselines TEXT NOT NULL,
  error TEXT,
  split TEXT NOT NULL
) STRICT;

CREATE TABLE predictions (
  run INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
  track INTEGER NOT NULL REFERENCES tracks ON DELETE CASCADE,
  score REAL NOT NULL,
  prediction TEXT NOT NULL CHECK (prediction IN ('persistent', 'brief', 'noise')),
  loss REAL,
  PRIMARY KEY (run, track)
) STRICT, WITHOUT ROWID;
CREATE INDEX predictions_track ON predictions (track);

CREATE TABLE prediction_steps (
  run INTEGER NOT NULL,
  track INTEGER NOT NULL,
  scores BLOB NOT NULL,
  attention BLOB NOT NULL,
  PRIMARY KEY (run, track),
  FOREIGN KEY (run, track) REFERENCES predictions (run, track) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
`

export const catalogueTables: Migration = {
  version: 1,
  name: 'catalogue tables',
  up(db) {
    db.exec(sourcesAndTracks + labels + runsAndJobs)
    db.prepare('INSERT INTO state (id, created_at) VALUES (1, ?)').run(Date.now())
  },
}
