import type { Migration } from '../migrate.ts'
import { catalogueTables } from './0001-catalogue.ts'
import { opinions } from './0002-opinions.ts'
import { sweeps } from './0003-sweeps.ts'
import { disagreements } from './0004-disagreements.ts'

/** In order, without gaps. A published one is never edited: a change is a new file. */
export const migrations: readonly Migration[] = [catalogueTables, opinions, sweeps, disagreements]
