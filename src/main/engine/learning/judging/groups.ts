/** Figures of parts of the judged tracks: by source, by kind; and where run and duration are wrong. */
import type { Baseline, Evaluation, Group } from '../../../../shared/contract/evaluation.ts'
import { classes, clipKinds } from '../../../../shared/words.ts'
import { countBoxes } from '../../base/detections.ts'
import { lengthBucket, lengthBuckets } from '../heads/kindRule.ts'
import { holdsOf } from './holdsFor.ts'
import { type ChosenTrack, type Line, runLine, type TrackRule, trackLines } from './judged.ts'
import { bestRule, measureSurely } from './sureness.ts'

interface Judging {
  run: number
  threshold: number
  trainedOn: readonly string[]
  rules: readonly TrackRule[]
  /** The rule of the best balanced accuracy on all of them. */
  rival: string | undefined
}

/** One group a name, in the order of `names` (others after them). */
function groupBy(
  tracks: readonly ChosenTrack[],
  groupOf: (track: ChosenTrack) => string | null,
  names: readonly string[] = [],
): [string, ChosenTrack[]][] {
  const groups = new Map<string, ChosenTrack[]>(names.map((name) => [name, []]))
  for (const track of tracks) {
    const name = groupOf(track)
    if (name === null) continue
    if (!groups.has(name)) groups.set(name, [])
    groups.get(name)!.push(track)
  }
  return [...groups].filter(([, own]) => own.length > 0)
}

export const bySource = (tracks: readonly ChosenTrack[], judging: Judging): Group[] =>
  groupBy(tracks, ({ source }) => source).map(([name, own]) => groupOf(name, own, judging))

/** By label; by kind of clip where they are of clips. */
export function byKind(tracks: readonly ChosenTrack[], judging: Judging): Group[] {
  const groups = [
    ...groupBy(tracks, ({ label }) => label, classes),
    ...groupBy(
      tracks,
      ({ clipKind }) => clipKind && `clip ${clipKind}`,
      clipKinds.map((kind) => `clip ${kind}`),
    ),
  ]
  return groups.map(([name, own]) => groupOf(name, own, judging))
}

function groupOf(group: string, tracks: readonly ChosenTrack[], judging: Judging): Group {
  const lines: Line[] = trackLines(judging, tracks, judging.rules)
  const videos = tracks.map(({ track }) => track.video)
  const { metrics } = measureSurely(lines, videos, 'track')
  const own = metrics.get(runLine)!
  // On one side alone a rule that says the same of everything would be the best: take the one that is best on both.
  const rival = judging.rival && lines.slice(1).filter(({ id }) => id === judging.rival)
  const best =
    own.auroc === null
      ? bestRule(rival || [], metrics, 'accuracy')
      : bestRule(lines.slice(1), metrics, 'auroc')
  return {
    group,
    holds: holdsOf(tracks, judging.trainedOn),
    metrics: own,
    rival: best ? { ...best, id: best.id as Baseline['id'] } : null,
  }
}

type Wrong = Evaluation['wrongByLength']

export function wrongBy(
  tracks: readonly ChosenTrack[],
  threshold: number,
  duration: TrackRule,
): Pick<Evaluation, 'wrongByLength' | 'wrongBySource' | 'wrongByKind'> {
  const count = (groups: [string, ChosenTrack[]][]): Wrong =>
    groups.map(([group, own]) => ({
      group,
      wrong: own.filter(({ score, real }) => score >= threshold !== real).length,
      n: own.length,
      wrongByDuration: own.filter((one) => duration.score(one) >= duration.threshold !== one.real).length,
    }))
  return {
    wrongByLength: count(
      groupBy(tracks, ({ track }) => lengthBucket(countBoxes(track.detections)), lengthBuckets),
    ),
    wrongBySource: count(groupBy(tracks, ({ source }) => source)),
    wrongByKind: count(groupBy(tracks, ({ label }) => label, classes)),
  }
}
