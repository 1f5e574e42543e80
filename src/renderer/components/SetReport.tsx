/** What is in a set of clips, what is wrong with it, how easy it is, and pictures of each kind. */
import { useQuery } from '@tanstack/react-query'
import type { SetReport as Report } from '../../shared/contract/clipFiles.ts'
import { frameId, mediaUrl } from '../../shared/media.ts'
import { engine } from '../state/engine.ts'
import { count, percent } from '../state/format.ts'
import './SetReport.css'

/** `videos`: of the source; a set that still grows is looked at again. */
export function useSetReport(source: number, videos: number) {
  return useQuery({
    queryKey: ['set report', source, videos],
    queryFn: () => engine.generate.report({ source }),
  })
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
