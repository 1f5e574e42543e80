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
const safeName = (name: string): string =>
  name.replace(/[^\p{L}\p{N}._-]+/gu, '_').replace(/^\.+/, '') || 'tracks'

/** The same for several, each another one whatever the case of letters. */
export function distinctNames(names: readonly string[]): string[] {
  const taken = new Set<string>()
  return names.map((name) => {
    let free = safeName(name)
    for (let n = 2; taken.has(free.toLowerCase()); n += 1) free = `${safeName(name)}_${n}`
    taken.add(free.toLowerCase())
    return free
  })
}

function freePath(folder: string, stem: string, extension: string): string {
  for (let n = 1; ; n += 1) {
    const file = path.join(folder, `${stem}${n === 1 ? '' : ` ${n}`}${extension}`)
    if (!fs.existsSync(file)) return file
  }
}

/** One sequence only, whatever is kept of it? Its name, else null. */
function onlySequence(catalogue: OpenCatalogue, videos: readonly number[] | null): string | null {
  const all = videos ?? catalogue.videos.list().map((video) => video.id)
  const sources = Object.keys(catalogue.tracks.facets({ videos: [...all] }).sources)
  if (all.length !== 1 || sources.length !== 1) return null
  const source = catalogue.sources.get(Number(sources[0]))
  return source?.kind === 'imported' ? source.name : catalogue.videos.get(all[0]!)!.name
}

function usualTarget(catalogue: OpenCatalogue, wanted: TracksExport, sequence: string | null): string {
  const folder = path.join(catalogue.folder, 'exports')
  const kept = wanted.threshold === null && wanted.only === null ? '' : '-kept'
  const stem = `${safeName(sequence ?? catalogue.name)}${kept}`
  if (wanted.format === 'csv') return freePath(folder, `${stem}-labels`, '.csv')
  return freePath(folder, `${stem}-tracks`, sequence === null ? '' : '.txt')
}

function refuseTaken(target: string, replace: boolean): void {
  if (replace || !fs.existsSync(target)) return
  throw new TracksieveError(
    'CONFLICT',
    `${target} exists already.`,
    'Choose another name, or allow it to be replaced.',
  )
}

/** Throws NOT_FOUND, CONFLICT (no scores; the target exists), VALIDATION (nothing is kept and a target was given). */
export function planExport(catalogue: OpenCatalogue, wanted: TracksExport, to?: ExportTarget): PlannedExport {
  const selection = selectTracks(catalogue, wanted)
  const sequence = onlySequence(catalogue, wanted.videos)
  const folder = wanted.format === 'mot' && sequence === null
  const target = to?.out ? path.resolve(to.out) : usualTarget(catalogue, wanted, sequence)
  if (to) {
    refuseTaken(target, to.replace)
    if (selection.ids.length === 0) {
      throw new TracksieveError(
        'VALIDATION',
        'No track fits: the export would be empty.',
        'Choose more videos or classes, or a lower threshold.',
      )
    }
  }
  const format = wanted.format === 'csv' ? 'Labels and scores (CSV)' : 'MOTChallenge results'
  const tracks = selection.ids.length
  return {
    selection,
    target,
    folder,
    plan: {
      folder: path.dirname(target),
      name: path.basename(target),
      what: `${format}${folder ? ', one file a sequence' : ''}: ${tracks} ${tracks === 1 ? 'track' : 'tracks'}`,
      bytes: null,
      tracks,
      of: selection.of,
    },
  }
}
