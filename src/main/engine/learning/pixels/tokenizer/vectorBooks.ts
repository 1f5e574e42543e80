/**
 * Vector quantisation (van den Oord and others, 2017): numbers become the nearest of a book's learned codes. Beside the
 * straight-through gradient two losses hold both together: the code-book loss draws codes to what chose them, the
 * commitment loss draws numbers to their codes.
 */
import * as tf from '@tensorflow/tfjs-core'
import { kernels } from '../../kernels/kernels.ts'
import { Parameter } from '../../model/layers.ts'
import { addUp, operation } from '../../model/ops.ts'
import { patchWidth } from '../readCrops.ts'
import { bookWidths, frequencies } from './frequencies.ts'
import { type Quantiser, refuseNoCodes } from './quantiser.ts'

const codesOfBook = 1024
const widths = [...bookWidths]
const commitment = 0.25
/** Distances to all codes of so many places at a time: 32 MB. */
const placesAtOnce = 8192

export class VectorBooks implements Quantiser {
  readonly parameters: Parameter[]
  readonly sizes = widths.map(() => codesOfBook)
  /** As they are: then what is far apart in numbers is far apart in pixels. */
  readonly startScale = frequencies.map(() => 1)

  constructor() {
    this.parameters = widths.map(
      (width, book) =>
        new Parameter(`codes.${book}`, [codesOfBook, width], (random) => random.between(-1, 1)),
    )
  }

  quantise(z: tf.Tensor2D): tf.Tensor2D {
    return besideEachOther(split(z).map((part, book) => nearest(part, this.#table(book))))
  }

  codesOf(z: tf.Tensor2D): tf.Tensor2D {
    const codes = tf
      .split(z, widths, 1)
      .map((part, book) => nearestOf(part as tf.Tensor2D, this.#table(book)))
    return tf.stack(codes, 1) as tf.Tensor2D
  }

  valuesOf(codes: Int32Array): tf.Tensor2D {
    refuseNoCodes(codes, this.sizes)
    const books = widths.length
    const parts = widths.map((_, book) => {
      const own = Int32Array.from({ length: codes.length / books }, (_, i) => codes[i * books + book]!)
      return tf.gather(this.#table(book), tf.tensor1d(own, 'int32'))
    })
    return tf.concat2d(parts, 1)
  }

  #table(book: number): tf.Tensor2D {
    return this.parameters[book]!.value as tf.Tensor2D
  }
}

/** Numbers [N, D], a book [K, D] → the nearest code of each. */
function nearest(numbers: tf.Tensor2D, table: tf.Tensor2D): tf.Tensor2D {
  return operation<[tf.Tensor2D, tf.Tensor2D]>((z, codes) => {
    const which = nearestOf(z, codes)
    const chosen = tf.gather(codes, which)
    // Both losses are the squared error that they cause in pixels, if decoding kept lengths.
    const share = 2 / (z.shape[0] * patchWidth)
    return {
      value: chosen,
      keep: [tf.mul(tf.sub(z, chosen), share), which],
      back(dy, [off, taken]) {
        const pull = tf.neg(off!) as tf.Tensor2D
        return [tf.add(dy, tf.mul(off!, commitment)), addUp(pull, taken as tf.Tensor1D, codes.shape)]
      },
    }
  })(numbers, table)
}

/** [N] int32. */
function nearestOf(z: tf.Tensor2D, codes: tf.Tensor2D): tf.Tensor1D {
  const lengths = tf.sum(tf.square(codes), 1)
  const parts: tf.Tensor1D[] = []
  for (let at = 0; at < z.shape[0]; at += placesAtOnce) {
    const some = tf.slice(z, [at, 0], [Math.min(placesAtOnce, z.shape[0] - at), z.shape[1]]) as tf.Tensor2D
    const apart = tf.sub(lengths, tf.mul(kernels().product(some, codes, false, true), 2))
    parts.push(tf.argMin(apart, 1))
  }
  return parts.length === 1 ? parts[0]! : tf.concat1d(parts)
}

function split(z: tf.Tensor2D): tf.Tensor2D[] {
  let from = 0
  return widths.map((width) => {
    from += width
    return columns(z, from - width, width)
  })
}

function columns(z: tf.Tensor2D, from: number, width: number): tf.Tensor2D {
  return operation<[tf.Tensor2D]>((a) => ({
    value: tf.slice(a, [0, from], [a.shape[0], width]),
    keep: [],
    back: (dy) => [
      tf.pad(dy, [
        [0, 0],
        [from, a.shape[1] - from - width],
      ]),
    ],
  }))(z)
}

function besideEachOther(parts: tf.Tensor2D[]): tf.Tensor2D {
  return operation<tf.Tensor2D[]>((...all) => ({
    value: tf.concat2d(all, 1),
    keep: [],
    back: (dy) => tf.split(dy, widths, 1),
  }))(...parts)
}
