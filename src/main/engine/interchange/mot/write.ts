/** Writes MOTChallenge results: `frame,id,x,y,w,h,score,-1,-1,-1`, frames from 1, by frame and then by id. */
import fs from 'node:fs/promises'
import { setImmediate } from 'node:timers/promises'
import { columns } from '../../base/detections.ts'
import type { Work } from '../../base/work.ts'
import { stopIfCancelled } from '../refusal.ts'
import { countTracks, type TrackSet } from '../trackSet.ts'
import { shortest } from './number.ts'

function formatRow(set: TrackSet, box: number, number: number): string {
  const at = box * columns
  const [frame, x, y, w, h, score] = set.boxes.subarray(at, at + columns)
  const confidence = Number.isNaN(score!) ? '-1' : shortest(score!)
  const place = `${shortest(x!)},${shortest(y!)},${shortest(w!)},${shortest(h!)}`
  return `${frame! + 1},${number},${place},${confidence},-1,-1,-1\n`
}

/** Boxes in the order of the file, each with the index of its track. */
function byFrame(set: TrackSet): { boxes: Uint32Array; owner: Uint32Array } {
  const owner = new Uint32Array(set.boxes.length / columns)
  for (let track = 0; track < countTracks(set); track += 1) {
    owner.fill(track, set.starts[track], set.starts[track + 1])
  }
  const boxes = Uint32Array.from(owner, (_, box) => box)
  // Within a frame the order of the set is the order of the ids.
  boxes.sort((a, b) => set.boxes[a * columns]! - set.boxes[b * columns]! || a - b)
  return { boxes, owner }
}

const rowsAtOnce = 20_000

/** Writes to `file` as it is named: the caller gives a temporary name. */
export async function writeMot(file: string, set: TrackSet, work: Work): Promise<void> {
  const { boxes, owner } = byFrame(set)
  const handle = await fs.open(file, 'w')
  try {
    for (let from = 0; from < boxes.length; from += rowsAtOnce) {
      stopIfCancelled(work.signal)
      let text = ''
      for (const box of boxes.subarray(from, from + rowsAtOnce))
        text += formatRow(set, box, set.numbers[owner[box]!]!)
      await handle.write(text)
      const done = Math.min(from + rowsAtOnce, boxes.length)
      work.progress({ phase: 'Writing', done, total: boxes.length, unit: 'boxes' })
      await setImmediate()
    }
  } finally {
    await handle.close()
  }
}
