/** The pictures of videos and tracks, from whatever they are made of: a film, a recipe, or the boxes alone. */
import { type ClipRecipe, shapeOf } from '../../../shared/contract/clipRecipe.ts'
import { TracksieveError } from '../../../shared/errors.ts'
import type { Detections } from '../base/detections.ts'
import { ByteCache } from './byteCache.ts'
import type { ClipSource } from './clipSource.ts'
import { planCrops } from './cropPlan.ts'
import { type Encoded, encodePicture } from './encode.ts'
import type { OpenFilm } from './films.ts'
import { blankPicture, drawSquare } from './picture.ts'
import { drawSchematic } from './schematic.ts'
import { PictureStore, pictureKey } from './pictureStore.ts'

/** What a video is made of. `folder`: of its catalogue. */
export type Material =
  | { media: 'film'; film: { fingerprint: string }; open(): Promise<OpenFilm> }
  | { media: 'clip'; recipe: ClipRecipe; index: number }
  | { media: 'none' }

/** Larger clips are drawn frame by frame. */
const largestKept = 16 << 20

/** Of a strip whose frames have `size` pixels at their longer side. */
function stripHeight(recipe: ClipRecipe, size: number): number {
  const { width, height } = shapeOf(recipe)
  return Math.max(1, Math.round((height * size) / Math.max(width, height)))
}

/** Part of every key: another way of drawing makes other pictures. */
const version = 1

export class Pictures {
  private readonly store = new PictureStore()
  private readonly clips = new ByteCache<Promise<Uint8Array>>(32 << 20)
  private readonly source: ClipSource

  constructor(source: ClipSource) {
    this.source = source
  }

  async frame(material: Material, frame: number, signal?: AbortSignal): Promise<Encoded> {
    if (material.media === 'none')
      throw new TracksieveError(
        'NOT_FOUND',
        'This video has tracks, but no pictures.',
        'Import it together with its film.',
      )
    if (material.media === 'film') {
      const key = pictureKey([version, 'frame', material.film.fingerprint, frame])
      return this.store.get(
        key,
        null,
        async () => {
          const { film, reader } = await material.open()
          const { width, height } = film.index
          return encodePicture({ width, height, rgb: await reader.read(frame, signal) }, 'photo')
        },
        signal,
      )
    }
    const { recipe, index } = material
    if (frame >= recipe.frames)
      throw new TracksieveError('NOT_FOUND', `The clip has frames 0 to ${recipe.frames - 1}, not ${frame}.`)
    const key = pictureKey([version, 'frame', recipe, index, frame])
    const { width, height } = shapeOf(recipe)
    return this.store.get(
      key,
      null,
      async () =>
        encodePicture({ width, height, rgb: await this.source.frame(recipe, index, frame, signal) }, 'exact'),
      signal,
    )
  }

  /** All frames of a clip side by side. */
  strip(recipe: ClipRecipe, index: number, size: number, signal?: AbortSignal): Promise<Encoded> {
    const key = pictureKey([version, 'strip', recipe, index, size])
    const make = async () => {
      const rgb = await this.source.strip(recipe, index, size, signal)
      const height = stripHeight(recipe, size)
      return encodePicture({ width: rgb.length / 3 / height, height, rgb }, 'exact')
    }
    return this.store.get(key, null, make, signal)
  }

  /** `folder`: of pictures that are kept from one start to the next. */
  crops(
    material: Material,
    detections: Detections,
    count: number,
    size: number,
    folder: string,
    signal?: AbortSignal,
  ): Promise<Encoded> {
    const crops = planCrops(detections, count)
    const of =
      material.media === 'film'
        ? material.film.fingerprint
        : material.media === 'clip'
          ? [material.recipe, material.index]
          : 'none'
    // A drawn track shows its whole path, the others only what is in the squares.
    const path =
      material.media === 'none'
        ? [new Uint8Array(detections.buffer, detections.byteOffset, detections.byteLength)]
        : []
    const key = pictureKey([version, 'crops', of, crops, size], ...path)
    const make = async (): Promise<Encoded> => {
      if (material.media === 'none') return encodePicture(drawSchematic(detections, crops, size), 'exact')
      if (material.media === 'film')
        return encodePicture(await (await material.open()).crops.draw(crops, size, signal), 'photo')
      const { recipe, index } = material
      const { width, height } = shapeOf(recipe)
      const frame = await this.frameReader(recipe, index, signal)
      const strip = blankPicture(size * crops.length, size)
      for (const [place, crop] of crops.entries()) {
        if (crop.frame >= recipe.frames) continue
        const rgb = await frame(crop.frame)
        drawSquare({ width, height, rgb }, crop, strip, place * size, size)
      }
      return encodePicture(strip, 'photo')
    }
    return this.store.get(key, folder, make, signal)
  }

  /** A small clip is drawn once and kept: several of its tracks are often asked for together. */
  private async frameReader(recipe: ClipRecipe, index: number, signal?: AbortSignal) {
    const { frames, width, height } = shapeOf(recipe)
    const bytes = width * height * 3
    if (bytes * frames > largestKept)
      return (frame: number) => this.source.frame(recipe, index, frame, signal)
    const clip = await this.clip(recipe, index)
    return (frame: number) => clip.subarray(frame * bytes, (frame + 1) * bytes)
  }

  private clip(recipe: ClipRecipe, index: number): Promise<Uint8Array> {
    const key = JSON.stringify([recipe, index])
    const known = this.clips.get(key)
    if (known) return known
    const drawn = this.source.clip(recipe, index)
    const { frames, width, height } = shapeOf(recipe)
    this.clips.set(key, drawn, frames * width * height * 3)
    drawn.catch(() => this.clips.delete(key))
    return drawn
  }
}
