/** Crops of a film's boxes into their file, in one run through the film: memory holds one frame. */
import { setImmediate } from 'node:timers/promises'
import { CropPlaces, squareColumns, type Squares } from '../base/cropFile.ts'
import { cropSquare } from '../base/crops.ts'
import type { Work } from '../base/work.ts'
import type { IndexedFilm } from './decode.ts'
import { walkFrames } from './filmWalk.ts'
import type { Ffmpeg } from './findFfmpeg.ts'

export interface FilmCropsInput {
  ffmpeg: Ffmpeg
  film: IndexedFilm
  /** Unfinished file of crops; the first crop is number `first` in it. */
  file: string
  first: number
  side: number
  squares: Squares
}

/** Throws what decoding throws, and CANCELLED. */
export async function cutFilmCrops(input: FilmCropsInput, work: Work): Promise<void> {
  const { ffmpeg, film, file, first, side, squares } = input
  const { width, height } = film.index
  const byFrame = new Map<number, number[]>()
  for (let at = 0; at < squares.length / squareColumns; at += 1) {
    const frame = squares[at * squareColumns]!
    byFrame.set(frame, [...(byFrame.get(frame) ?? []), at])
  }
  const places = new CropPlaces(file)
  let done = 0
  const cut = async (frame: number, rgb: Uint8Array) => {
    for (const at of byFrame.get(frame)!) {
      const [left, top, size] = [1, 2, 3].map((k) => squares[at * squareColumns + k]!) as Three
      places.put(first + at, cropSquare({ width, height, rgb }, { left, top, side: size }, side).rgb)
    }
    done += 1
    work.progress({ phase: 'Cutting crops', done, total: byFrame.size, unit: 'frames' })
    await setImmediate()
  }
  try {
    await walkFrames(ffmpeg, film, byFrame.keys(), cut, work.signal)
  } finally {
    places.close()
  }
}

type Three = [number, number, number]
