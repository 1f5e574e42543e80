/** A trivial rule for the label of three: the commonest label among training tracks of such a length. */
import { classes } from '../../../../shared/words.ts'
import { columns } from '../../base/detections.ts'
import { commonest } from './commonest.ts'
import { lengthBucket, lengthBuckets } from './kindRule.ts'
import type { SeenTrack, TaskRule } from './plan.ts'

const bucketOf = ({ detections }: SeenTrack): number =>
  lengthBuckets.indexOf(lengthBucket(detections.length / columns))

export const kindByLength: TaskRule = {
  id: 'length',
  name: 'by number of boxes',
  fit(known) {
    const labelled = known.flatMap((track) => {
      const kind = classes.findIndex((one) => one === track.label)
      return kind < 0 ? [] : [{ kind, bucket: bucketOf(track) }]
    })
    const all = commonest(labelled.map(({ kind }) => kind))
    const byBucket = lengthBuckets.map((_, bucket) => {
      const own = labelled.filter((track) => track.bucket === bucket).map(({ kind }) => kind)
      return own.length > 0 ? commonest(own) : all
    })
    return (track) => [byBucket[bucketOf(track)]!]
  },
}
