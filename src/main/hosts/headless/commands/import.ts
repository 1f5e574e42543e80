/** `tracksieve import`: tracks and their films into a catalogue. */
import fs from 'node:fs'
import path from 'node:path'
import { Option } from 'commander'
import { positive } from '../commandLine/arguments.ts'
import { acting, command } from '../commandLine/command.ts'
import { UsageError } from '../commandLine/errors.ts'
import type { Output } from '../commandLine/output.ts'
import { type Session, withCatalogue } from '../commandLine/session.ts'
import { formatCounts, formatTable } from '../commandLine/table.ts'

interface Options {
  format: 'auto' | 'mot' | 'npy'
  name?: string
  video?: string
  fps?: number
  truth?: string
  groundTruth?: string
  skipBadRows?: boolean
}

interface ImportResult {
  sequences: { name: string; tracks: number; boxes: number; labels: Record<string, number> }[]
  videos: number
  tracks: number
  boxes: number
  labels: Record<string, number>
  left_out: Record<string, number>
  notes: string[]
}

const absolute = (file: string | undefined): string | null => (file === undefined ? null : path.resolve(file))

function describe({ sequences, tracks, boxes, left_out: leftOut }: ImportResult): string {
  const rows = sequences.map(({ name, tracks: n, boxes: b, labels }) => [
    name,
    n,
    b,
    formatCounts(labels) || '–',
  ])
  const left = Object.keys(leftOut).length > 0 ? `\nLeft out: ${formatCounts(leftOut)}` : ''
  return `${formatTable(['sequence', 'tracks', 'boxes', 'labels'], rows)}\n${tracks} tracks, ${boxes} boxes imported${left}`
}

/** A folder with videos.npy in it, or such a file. */
const isClipSet = (file: string): boolean =>
  file.endsWith('.npy') || fs.existsSync(path.join(file, 'videos.npy'))

async function importClips(output: Output, { client, run }: Session, files: string[], options: Options) {
  const [file, ...more] = files
  if (more.length > 0) throw new UsageError('One set of clips at a time.')
  const { result } = await run(() =>
    client.generate.importClips({
      path: path.resolve(file!),
      name: options.name ?? null,
      fps: options.fps ?? null,
    }),
  )
  const { notes, ...done } = result as { notes: string[]; clips: number; tracks: number }
  for (const note of notes) output.note(note)
  const { folder: catalogue } = (await client.catalogue.current())!
  output.result(
    { catalogue, ...done, notes, left_out: {} },
    `${done.clips} clips with ${done.tracks} tracks imported; their pixels stay in ${path.resolve(file!)}`,
  )
}

export const importTracks = command(
  'import',
  'bring tracks and their films, or clips of a videos.npy, into a catalogue (created where there is none)',
)
  .argument('<catalogue>', 'folder NAME.tracksieve')
  .argument('<file...>', 'results files and films, or folders: one folder is one sequence')
  .addOption(
    new Option('--format <format>', 'format of the files').choices(['auto', 'mot', 'npy']).default('auto'),
  )
  .option('--video <film>', 'the film that the tracks belong to')
  .option('--fps <rate>', 'frames a second, where the film does not say or says it wrong', positive)
  .option('--truth <labels.csv>', 'labels: columns track_id and label, also sequence where several')
  .option('--ground-truth <gt.txt>', 'true objects, which say of each track whether it is one')
  .option('--name <name>', 'npy: name of the set in the catalogue')
  .option('--skip-bad-rows', 'leave out lines that can’t be read instead of refusing the file')
  .action(
    acting(async (output, folder: string, files: string[], options: Options) => {
      await withCatalogue(
        output,
        folder,
        async (session) => {
          const { client, run } = session
          const [only, ...more] = files
          const { format } = options
          if (format === 'npy') return importClips(output, session, files, options)
          if (more.length === 0 && isClipSet(only!)) return importClips(output, session, files, options)
          const { result } = await run(() =>
            client.interchange.start({
              files: files.map((file) => path.resolve(file)),
              format,
              video: absolute(options.video),
              fps: options.fps ?? null,
              labels: absolute(options.truth),
              groundTruth: absolute(options.groundTruth),
              skipBadRows: options.skipBadRows === true,
            }),
          )
          const done = result as unknown as ImportResult
          for (const note of done.notes) output.note(note)
          const { folder: catalogue } = (await client.catalogue.current())!
          output.result({ catalogue, ...done }, describe(done))
        },
        { create: true },
      )
    }),
  )
