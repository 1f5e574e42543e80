/** Answers for crops: which pixels a video has, and crops of them into a file. */
import { createHash } from 'node:crypto'
import type { CropOrder } from '../base/cropOrder.ts'
import { TracksieveError } from '../../../shared/errors.ts'
import type { ClipRecipe } from '../../../shared/contract/clipRecipe.ts'
import type { Work } from '../base/work.ts'
import type { Workers } from '../jobs/types.ts'
import type { ClipCropOrder } from './clipSource.ts'
import type { FilmCropsInput } from './cutCrops.ts'
import type { Ffmpeg } from './findFfmpeg.ts'
import type { Material } from './pictures.ts'

interface CropNeeds {
  workers: Workers
  ffmpeg(): Promise<Ffmpeg>
  materialOf(video: number): Material
  clipCrops(order: ClipCropOrder, work: Work): Promise<void>
}

export function cropOrders({ workers, ffmpeg, materialOf, clipCrops }: CropNeeds) {
  return {
    /** Names the pixels of a video: the same name, the same pixels. null = it has none. */
    async pixelsOf(video: number): Promise<string | null> {
      const material = materialOf(video)
      if (material.media === 'film') {
        const { version } = await ffmpeg()
        return `film ${material.film.fingerprint} ${version}`
      }
      if (material.media !== 'clip') return null
      const recipe = createHash('sha256').update(JSON.stringify(material.recipe)).digest('hex')
      return `clip ${recipe} ${material.index}`
    },

    /** Throws NOT_FOUND or CONFLICT where a film is gone or another one, UNSUPPORTED_MEDIA, TOOL_FAILED, CANCELLED. */
    async cut({ file, side, videos }: CropOrder, work: Work): Promise<void> {
      const clips = new Map<string, ClipCropOrder>()
      for (const { id, first, squares } of videos) {
        const material = materialOf(id)
        if (material.media === 'film') {
          const { film } = await material.open()
          const input: FilmCropsInput = { ffmpeg: await ffmpeg(), film, file, first, side, squares }
          await workers.run<void>('draw', 'media.crops', input, work)
        } else if (material.media === 'clip') {
          const { recipe, index } = material
          orderOf(clips, recipe, file, side).clips.push({ index, first, squares })
        } else
          throw new TracksieveError('UNSUPPORTED_MEDIA', `Video ${id} has no pictures to cut crops from.`)
      }
      for (const order of clips.values()) await clipCrops(order, work)
    },
  }
}

function orderOf(
  orders: Map<string, ClipCropOrder>,
  recipe: ClipRecipe,
  file: string,
  side: number,
): ClipCropOrder {
  const key = JSON.stringify(recipe)
  const order = orders.get(key) ?? { recipe, file, side, clips: [] }
  orders.set(key, order)
  return order
}
