/** What worker threads do for media. */
import type { Work } from '../base/work.ts'
import { cutFilmCrops, type FilmCropsInput } from './cutCrops.ts'
import { type FilmInput, type FilmResult, writeFilm } from './filmJob.ts'

export const tasks = {
  'media.film': (input: FilmInput, work: Work): Promise<FilmResult> => writeFilm(input, work),
  /** Crops of a film's boxes into their file. */
  'media.crops': (input: FilmCropsInput, work: Work): Promise<void> => cutFilmCrops(input, work),
}
