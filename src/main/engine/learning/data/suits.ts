/** The preset that a training starts from where nobody chose one: it depends on what is labelled. */
import type { SourceRecord } from '../../catalogue/records.ts'
import type { OpenCatalogue } from '../../catalogue/repositories.ts'
import type { PlannedTrack } from './plan.ts'

/**
 * `phase1`, the published model, for clips that are each one answer; `track` for everything else: it is what real tracks
 * need, and it learns from few of them (docs/models.md).
 */
export function suitingPreset(
  catalogue: OpenCatalogue,
  labelled: readonly PlannedTrack[],
  judgedAsClips: (source: SourceRecord) => boolean,
): 'phase1' | 'track' {
  const videos = new Map(labelled.map(({ source, video }) => [source, video]))
  const clips = [...videos].every(([source, video]) => {
    const record = catalogue.sources.get(source)
    return record !== undefined && catalogue.videos.get(video)?.media === 'clip' && judgedAsClips(record)
  })
  return clips ? 'phase1' : 'track'
}
