/** What a tokenizer says of crops, kept beside them in a file of its own: [crops, 256] float32, by content. */
import fs from 'node:fs'
import { TracksieveError } from '../../../../shared/errors.ts'
import type { TrackCrops } from './trackCrops.ts'

const width = 256

/** Is what a tokenizer says of all of these crops there? One that was cut off is computed anew. */
export const hasFeatures = (file: string, crops: number): boolean =>
  fs.statSync(file, { throwIfNoEntry: false })?.size === crops * width * Float32Array.BYTES_PER_ELEMENT

/** Of the first `count` crops: [count, 256]. Throws CONFLICT where the file is gone or cut off. */
export function featuresOf({ features, first }: TrackCrops, count: number): Float32Array {
  const values = new Float32Array(count * width)
  if (features && fs.existsSync(features)) {
    const handle = fs.openSync(features, 'r')
    try {
      const read = fs.readSync(handle, values, 0, values.byteLength, first * width * 4)
      if (read === values.byteLength) return values
    } finally {
      fs.closeSync(handle)
    }
  }
  throw new TracksieveError(
    'CONFLICT',
    'What the tokenizer says of a track is not there any more.',
    'Start again: it is then computed anew.',
    true,
  )
}
