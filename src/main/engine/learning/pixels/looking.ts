/** What a recipe's features need beside the track itself: crops of it, or the other tracks of its video. */
import {
  looksAtPixels,
  type Recipe,
  tunesEncoder,
  usesTokenizer,
} from '../../../../shared/contract/learning.ts'
import { TracksieveError } from '../../../../shared/errors.ts'
import type { Work } from '../../base/work.ts'
import type { TrackRecord, VideoRecord } from '../../catalogue/records.ts'
import type { OpenCatalogue } from '../../catalogue/repositories.ts'
import type { Backend } from '../../../../shared/words.ts'
import type { Workers } from '../../jobs/types.ts'
import { type CropNeeds, cropsOf } from './cropCache.ts'
import { withFeatures, withTokenizer } from './encoded.ts'
import type { TrackCrops } from './trackCrops.ts'

export interface LookingNeeds {
  crops: CropNeeds
  workers: Workers
  /** What computes what a tokenizer says; null = the best that works. */
  backend: Backend | null
}

type Looking = Pick<Recipe, 'features' | 'pixels' | 'from'>

/** What they are told beside pixels; `statistical`: nothing of other tracks, as where there is nothing but pixels. */
export function toldBy({ features, pixels }: Looking): 'statistical' | 'track' | 'past' {
  if (features === 'cnn' || features === 'magvit') return 'statistical'
  return features === 'hybrid' ? pixels!.beside : features
}

/** Must all tracks of a video be given to judge one? */
export const needsAllTracks = (recipe: Looking & Pick<Recipe, 'sequence'>): boolean =>
  recipe.sequence === 'object' || toldBy(recipe) !== 'statistical'

/** Crops of the tracks' videos, by track; undefined where the recipe does not look at pixels. */
export async function cropsFor(
  catalogue: OpenCatalogue,
  recipe: Looking,
  tracks: readonly TrackRecord[],
  needs: LookingNeeds,
  work: Work,
): Promise<Map<number, TrackCrops> | undefined> {
  if (!looksAtPixels(recipe.features)) return undefined
  const videos = new Set(tracks.map(({ video }) => video))
  const crops = await cropsOf(catalogue, videos, recipe.pixels!, needs.crops, work)
  // A tuned encoder is in the model and looks at the crops themselves.
  if (!usesTokenizer(recipe) || tunesEncoder(recipe)) return crops
  const { tokenizer } = withTokenizer(catalogue.folder, recipe).pixels!
  return withFeatures(catalogue.folder, tokenizer!, crops, needs, work)
}

/** Crops for the rule on bright pixels; undefined where some cannot be cut any more, as of a film that is gone. */
export async function cropsToCompare(
  catalogue: OpenCatalogue,
  { pixels }: Looking,
  tracks: readonly TrackRecord[],
  needs: CropNeeds,
  work: Work,
): Promise<Map<number, TrackCrops> | undefined> {
  try {
    return await cropsOf(catalogue, new Set(tracks.map(({ video }) => video)), pixels!, needs, work)
  } catch (thrown) {
    if (!(thrown instanceof TracksieveError) || thrown.code === 'CANCELLED') throw thrown
    return undefined
  }
}

/** Throws VALIDATION naming the first video whose tracks cannot be seen. */
export function refuseUnseen(
  tracks: readonly TrackRecord[],
  crops: ReadonlyMap<number, TrackCrops> | undefined,
  videoOf: (id: number) => VideoRecord,
): void {
  if (!crops) return
  const unseen = tracks.filter(({ id }) => !crops.has(id))
  if (unseen.length === 0) return
  const { name, media } = videoOf(unseen[0]!.video)
  const why = media === 'none' ? 'has no pictures' : 'is shorter than its tracks'
  throw new TracksieveError(
    'VALIDATION',
    `“${name}” ${why}: ${unseen.length} of ${tracks.length} labelled tracks cannot be seen.`,
    'Import it together with its film, choose only sources with pictures, or train preset track, which needs none.',
  )
}

/** Throws VALIDATION: such a model needs a network's worth of operations that the ONNX writer does not have. */
export function refuseOnnx(
  { features, sequence }: Pick<Recipe, 'features' | 'sequence'>,
  format: string,
): void {
  if (format !== 'onnx') return
  if (sequence === 'object')
    throw new TracksieveError(
      'VALIDATION',
      'A model that looks at all tracks of a video at once cannot be exported as ONNX yet: its graph would take one track.',
      'Export it as .tracksieve-model, or train preset track for ONNX.',
    )
  if (!looksAtPixels(features)) return
  throw new TracksieveError(
    'VALIDATION',
    'A model that looks at pixels cannot be exported as ONNX yet.',
    'Export it as .tracksieve-model, or train preset track for ONNX.',
  )
}
