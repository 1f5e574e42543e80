/** What an export would write and where, before it does. */
import fs from 'node:fs'
import path from 'node:path'
import type { ExportPlan, TracksExport } from '../../../../shared/contract/exports.ts'
import { TracksieveError } from '../../../../shared/errors.ts'
import type { OpenCatalogue } from '../../catalogue/repositories.ts'
import { type Selection, selectTracks } from './select.ts'

export interface ExportTarget {
  /** null = a free name in the catalogue's exports folder. */
  out: string | null
  replace: boolean
}

export interface PlannedExport {
  selection: Selection
  target: string
  /** A folder with one file a sequence. */
  folder: boolean
  plan: ExportPlan & { tracks: number; of: number }
}

/** A name that every file system takes. */
export const safeName = (name: string): string =>
  name.replace(/[^\p{L}\p{N}._-]+/gu, '_').replace(/^\.+/, '') || 'tracks'

function freePath(folder: string, stem: string, extension: string): string {
  for (let n = 1; ; n += 1) {
    const file = path.join(folder, `${stem}${n === 1 ? '' : ` ${n}`}${extension}`)
    if (!fs.existsSync(file)) return file
  }
}

function usualTarget(
  catalogue: OpenCatalogue,
  wanted: TracksExport,
  selection: Selection,
  folder: boolean,
): string {
  const kept = wanted.threshold === null && wanted.only === null ? '' : '-kept'
  const [first] = selection.sequences
  const stem = selection.sequences.length === 1 ? safeName(first!.name) : safeName(catalogue.name)
  if (wanted.format === 'csv')
    return freePath(path.join(catalogue.folder, 'exports'), `${stem}${kept}-labels`, '.csv')
  return freePath(path.join(catalogue.folder, 'exports'), `${stem}${kept}-tracks`, folder ? '' : '.txt')
}

function refuseTaken(target: string, replace: boolean): void {
  if (replace || !fs.existsSync(target)) return
  throw new TracksieveError(
    'CONFLICT',
    `${target} exists already.`,
    'Choose another name, or allow it to be replaced.',
  )
}

const plural = (n: number, one: string): string => `${n} ${n === 1 ? one : `${one}s`}`

/** Throws NOT_FOUND, CONFLICT (no scores; the target exists), VALIDATION (nothing is kept and a target was given). */
export function planExport(catalogue: OpenCatalogue, wanted: TracksExport, to?: ExportTarget): PlannedExport {
  const selection = selectTracks(catalogue, wanted)
  const folder = wanted.format === 'mot' && selection.sequences.length > 1
  const target = to?.out ? path.resolve(to.out) : usualTarget(catalogue, wanted, selection, folder)
  if (to) {
    refuseTaken(target, to.replace)
    if (selection.tracks === 0) {
      throw new TracksieveError(
        'VALIDATION',
        'No track fits: the export would be empty.',
        'Choose more videos or classes, or a lower threshold.',
      )
    }
  }
  const boxes = selection.sequences.reduce(
    (sum, { rows }) => sum + rows.reduce((n, row) => n + row.boxes, 0),
    0,
  )
  const format = wanted.format === 'csv' ? 'Labels and scores (CSV)' : 'MOTChallenge results'
  const files = folder ? `, ${plural(selection.sequences.length, 'file')}` : ''
  return {
    selection,
    target,
    folder,
    plan: {
      folder: path.dirname(target),
      name: path.basename(target),
      what: `${format}${files}: ${plural(selection.tracks, 'track')}, ${plural(boxes, 'box').replace('boxs', 'boxes')}`,
      bytes: null,
      tracks: selection.tracks,
      of: selection.of,
    },
  }
}
