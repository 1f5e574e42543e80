/** What is in a set of clips, what is wrong with it, how easy it is, and pictures of each kind. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { SetReport as Report } from '../../shared/contract/clipFiles.ts'
import { frameId, mediaUrl } from '../../shared/media.ts'
import { engine } from '../state/engine.ts'
import { count, duration, percent } from '../state/format.ts'
import { Meter } from './Meter.tsx'
import './SetReport.css'

const askEvery = 300

/** `videos`: of the source; a set that still grows is looked at again. */
export function useSetReport(source: number, videos: number) {
  return useQuery({
    queryKey: ['set report', source, videos],
    queryFn: () => engine.generate.report({ source }),
  })
}

/** How far the report is: nothing at first, then a bar; where it takes long, also how long it still takes. */
export function ReportProgress({ source }: { source: number }) {
  const [began] = useState(() => Date.now())
  const { data, dataUpdatedAt } = useQuery({
    queryKey: ['set report progress', source],
    queryFn: () => engine.generate.reportProgress({ source }),
    refetchInterval: askEvery,
    gcTime: 0,
  })
  if (!data || data.total === 0) return <p className="muted">Looking at the set…</p>
  const seconds = (dataUpdatedAt - began) / 1000
  const left = seconds > 10 && data.done > 0 ? ((data.total - data.done) * seconds) / data.done : null
  return (
    <div className="set-looking">
      <Meter done={data.done} total={data.total} label={data.phase} />
      <span className="muted">
        {data.phase}, {count(data.done)} of {count(data.total)} {data.unit}
        {left !== null && ` · ${duration(left)} left`}
      </span>
    </div>
  )
}

export const RuleShares = ({ report }: { report: Report }) => (
  <span>
    {report.rules.map(({ rule, balanced }, i) => (
      <span key={rule}>
        {i > 0 && ', '}
        {rule} {percent(balanced)}
      </span>
    ))}
  </span>
)

export function SetReport({ report }: { report: Report }) {
  const { duplicates, emptyClips, emptyFrames, frames, outside, positive, samples, kinds } = report
  return (
    <div className="set-report">
      <p>
        {Object.entries(kinds)
          .map(([kind, clips]) => `${kind} ${count(clips)}`)
          .join(', ')}
        ; {percent(positive)} hold an object. There twice: {count(duplicates)}. Without a track:{' '}
        {count(emptyClips)}. Frames without a box: {count(emptyFrames)} of {count(frames)}.
        {outside === null ? '' : ` Objects that leave the picture: ${count(outside)}.`}
      </p>
      <div className="set-samples">
        {samples.map(({ kind, video, frames: shown }) => (
          <figure key={video}>
            <img src={mediaUrl(frameId(video, Math.floor(shown / 2)))} alt={`A ${kind} clip`} />
            <figcaption>{kind}</figcaption>
          </figure>
        ))}
      </div>
    </div>
  )
}
