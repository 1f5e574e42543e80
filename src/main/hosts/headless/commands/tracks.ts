/** `tracksieve tracks`: lists tracks. */
import { sortKeys, type TrackRow, type TrackSort } from '../../../../shared/contract/tracks.ts'
import type { EngineClient } from '../../../../shared/contract/index.ts'
import { whole } from '../commandLine/arguments.ts'
import { acting, command } from '../commandLine/command.ts'
import { UsageError } from '../commandLine/errors.ts'
import { withCatalogue } from '../commandLine/session.ts'
import { type Cell, formatTable, share } from '../commandLine/table.ts'
import { type Conditions, parseWhere } from '../commandLine/where.ts'

interface Options {
  where: string[]
  sort: string
  limit?: number
  json?: boolean
}

const rowsAtOnce = 1000
const rowsOfTable = 50

function parseSort(text: string): TrackSort {
  const descending = text.startsWith('-') || text.endsWith(':desc')
  const by = text.replace(/^-/, '').replace(/:(asc|desc)$/, '')
  const key = sortKeys.find((known) => known === (by === 'suspect' ? 'suspicion' : by))
  if (!key)
    throw new UsageError(
      `tracks can’t be sorted by “${by}”. Known are ${sortKeys.join(', ')}; -KEY = largest first`,
    )
  return { by: key, descending }
}

/** Conditions that the engine can't filter by are tested on every row; only then all rows are fetched. */
async function findTracks(
  client: EngineClient,
  { filter, tests }: Conditions,
  sort: TrackSort,
  limit: number,
) {
  const { list, total } = await client.tracks.open({ filter, sort })
  const rows: TrackRow[] = []
  let matching = 0
  const end = tests.length === 0 ? Math.min(limit, total) : total
  for (let start = 0; start < end; start += rowsAtOnce) {
    const page = await client.tracks.page({ list, start, count: Math.min(rowsAtOnce, end - start) })
    for (const row of page) {
      if (!tests.every((test) => test(row))) continue
      matching += 1
      if (rows.length < limit) rows.push(row)
    }
  }
  return { total: tests.length === 0 ? total : matching, rows }
}

const header = [
  'id',
  'source',
  'video',
  'track',
  'label',
  'prediction',
  'score',
  'boxes',
  'first',
  'last',
  'detector',
]

export const tracks = command('tracks', 'list tracks')
  .argument('<catalogue>', 'folder NAME.tracksieve')
  .option(
    '--where <condition>',
    'label=noise, prediction=persistent, score>=0.4, boxes<=3, source=NAME, disagreement; may be repeated',
    (text: string, before: string[]) => [...before, text],
    [] as string[],
  )
  .option('--sort <key>', `${sortKeys.join(', ')}; -KEY = largest first`, 'number')
  .option('--limit <n>', `at most so many (${rowsOfTable}; with --json all)`, whole(0))
  .action(
    acting(async (output, folder: string, options: Options) => {
      const sort = parseSort(options.sort)
      await withCatalogue(output, folder, async ({ client }) => {
        const [sources, videos] = [await client.catalogue.sources(), await client.videos.list()]
        const limit = options.limit ?? (options.json ? Number.MAX_SAFE_INTEGER : rowsOfTable)
        const conditions = parseWhere(options.where, { sources, videos })
        const { total, rows } = await findTracks(client, conditions, sort, limit)
        const sourceNames = new Map(sources.map(({ id, name }) => [id, name]))
        const named = rows.map(({ number, videoName, videoFrames, ...row }) => ({
          ...row,
          track_id: number,
          source_name: sourceNames.get(row.source) ?? '',
          video_name: videoName,
          video_frames: videoFrames,
        }))
        const cells = named.map((row): Cell[] => [
          row.id,
          row.source_name,
          row.video_name,
          row.track_id,
          row.label,
          row.prediction,
          share(row.score),
          row.boxes,
          row.first,
          row.last,
          share(row.detector),
        ])
        output.result(
          { total, tracks: named },
          `${formatTable(header, cells)}\n${rows.length} of ${total} tracks`,
        )
      })
    }),
  )
