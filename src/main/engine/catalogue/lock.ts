/**
 * One process a catalogue. The lock is an exclusive SQLite transaction on a file of its own that is held open:
 * the system frees it when its holder ends, however it ends. A readable file beside it names the holder.
 */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { z } from 'zod'
import { TracksieveError } from '../../../shared/errors.ts'
import { settleFile, temporaryName } from '../base/atomicFile.ts'
import { connect, type Database } from './sqlite.ts'

const Holder = z.object({ program: z.string(), pid: z.number(), host: z.string(), since: z.number() })
export type Holder = z.infer<typeof Holder>

export interface Lock {
  /** The last holder ended without freeing the lock: it crashed, or the power went. */
  readonly afterCrash: boolean
  release(): void
}

/** Kept reachable: a connection that the garbage collector takes is closed, and the lock would be free unasked. */
const held = new Set<Database>()

const lockFile = (folder: string) => path.join(folder, 'catalogue.lock')
const holderFile = (folder: string) => path.join(folder, 'catalogue.holder.json')

function readHolder(folder: string): Holder | undefined {
  try {
    return Holder.parse(JSON.parse(fs.readFileSync(holderFile(folder), 'utf8')))
  } catch {
    return undefined
  }
}

function inUse(folder: string): TracksieveError {
  const holder = readHolder(folder)
  const name = path.basename(folder)
  const who = holder
    ? `${holder.program} (process ${holder.pid} on ${holder.host}, since ${new Date(holder.since).toLocaleString('sv')})`
    : 'another program'
  return new TracksieveError(
    'CATALOGUE_IN_USE',
    `${name} is in use by ${who}.`,
    'Close it there and try again, or open another catalogue.',
    true,
  )
}

/** Throws CATALOGUE_IN_USE with the holder's name. `program` is what the next one reads: "Tracksieve (window)". */
export function takeLock(folder: string, program: string): Lock {
  const db = connect(lockFile(folder), { create: true })
  try {
    db.pragma('journal_mode = MEMORY')
    db.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    db.close()
    if ((error as { code?: string }).code?.startsWith('SQLITE_BUSY')) throw inUse(folder)
    throw error
  }
  held.add(db)
  const afterCrash = fs.existsSync(holderFile(folder))
  const release = () => {
    fs.rmSync(holderFile(folder), { force: true })
    held.delete(db)
    db.close()
  }
  try {
    const holder: Holder = { program, pid: process.pid, host: os.hostname(), since: Date.now() }
    const temporary = temporaryName(holderFile(folder))
    fs.writeFileSync(temporary, `${JSON.stringify(holder)}\n`)
    settleFile(temporary, holderFile(folder))
  } catch (error) {
    release()
    throw error
  }
  return { afterCrash, release }
}
