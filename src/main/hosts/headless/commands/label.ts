/** `tracksieve label`: writes labels, by id or from LABELS.csv. */
import path from 'node:path'
import { Option } from 'commander'
import type { EngineClient } from '../../../../shared/contract/index.ts'
import { TracksieveError } from '../../../../shared/errors.ts'
import { type Label, labels } from '../../../../shared/words.ts'
import { type LabelRow, readLabels } from '../../../engine/interchange/labels/read.ts'
import { whole } from '../commandLine/arguments.ts'
import { acting, command } from '../commandLine/command.ts'
import { UsageError } from '../commandLine/errors.ts'
import { withCatalogue } from '../commandLine/session.ts'
import { formatCounts } from '../commandLine/table.ts'

interface Options {
  as?: Label | 'none'
  from?: string
}

interface Wanted {
  byLabel: Map<Label | null, number[]>
  leftOut: Record<string, number>
}

async function allRows(client: EngineClient, source: number) {
  const { list, total } = await client.tracks.open({
    filter: { sources: [source] },
    sort: { by: 'number', descending: false },
  })
  const rows = []
  for (let start = 0; start < total; start += 1000)
    rows.push(...(await client.tracks.page({ list, start, count: 1000 })))
  return rows
}

/** Ids by the names that exports give sequences: the source, or for clips SOURCE/CLIP. */
async function tracksByName(client: EngineClient): Promise<Map<string, Map<number, number>>> {
  const videos = new Map((await client.videos.list()).map((video) => [video.id, video.name]))
  const found = new Map<string, Map<number, number>>()
  for (const source of await client.catalogue.sources()) {
    for (const row of await allRows(client, source.id)) {
      const name = source.kind === 'imported' ? source.name : `${source.name}/${videos.get(row.video)}`
      const numbers = found.get(name) ?? new Map<number, number>()
      found.set(name, numbers.set(row.number, row.id))
    }
  }
  return found
}

async function fromFile(client: EngineClient, file: string): Promise<Wanted> {
  const rows: LabelRow[] = readLabels(file)
  const known = await tracksByName(client)
  const wanted: Wanted = { byLabel: new Map(), leftOut: {} }
  const leaveOut = (reason: string): void => {
    wanted.leftOut[reason] = (wanted.leftOut[reason] ?? 0) + 1
  }
  for (const { sequence, number, label } of rows) {
    if (sequence === null && known.size !== 1) {
      const what = `${path.basename(file)} has no column sequence, and the catalogue holds ${known.size} sequences.`
      throw new TracksieveError(
        'VALIDATION',
        what,
        'Add the column: the name of the source (for clips SOURCE/CLIP).',
      )
    }
    const numbers = sequence === null ? [...known.values()][0] : known.get(sequence)
    const id = numbers?.get(number)
    if (!numbers) leaveOut('sequence not in the catalogue')
    else if (id === undefined) leaveOut('track not in its sequence')
    else wanted.byLabel.set(label, [...(wanted.byLabel.get(label) ?? []), id])
  }
  return wanted
}

function byId(tracks: readonly number[], as: Label | 'none'): Wanted {
  return { byLabel: new Map([[as === 'none' ? null : as, [...tracks]]]), leftOut: {} }
}

export const label = command('label', 'label tracks by id, or from a file')
  .argument('<catalogue>', 'folder NAME.tracksieve')
  .argument(
    '[track...]',
    'ids, as the command tracks lists them',
    (text: string, before: number[] | undefined) => [...(before ?? []), whole(1)(text)],
  )
  .addOption(new Option('--as <label>', 'none removes the label').choices([...labels, 'none']))
  .option('--from <labels.csv>', 'columns track_id and label, also sequence where several')
  .action(
    acting(async (output, folder: string, tracks: number[], { as, from }: Options) => {
      if ((from === undefined) === (as === undefined))
        throw new UsageError('give either TRACK… --as LABEL or --from LABELS.csv')
      if (as !== undefined && tracks.length === 0) throw new UsageError('give the ids of the tracks to label')
      if (from !== undefined && tracks.length > 0) throw new UsageError('give ids or a file, not both')
      await withCatalogue(output, folder, async ({ client }) => {
        const { byLabel, leftOut } = from === undefined ? byId(tracks, as!) : await fromFile(client, from)
        let changed = 0
        let named = 0
        for (const [wanted, ids] of byLabel) {
          changed += (await client.labels.set({ tracks: ids, label: wanted })).changed
          named += ids.length
        }
        const { labels: counts } = (await client.catalogue.current())!
        const left = Object.keys(leftOut).length > 0 ? `\nLeft out: ${formatCounts(leftOut)}` : ''
        output.result(
          { changed, unchanged: named - changed, left_out: leftOut, labels: counts },
          `${changed} labels written, ${named - changed} were so already${left}`,
        )
      })
    }),
  )
