/**
 * Crops of many boxes in one file, so that a training reads those of its batch and holds no others: a line of JSON
 * padded to 512 bytes, then [crops, side, side, 3] uint8. `key` names everything that the pixels follow from.
 */
import fs from 'node:fs'
import { TracksieveError } from '../../../shared/errors.ts'
import { writeAtomically } from './atomicFile.ts'

const format = 'tracksieve-crops-1'
const headerBytes = 512

export interface CropSet {
  key: string
  side: number
  crops: number
}

/** Where crops are cut from: each row frame, left, top, side of a square, in pixels of its video. */
export type Squares = Float32Array
export const squareColumns = 4

export const cropBytes = (side: number): number => side * side * 3

export const cropFileBytes = ({ side, crops }: Omit<CropSet, 'key'>): number =>
  headerBytes + crops * cropBytes(side)

/** Writes the file whole or not at all; `fill` puts every crop in its place of the file that it is given. */
export async function makeCropFile(
  file: string,
  set: CropSet,
  fill: (unfinished: string) => Promise<void>,
): Promise<void> {
  await writeAtomically(file, async (temporary) => {
    const header = Buffer.alloc(headerBytes, ' ')
    header.write(JSON.stringify({ format, ...set }))
    fs.writeFileSync(temporary, header)
    fs.truncateSync(temporary, cropFileBytes(set))
    await fill(temporary)
  })
}

/** For those who fill it, in any order. */
export class CropPlaces {
  readonly #handle: number

  constructor(unfinished: string) {
    this.#handle = fs.openSync(unfinished, 'r+')
  }

  /** The crop number `at`. */
  put(at: number, pixels: Uint8Array): void {
    fs.writeSync(this.#handle, pixels, 0, pixels.length, headerBytes + at * pixels.length)
  }

  close(): void {
    fs.closeSync(this.#handle)
  }
}

/** What a file says that it is; null = it is not there, or no whole file of crops. */
export function readCropHeader(file: string): CropSet | null {
  try {
    const handle = fs.openSync(file, 'r')
    try {
      const header = Buffer.alloc(headerBytes)
      fs.readSync(handle, header, 0, headerBytes, 0)
      const { format: found, ...set } = JSON.parse(header.toString('utf8')) as CropSet & { format: string }
      return found === format && fs.fstatSync(handle).size === cropFileBytes(set) ? set : null
    } finally {
      fs.closeSync(handle)
    }
  } catch {
    return null
  }
}

export class CropReader {
  readonly set: CropSet
  readonly #handle: number

  /** Throws CONFLICT where the file is gone, cut off, or of other boxes or another film. */
  constructor(file: string, key: string) {
    const set = readCropHeader(file)
    if (set?.key !== key) {
      const what = set ? 'belongs to another film or to other boxes' : 'is gone or cut off'
      throw new TracksieveError(
        'CONFLICT',
        `The file of crops ${file} ${what}.`,
        'Start again: the crops are then cut anew from the film.',
        true,
      )
    }
    this.set = set
    this.#handle = fs.openSync(file, 'r')
  }

  /** `count` crops from number `first` on, into `into` or a new array: [count, side, side, 3]. */
  read(first: number, count: number): Uint8Array {
    const bytes = cropBytes(this.set.side)
    const pixels = new Uint8Array(count * bytes)
    const read = fs.readSync(this.#handle, pixels, 0, pixels.length, headerBytes + first * bytes)
    if (read !== pixels.length)
      throw new RangeError(`crops ${first}…${first + count - 1} of ${this.set.crops} are not in the file`)
    return pixels
  }

  close(): void {
    fs.closeSync(this.#handle)
  }
}
