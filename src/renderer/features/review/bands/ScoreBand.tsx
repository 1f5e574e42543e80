/** Score per frame: the model's and the detector's. Where the track is not seen there is no line. */
import { memo, useMemo } from 'react'
import type { Track } from '../../../../shared/contract/tracks.ts'
import { Button } from '../../../components/Button.tsx'
import { engine } from '../../../state/engine.ts'
import { sayError } from '../../../state/messages.ts'
import { useCatalogue } from '../../../state/queries.ts'
import { go } from '../../../state/route.ts'
import type { Axis } from './axis.ts'
import { gapColumns, linePath, zigzagPath } from './paths.ts'

export const ScoreBand = memo(function ScoreBand({ axis, track }: { axis: Axis; track: Track | null }) {
  const drawn = useMemo(() => (track ? drawingOf(axis, track) : null), [axis, track])
  return (
    <div className="rv-band">
      <div className="cap">
        Score
        <Legend model={drawn?.scored ?? false} detector={drawn?.hasDetector ?? false} />
      </div>
      <div className="rv-bd rv-score">
        {drawn && (
          <svg viewBox="0 0 100 100" preserveAspectRatio="none" role="img" aria-label={drawn.words}>
            {drawn.gaps.map(({ x, width }) => (
              <rect key={x} className="rv-gap" x={x} width={width} y={0} height={100} />
            ))}
            {drawn.scored && <line className="rv-threshold" x1={0} x2={100} y1={50} y2={50} />}
            <path className="rv-detector" d={drawn.detector} />
            <path className="rv-zigzag" d={drawn.zigzag} />
            <path className="rv-model" d={drawn.model} />
          </svg>
        )}
        {track && track.stepScores === null && <NotScored />}
        <span className="rv-axl top">1</span>
        <span className="rv-axl mid">.5</span>
        <span className="rv-axl low">0</span>
      </div>
    </div>
  )
})

function drawingOf(axis: Axis, track: Track) {
  const boxes = track.detections
  const detector = boxes.map(([, , , , , score]) => (score < 0 ? null : score))
  const model = track.stepScores ?? []
  const ownScore = track.score === null ? 'not scored yet' : `mean ${track.score.toFixed(2)}`
  return {
    gaps: gapColumns(axis, boxes),
    detector: linePath(axis, boxes, detector),
    model: linePath(axis, boxes, model),
    zigzag: zigzagPath(axis, boxes, track.stepScores ?? detector),
    scored: track.stepScores !== null,
    hasDetector: detector.some((score) => score !== null),
    words: `Score per frame of track ${track.number}, ${ownScore}`,
  }
}

function Legend({ model, detector }: { model: boolean; detector: boolean }) {
  return (
    <span className="rv-legend">
      {model && (
        <span>
          <svg width="16" height="6" aria-hidden="true">
            <path className="rv-model" d="M0 3H16" />
          </svg>
          model
        </span>
      )}
      {detector && (
        <span>
          <svg width="16" height="6" aria-hidden="true">
            <path className="rv-detector" d="M0 3H16" />
          </svg>
          detector
        </span>
      )}
    </span>
  )
}

/** Without a model: to Train. With one that has not seen this track: score it now. */
function NotScored() {
  const run = useCatalogue().data?.currentRun ?? null
  const act = (): void => {
    if (run === null) return go('train')
    void engine.learning.show({ run }).catch(sayError)
  }
  return (
    <span className="rv-unscored">
      <span>
        Not scored yet:{' '}
        {run === null ? 'no model was trained on these labels.' : `run ${run} has not seen this track.`}
      </span>
      <Button onClick={act}>{run === null ? 'Train' : `Score with run ${run}`}</Button>
    </span>
  )
}
