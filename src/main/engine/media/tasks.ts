/** What worker threads do for media. */
import type { Work } from '../base/work.ts'
import { type FilmInput, type FilmResult, writeFilm } from './filmJob.ts'

export const tasks = {
  'media.film': (input: FilmInput, work: Work): Promise<FilmResult> => writeFilm(input, work),
}
