/** /media/ID → an answer. Knows ids and answers; what they stand for is looked up by functions passed in. */
import { TracksieveError, toTracksieveError } from '../../../shared/errors.ts'
import type { ClipRecipe } from '../../../shared/contract/clipRecipe.ts'
import type { Detections } from '../base/detections.ts'
import { bytesAnswer, errorAnswer, fileAnswer, type MediaAnswer, type MediaAsk, refusal } from './answer.ts'
import { type MediaId, parseMediaId } from './mediaId.ts'
import type { Material, Pictures } from './pictures.ts'

/** Each throws NOT_FOUND where there is no such thing, CONFLICT where no catalogue is open. */
export interface MediaLookups {
  video(id: number): Material
  track(id: number): { material: Material; detections: Detections }
  preview(id: string): { recipe: ClipRecipe; index: number }
  /** A kept picture of a recent catalogue. */
  recent(key: string, n: number): Uint8Array
  /** What a tokenizer made of a track, else of clips that it never saw. */
  tokenizer(id: number, track: number | null): Uint8Array
  /** Path of a file that a job wrote. */
  artifact(job: number, id: string): string
  /** Where pictures of the open catalogue are kept. */
  pictureFolder(): string
}

/** Never rejects: what went wrong is the answer, as text that the user reads. */
export async function serveMedia(
  id: string,
  ask: MediaAsk,
  pictures: Pictures,
  lookups: MediaLookups,
): Promise<MediaAnswer> {
  if (ask.method !== 'GET' && ask.method !== 'HEAD') return refusal(405, 'Only GET and HEAD.')
  const media = parseMediaId(id)
  if (!media) return refusal(404, `There is nothing at ${id.slice(0, 80)}.`)
  try {
    if (media.kind === 'artifact') return fileAnswer(lookups.artifact(media.job, media.id), ask)
    if (media.kind === 'recent') {
      const bytes = lookups.recent(media.key, media.n)
      return bytesAnswer(bytes, bytes[0] === 0x89 ? 'image/png' : 'image/jpeg', ask, 'once')
    }
    if (media.kind === 'looked' || media.kind === 'tokenizer') {
      const track = media.kind === 'looked' ? media.track : null
      return bytesAnswer(lookups.tokenizer(media.tokenizer, track), 'image/png', ask, 'once')
    }
    const { bytes, type } = await picture(media, pictures, lookups, ask.signal)
    return bytesAnswer(bytes, type, ask, media.kind === 'preview' ? 'always' : 'once')
  } catch (error) {
    return errorAnswer(toTracksieveError(error))
  }
}

async function picture(
  media: Exclude<MediaId, { kind: 'artifact' | 'recent' | 'looked' | 'tokenizer' }>,
  pictures: Pictures,
  lookups: MediaLookups,
  signal?: AbortSignal,
) {
  switch (media.kind) {
    case 'frame':
      return pictures.frame(lookups.video(media.video), media.frame, signal)
    case 'clip': {
      const material = lookups.video(media.video)
      if (material.media !== 'clip')
        throw new TracksieveError('NOT_FOUND', 'This video is not a clip.', 'Ask for its frames one by one.')
      return pictures.strip(material.recipe, material.index, media.size, signal)
    }
    case 'preview': {
      const { recipe, index } = lookups.preview(media.preview)
      return pictures.strip(recipe, index, media.size, signal)
    }
    case 'crops': {
      const { material, detections } = lookups.track(media.track)
      return pictures.crops(material, detections, media.count, media.size, lookups.pictureFolder(), signal)
    }
  }
}
