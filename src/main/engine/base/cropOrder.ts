/** What one feature asks of another: crops of some videos, cut into one file. */
import type { Squares } from './cropFile.ts'

export interface CropOrder {
  /** Unfinished file of crops. */
  file: string
  side: number
  /** `first`: number in the file of the video's first crop. */
  videos: { id: number; first: number; squares: Squares }[]
}
