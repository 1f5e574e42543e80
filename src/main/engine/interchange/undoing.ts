/** Takes an import back: what it brought leaves the catalogue, unless somebody has labelled it since. */
import type { ImportUndone } from '../../../shared/contract/interchange.ts'
import { TracksieveError } from '../../../shared/errors.ts'
import { isTerminal, type Job } from '../../../shared/jobs.ts'
import type { OpenCatalogue } from '../catalogue/repositories.ts'

const undoable: readonly Job['kind'][] = ['import', 'importClips']

/** Sources that an import's result names. */
function sourcesOf({ kind, result }: Job): number[] {
  if (kind === 'importClips') return [result['source'] as number]
  return (result['sequences'] as { source: number }[]).map(({ source }) => source)
}

const refuse = (message: string, hint: string) => new TracksieveError('CONFLICT', message, hint)

function refuseOthers(job: Job): void {
  if (!undoable.includes(job.kind)) throw refuse(`“${job.title}” is no import.`, 'Undo works on imports.')
  if (job.state !== 'done') throw refuse(`“${job.title}” is ${job.state}: it left nothing behind.`, '')
  if (job.result['undone'] === true) throw refuse(`“${job.title}” was undone already.`, '')
}

const counted = (n: number, one: string): string => `${n.toLocaleString('en')} ${one}${n === 1 ? '' : 's'}`

/** Throws CONFLICT where labels would be lost, a job runs, or there is nothing to take back; then nothing was changed. */
export function undoImport(catalogue: OpenCatalogue, job: Job, all: readonly Job[]): ImportUndone {
  refuseOthers(job)
  const busy = all.find(({ state }) => !isTerminal(state))
  if (busy)
    throw refuse(
      `“${busy.title}” uses the catalogue now.`,
      'Undo the import when it has ended, or cancel it in Jobs.',
    )
  return catalogue.transaction(() => {
    const here = new Map(catalogue.sources.list().map((source) => [source.id, source]))
    const sources = sourcesOf(job).flatMap((id) => here.get(id) ?? [])
    const judged = sources.reduce((sum, { id }) => sum + catalogue.sources.judged(id), 0)
    if (judged > 0)
      throw refuse(
        `${counted(judged, 'track')} of “${job.title}” ${judged === 1 ? 'was' : 'were'} labelled since: undoing the import would lose that.`,
        'The import stays. Filter by its source in Library to leave its tracks out.',
      )
    for (const { id } of sources) catalogue.sources.remove(id)
    catalogue.jobs.update(job.id, { result: JSON.stringify({ ...job.result, undone: true }) })
    const tracks = sources.reduce((sum, source) => sum + source.tracks, 0)
    const names = sources.length === 1 ? sources[0]!.name : counted(sources.length, 'source')
    return {
      tracks,
      sources: sources.length,
      text: `Undone: import of ${names}, ${counted(tracks, 'track')}`,
    }
  })
}
