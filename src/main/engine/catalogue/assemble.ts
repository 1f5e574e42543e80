/** The repositories of one catalogue around one connection. */
import path from 'node:path'
import { createConnection } from './connection.ts'
import { createJobs } from './jobs.ts'
import { createLabels } from './labels.ts'
import { createPredictions } from './predictions.ts'
import type { OpenCatalogue } from './repositories.ts'
import { createRuns } from './runs.ts'
import { createSources } from './sources.ts'
import type { Database } from './sqlite.ts'
import { createSweeps } from './sweeps.ts'
import { createTracks } from './tracks.ts'
import { createVideos } from './videos.ts'

export interface CatalogueParts {
  folder: string
  /** Migrated, ready for writing; closed with the catalogue. */
  db: Database
  clock: () => number
  /** Called once, when the database is closed. */
  closed(): void
}

export function assembleCatalogue({ clock, closed, db, folder }: CatalogueParts): OpenCatalogue {
  const connection = createConnection(db, clock)
  let open = true
  return {
    folder,
    name: path.basename(folder).replace(/\.tracksieve$/, ''),
    sources: createSources(connection),
    videos: createVideos(connection),
    tracks: createTracks(connection),
    labels: createLabels(connection),
    runs: createRuns(connection),
    sweeps: createSweeps(connection),
    predictions: createPredictions(connection),
    jobs: createJobs(connection),
    transaction: connection.write,
    close() {
      if (!open) return
      open = false
      try {
        db.close()
      } finally {
        closed()
      }
    },
  }
}
