/** The job of one tokenizer: which clips it learns from, and which it never sees. */
import fs from 'node:fs'
import type { Tokenizer, TokenizerRecipe } from '../../../../../shared/contract/tokenizers.ts'
import { TracksieveError } from '../../../../../shared/errors.ts'
import type { Backend } from '../../../../../shared/words.ts'
import { columns } from '../../../base/detections.ts'
import type { Work } from '../../../base/work.ts'
import type { OpenCatalogue } from '../../../catalogue/repositories.ts'
import type { JobContext, Workers } from '../../../jobs/types.ts'
import { eachTrack } from '../../data/labelled.ts'
import { type CropNeeds, cropsOf } from '../cropCache.ts'
import { type Clip, holdOut } from './heldOut.ts'
import { picturesFile, tokenizerFolder } from './tokenizerFile.ts'
import type { TokenizerInput } from './tokenizerTask.ts'

export interface TokenizerJob {
  id: number
  recipe: TokenizerRecipe
  backend: Backend | null
}

const fewestClips = 20

export async function runTokenizer(
  catalogue: OpenCatalogue,
  { id, recipe, backend }: TokenizerJob,
  { workers, crops }: { workers: Workers; crops: CropNeeds },
  context: JobContext,
): Promise<Record<string, unknown>> {
  const folder = tokenizerFolder(catalogue.folder, id)
  fs.mkdirSync(folder, { recursive: true })
  const clips = holdOut(await clipsOf(catalogue, recipe, crops, context), recipe.seed)
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

/** The crops of all tracks of the recipe's sources. Throws VALIDATION where too few can be seen. */
export async function clipsOf(
  catalogue: OpenCatalogue,
  recipe: TokenizerRecipe,
  needs: CropNeeds,
  work: Work,
): Promise<Clip[]> {
  const tracks: Omit<Clip, 'crops'>[] = []
  const ids: number[] = []
  const picturesOf = nameOfPictures(catalogue)
  await eachTrack(
    catalogue,
    { labelled: false, sources: recipe.sources },
    ({ id, source, video, detections }) => {
      const last = detections[detections.length - columns]!
      tracks.push({ from: picturesOf(video), source, video, first: detections[0]!, last })
      ids.push(id)
    },
  )
  const crops = await cropsOf(catalogue, new Set(tracks.map(({ video }) => video)), recipe, needs, work)
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
  return clips
}

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
