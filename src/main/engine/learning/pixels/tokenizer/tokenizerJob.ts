/** The job of one tokenizer: which clips it learns from, and which it never sees. */
import fs from 'node:fs'
import type { Tokenizer, TokenizerRecipe } from '../../../../../shared/contract/tokenizers.ts'
import { TracksieveError } from '../../../../../shared/errors.ts'
import type { Backend } from '../../../../../shared/words.ts'
import { createRandom } from '../../../base/random.ts'
import { shuffle } from '../../../base/random.ts'
import type { OpenCatalogue } from '../../../catalogue/repositories.ts'
import type { JobContext, Workers } from '../../../jobs/types.ts'
import { eachTrack } from '../../labelled.ts'
import { type CropNeeds, cropsOf } from '../cropCache.ts'
import type { TrackCrops } from '../trackCrops.ts'
import { picturesFile, tokenizerFolder } from './tokenizerFile.ts'
import type { TokenizerInput } from './tokenizerTask.ts'
import type { TokenizerClips } from './training.ts'

export interface TokenizerJob {
  id: number
  recipe: TokenizerRecipe
  backend: Backend | null
}

const fewestClips = 20
/** Held-out clips that are judged after each epoch, at most. */
const mostHeldOut = 64
const shareHeldOut = 0.15
/** With fewer videos than this in a source, tracks are held out instead of videos. */
const fewVideos = 7

export async function runTokenizer(
  catalogue: OpenCatalogue,
  { id, recipe, backend }: TokenizerJob,
  { workers, crops }: { workers: Workers; crops: CropNeeds },
  context: JobContext,
): Promise<Record<string, unknown>> {
  const folder = tokenizerFolder(catalogue.folder, id)
  fs.mkdirSync(folder, { recursive: true })
  const clips = await clipsOf(catalogue, recipe, crops, context)
  const input: TokenizerInput = { id, folder, recipe, backend, clips }
  const send = (message: unknown) => {
    const { epochs } = message as Tokenizer
    const last = epochs.at(-1)
    if (last) context.metric({ tokenizer: id, ...last })
  }
  const work = { signal: context.signal, progress: context.progress, send }
  const made = await workers.run<Tokenizer>('learn', 'learning.trainTokenizer', input, work)
  for (const warning of made.warnings) context.log(warning)
  context.artifact('reconstructions.png', picturesFile(folder))
  return { tokenizer: id }
}

interface Clip {
  source: number
  video: number
  first: number
  crops: TrackCrops
}

async function clipsOf(
  catalogue: OpenCatalogue,
  recipe: TokenizerRecipe,
  needs: CropNeeds,
  context: JobContext,
): Promise<TokenizerClips> {
  const tracks: Omit<Clip, 'crops'>[] = []
  const ids: number[] = []
  await eachTrack(
    catalogue,
    { labelled: false, sources: recipe.sources },
    ({ id, source, video, detections }) => {
      tracks.push({ source, video, first: detections[0]! })
      ids.push(id)
    },
  )
  const crops = await cropsOf(catalogue, new Set(tracks.map(({ video }) => video)), recipe, needs, context)
  const clips = tracks.flatMap((track, i) => {
    const its = crops.get(ids[i]!)
    return its ? [{ ...track, crops: its }] : []
  })
  if (clips.length < fewestClips)
    throw new TracksieveError(
      'VALIDATION',
      `A tokenizer learns from pictures: ${clips.length} of ${tracks.length} tracks have some, at least ${fewestClips} are needed.`,
      'Generate clips, or import tracks together with their film.',
    )
  return holdOut(clips, recipe.seed)
}

/** Whole videos; of sources with few videos those tracks that begin last. */
export function holdOut(clips: readonly Clip[], seed: number): TokenizerClips {
  const result: TokenizerClips = { train: [], heldOut: [] }
  for (const source of new Set(clips.map((clip) => clip.source))) {
    const own = clips.filter((clip) => clip.source === source)
    const videos = [...new Set(own.map(({ video }) => video))]
    const random = createRandom(seed, source, 'held out')
    const late = own.map(({ first }) => first).sort((a, b) => a - b)[
      Math.floor(own.length * (1 - shareHeldOut))
    ]!
    const chosen = new Set(shuffle(videos, random).slice(0, Math.ceil(videos.length * shareHeldOut)))
    const held = ({ video, first }: Clip) => (videos.length < fewVideos ? first >= late : chosen.has(video))
    result.train.push(...own.filter((clip) => !held(clip)).map(({ crops }) => crops))
    const all = shuffle(own.filter(held), random).map(({ crops }) => crops)
    result.heldOut.push(...all.slice(0, mostHeldOut))
  }
  return result
}
