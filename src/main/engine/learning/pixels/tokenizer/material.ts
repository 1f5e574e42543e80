/** What a tokenizer learns from, out of the catalogue: crops around tracks, or pieces of whole clips. */
import type { TokenizerRecipe } from '../../../../../shared/contract/tokenizers.ts'
import { TracksieveError } from '../../../../../shared/errors.ts'
import { columns, type Detections } from '../../../base/detections.ts'
import type { Work } from '../../../base/work.ts'
import type { OpenCatalogue } from '../../../catalogue/repositories.ts'
import { eachTrack } from '../../data/labelled.ts'
import { type CropNeeds, cropsOf } from '../cropCache.ts'
import type { TrackCrops } from '../trackCrops.ts'
import type { Clip } from './heldOut.ts'
import { piecesOf } from './pieces.ts'

const fewestClips = 20

type Wanted = ReadonlyMap<number, Omit<Clip, 'crops'>>

/** Throws VALIDATION where too few can be seen, and what cutting throws. */
export async function clipsOf(
  catalogue: OpenCatalogue,
  recipe: TokenizerRecipe,
  needs: CropNeeds,
  work: Work,
): Promise<Clip[]> {
  const whole = recipe.material === 'clips'
  const { wanted, crops } = await (whole ? wholeClips : tracks)(catalogue, recipe, needs, work)
  const clips = [...wanted].flatMap(([id, clip]): Clip[] => {
    const its = crops.get(id)
    return its ? [{ ...clip, crops: its }] : []
  })
  if (clips.length >= fewestClips) return clips
  throw whole ? tooFewPieces(clips.length) : tooFewTracks(clips.length, wanted.size)
}

async function tracks(
  catalogue: OpenCatalogue,
  recipe: TokenizerRecipe,
  needs: CropNeeds,
  work: Work,
): Promise<{ wanted: Wanted; crops: Map<number, TrackCrops> }> {
  const wanted = new Map<number, Omit<Clip, 'crops'>>()
  const from = nameOfPictures(catalogue)
  await eachTrack(
    catalogue,
    { labelled: false, sources: recipe.sources },
    ({ id, source, video, detections }) =>
      wanted.set(id, { from: from(video), source, video, ...spanOf(detections) }),
  )
  return { wanted, crops: await cropsOf(catalogue, videosOf(wanted), recipe, needs, work) }
}

/** Pieces have numbers of their own, one after the other. */
async function wholeClips(
  catalogue: OpenCatalogue,
  recipe: TokenizerRecipe,
  needs: CropNeeds,
  work: Work,
): Promise<{ wanted: Wanted; crops: Map<number, TrackCrops> }> {
  const wanted = new Map<number, Omit<Clip, 'crops'>>()
  const pieces = new Map<number, { id: number; detections: Detections }[]>()
  const from = nameOfPictures(catalogue)
  for (const { id: video, source, media, ...extent } of catalogue.videos.list()) {
    if (media === 'none' || (recipe.sources && !recipe.sources.includes(source))) continue
    const own = piecesOf(extent, recipe.boxes).map((detections, i) => ({ id: wanted.size + i, detections }))
    pieces.set(video, own)
    for (const { id, detections } of own)
      wanted.set(id, { from: from(video), source, video, ...spanOf(detections) })
  }
  const shown = ({ id }: { id: number }) => pieces.get(id) ?? []
  const settings = { boxes: recipe.boxes, context: 1 }
  return { wanted, crops: await cropsOf(catalogue, videosOf(wanted), settings, needs, work, { shown }) }
}

const spanOf = (detections: Detections) => ({
  first: detections[0]!,
  last: detections[detections.length - columns]!,
})

const videosOf = (wanted: Wanted): Set<number> => new Set([...wanted.values()].map(({ video }) => video))

const tooFewTracks = (seen: number, all: number) =>
  new TracksieveError(
    'VALIDATION',
    `A tokenizer learns from pictures: ${seen} of ${all} tracks have some, at least ${fewestClips} are needed.`,
    'Generate clips, or import tracks together with their film.',
  )

const tooFewPieces = (seen: number) =>
  new TracksieveError(
    'VALIDATION',
    `A tokenizer learns from pictures: the videos are ${seen} clips long, at least ${fewestClips} are needed.`,
    'Generate clips, import longer films, take fewer frames a clip, or let it learn from crops of tracks.',
  )

/** Videos of one film have one name, whatever source they belong to; so have the clips of a set. */
function nameOfPictures(catalogue: OpenCatalogue): (video: number) => string {
  const names = new Map<number, string>()
  return (id) => {
    const known = names.get(id)
    if (known !== undefined) return known
    const { film, source } = catalogue.videos.get(id)!
    const name = film ? `film ${film.fingerprint}` : `source ${source}`
    names.set(id, name)
    return name
  }
}
