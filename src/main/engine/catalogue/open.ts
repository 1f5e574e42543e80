/** Opens and creates catalogues: a folder NAME.tracksieve with its database, media, models and exports. */
import fs from 'node:fs'
import path from 'node:path'
import { randomBytes } from 'node:crypto'
import { TracksieveError, toTracksieveError } from '../../../shared/errors.ts'
import { sweepLeftovers } from '../base/atomicFile.ts'
import { assembleCatalogue } from './assemble.ts'
import { applicationId, inspect } from './inspect.ts'
import { type Lock, takeLock } from './lock.ts'
import { migrate, type Migration } from './migrate.ts'
import { migrations as allMigrations } from './migrations/all.ts'
import type { OpenCatalogue } from './repositories.ts'
import { connect, prepareForWriting } from './sqlite.ts'

export interface OpenOptions {
  /** Who opens it, as the next one reads it: "Tracksieve (window)". */
  holder: string
  clock?: () => number
  migrations?: readonly Migration[]
}

/** What a catalogue's folder holds beside its database. */
const parts = ['media', 'models', 'exports']

const databaseFile = (folder: string) => path.join(folder, 'catalogue.sqlite')

/**
 * Throws NOT_FOUND, VALIDATION (not a catalogue), PERMISSION (read-only), CATALOGUE_IN_USE (with the holder's name),
 * CATALOGUE_TOO_NEW or CATALOGUE_CORRUPT; then the database file is as it was, byte for byte.
 */
export function openCatalogue(folder: string, options: OpenOptions): OpenCatalogue {
  try {
    const absolute = path.resolve(folder)
    const file = databaseFile(absolute)
    refuseUnusable(absolute, file)
    const lock = takeLock(absolute, options.holder)
    try {
      const migrations = options.migrations ?? allMigrations
      inspect(file, migrations.at(-1)!.version, lock.afterCrash ? 'full' : 'quick')
      return openLocked(absolute, lock, migrations, options.clock ?? Date.now)
    } catch (error) {
      lock.release()
      throw error
    }
  } catch (error) {
    throw toTracksieveError(error)
  }
}

/** Made under another name and renamed when whole. CONFLICT where something is at that place. */
export function createCatalogue(folder: string, options: OpenOptions): OpenCatalogue {
  const absolute = path.resolve(folder)
  if (fs.existsSync(absolute))
    throw new TracksieveError('CONFLICT', `${absolute} exists already.`, 'Choose another name, or open it.')
  const temporary = path.join(
    path.dirname(absolute),
    `.${path.basename(absolute)}.${randomBytes(4).toString('hex')}.part`,
  )
  try {
    for (const part of parts) fs.mkdirSync(path.join(temporary, part), { recursive: true })
    const db = connect(databaseFile(temporary), { create: true })
    try {
      db.pragma(`application_id = ${applicationId}`)
      prepareForWriting(db)
      migrate(db, temporary, options.migrations ?? allMigrations)
    } finally {
      db.close()
    }
    fs.renameSync(temporary, absolute)
  } catch (error) {
    throw toTracksieveError(error)
  } finally {
    fs.rmSync(temporary, { recursive: true, force: true })
  }
  return openCatalogue(absolute, options)
}

function refuseUnusable(folder: string, file: string): void {
  const stat = fs.statSync(folder, { throwIfNoEntry: false })
  if (!stat) throw new TracksieveError('NOT_FOUND', `There is no folder ${folder}.`, 'Check the path.')
  if (!stat.isDirectory())
    throw new TracksieveError(
      'VALIDATION',
      `${folder} is a file, not a catalogue.`,
      'Choose a folder NAME.tracksieve.',
    )
  if (!fs.existsSync(file))
    throw new TracksieveError(
      'NOT_FOUND',
      `${folder} is not a catalogue: it has no catalogue.sqlite.`,
      'Choose a folder NAME.tracksieve, or create a new catalogue.',
    )
  for (const needed of [folder, file]) {
    try {
      fs.accessSync(needed, fs.constants.R_OK | fs.constants.W_OK)
    } catch (error) {
      throw new TracksieveError(
        'PERMISSION',
        `${needed} can't be written, so labels could not be kept.`,
        'Change its rights, or copy the catalogue to a folder of your own.',
        false,
        error,
      )
    }
  }
}

function openLocked(
  folder: string,
  lock: Lock,
  migrations: readonly Migration[],
  clock: () => number,
): OpenCatalogue {
  const db = connect(databaseFile(folder))
  try {
    prepareForWriting(db)
    migrate(db, folder, migrations)
    for (const part of parts) sweepLeftovers(path.join(folder, part))
    return assembleCatalogue({ folder, db, clock, closed: lock.release })
  } catch (error) {
    db.close()
    throw error
  }
}
