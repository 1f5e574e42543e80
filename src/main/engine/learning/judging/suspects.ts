/** Labelled tracks whose label looks least likely: the first to look at again. */
import { setImmediate } from 'node:timers/promises'
import type { Suspect } from '../../../../shared/contract/learning.ts'
import { classes } from '../../../../shared/words.ts'
import type { OpenCatalogue } from '../../catalogue/repositories.ts'
import { crossEntropyOf } from './metrics.ts'

/**
 * By the labels of now, worst first. A run has learned its training labels, wrong ones too: where models that did not see
 * a track were asked, their score decides.
 */
export async function findSuspects(catalogue: OpenCatalogue, run: number, limit: number): Promise<Suspect[]> {
  const unseen = new Map([...catalogue.predictions.opinions(run)].map(({ track, score }) => [track, score]))
  const scores = new Map<number, { score: number; prediction: Suspect['prediction'] }>()
  for (const { track, score, prediction } of catalogue.predictions.ofRun(run)) {
    scores.set(track, { score, prediction })
    if (scores.size % 2000 === 0) await setImmediate()
  }
  const judge = (id: number) => unseen.get(id) ?? scores.get(id)!.score
  const losses = classes.flatMap((label) =>
    Array.from(catalogue.tracks.ids({ labels: [label] }, byNumber))
      .filter((id) => scores.has(id))
      .map((id) => ({ id, label, loss: crossEntropyOf(judge(id), label === 'persistent') })),
  )
  const worst = losses.sort((a, b) => b.loss - a.loss || a.id - b.id).slice(0, limit)
  return worst.map(({ id, label, loss }) => {
    const { video, videoName, number, boxes } = catalogue.tracks.row(id)!
    return {
      track: id,
      video,
      videoName,
      number,
      boxes,
      label,
      ...scores.get(id)!,
      unseen: unseen.get(id) ?? null,
      loss,
    }
  })
}

const byNumber = { by: 'number', descending: false } as const
