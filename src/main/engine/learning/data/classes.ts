/** Classes of tracks, where their sources have some: what the task `class` of a head learns. */
import type { Recipe } from '../../../../shared/contract/learning.ts'
import { TracksieveError } from '../../../../shared/errors.ts'
import type { SourceRecord, TrackRecord, VideoRecord } from '../../catalogue/records.ts'
import type { OpenCatalogue } from '../../catalogue/repositories.ts'

export interface ClassNeeds {
  /** Names that tracks of a source may have; [] = they have none. */
  names(source: SourceRecord): string[]
  /** By id of the video and number of the track. */
  ofVideos(videos: readonly VideoRecord[]): Promise<Map<number, Map<number, string>>>
}

const wantsClasses = ({ tasks }: Pick<Recipe, 'tasks'>): boolean => (tasks?.class ?? 0) > 0

/** The recipe with the classes of its sources, where its head is to learn them. Throws VALIDATION where no source has any. */
export function withClasses(catalogue: OpenCatalogue, recipe: Recipe, { names }: ClassNeeds): Recipe {
  if (!wantsClasses(recipe)) return recipe
  const sources = catalogue.sources.list().filter(({ id }) => recipe.sources?.includes(id) ?? true)
  const classes = [...new Set(sources.flatMap(names))]
  if (classes.length >= 2) return { ...recipe, classes }
  throw new TracksieveError(
    'VALIDATION',
    `The task class weighs ${recipe.tasks!.class}, but ${sources.map(({ name }) => `“${name}”`).join(', ')} ${sources.length === 1 ? 'has' : 'have'} no classes.`,
    'Weigh it 0, or choose a source with classes: generated clips (preset classic or transients) have those of their paths.',
  )
}

/** By id of the track; empty where nobody asks. */
export async function classesOf(
  recipe: Pick<Recipe, 'tasks'>,
  tracks: readonly TrackRecord[],
  videoOf: (id: number) => VideoRecord,
  { ofVideos }: ClassNeeds,
): Promise<ReadonlyMap<number, string>> {
  if (!wantsClasses(recipe)) return new Map()
  const byVideo = await ofVideos([...new Set(tracks.map(({ video }) => video))].map(videoOf))
  return new Map(
    tracks.flatMap(({ id, video, number }) => {
      const found = byVideo.get(video)?.get(number)
      return found === undefined ? [] : [[id, found] as const]
    }),
  )
}
