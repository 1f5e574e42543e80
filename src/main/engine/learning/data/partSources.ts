/** From which sources a run learned, and from which its thresholds come: a source that is in another part alone is a new one to it. */
import type { Split } from '../../../../shared/words.ts'
import type { RunRecord } from '../../catalogue/records.ts'
import type { OpenCatalogue } from '../../catalogue/repositories.ts'

/** Names of the sources of the videos in a part of the run's split; in training those of the runs that it went on from too. */
export function sourcesOfPart(catalogue: OpenCatalogue, run: RunRecord, part: Split): string[] {
  const nameOf = new Map(catalogue.sources.list().map(({ id, name }) => [id, name]))
  const names = new Set<string>()
  for (const { split } of part === 'train' ? lineOf(catalogue, run) : [run])
    for (const { id, source } of catalogue.videos.list())
      if (split[id] === part) names.add(nameOf.get(source) ?? '')
  return [...names]
}

/** The run, the one that it went on from, and so on: each has a lower number than the next, so this ends. */
function lineOf(catalogue: OpenCatalogue, run: RunRecord): RunRecord[] {
  const { from } = run.recipe
  const before = from === undefined ? undefined : catalogue.runs.get(from)
  return before ? [run, ...lineOf(catalogue, before)] : [run]
}
