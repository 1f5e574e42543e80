/** Where the run is wrong: by length or by source, beside the rule of duration. */
import type { Evaluation } from '../../../shared/contract/learning.ts'
import type { TrackFilter } from '../../../shared/contract/tracks.ts'
import type { TrackClass } from '../../../shared/words.ts'
import { Button } from '../../components/Button.tsx'
import { count } from '../../state/format.ts'
import { useSources } from '../../state/queries.ts'
import { setEvaluate, useEvaluate } from './evaluateState.ts'
import { filterOn, openInLibrary } from './opening.ts'

interface WrongByProps {
  evaluation: Evaluation
  current: number | null
}

type Length = NonNullable<TrackFilter['lengths']>[number]
const groupsBy = {
  length: ({ wrongByLength }: Evaluation) => wrongByLength,
  source: ({ wrongBySource }: Evaluation) => wrongBySource,
  kind: ({ wrongByKind }: Evaluation) => wrongByKind,
}
const lengthWord = (group: string): string => group.replace(/-$/, '+').replace('-', '–')

export function WrongBy({ evaluation, current }: WrongByProps) {
  const by = useEvaluate((state) => state.wrongBy)
  const { data: sources } = useSources()
  const groups = groupsBy[by](evaluation)
  const most = Math.max(
    0.01,
    ...groups
      .flatMap(({ wrong, wrongByDuration, n }) => [wrong / n, wrongByDuration / n])
      .filter(Number.isFinite),
  )
  const part = (wrong: number, n: number): string => `${n > 0 ? (wrong / n / most) * 100 : 0}%`
  const duration = evaluation.baselines.find(({ id }) => id === 'duration')

  function open(group: string): void {
    const source = sources?.find(({ name }) => name === group)?.id
    const own: Record<typeof by, TrackFilter> = {
      length: { lengths: [group as Length] },
      source: source ? { sources: [source] } : {},
      kind: { labels: [group as TrackClass] },
    }
    void openInLibrary(evaluation.run, current, {
      ...filterOn(evaluation.on, sources ?? []),
      ...own[by],
      disagreement: true,
    })
  }

  return (
    <section className="panel ev8" aria-label="Wrong by length, source or kind">
      <div className="sh">
        <h2>
          Wrong<span className="wide"> by</span>
        </h2>
        <span className="seg">
          <Button pressed={by === 'length'} onClick={() => setEvaluate({ wrongBy: 'length' })}>
            Length
          </Button>
          <Button pressed={by === 'source'} onClick={() => setEvaluate({ wrongBy: 'source' })}>
            Source
          </Button>
          <Button pressed={by === 'kind'} onClick={() => setEvaluate({ wrongBy: 'kind' })}>
            Kind
          </Button>
        </span>
      </div>
      <div className={`ev-bars ${by}`}>
        {groups.map(({ group, wrong, n, wrongByDuration }) => (
          <button
            key={group}
            type="button"
            title={`${group}: ${wrong} of ${n} wrong; duration alone ${wrongByDuration}`}
            aria-label={`${by === 'length' ? `${lengthWord(group)} boxes` : group}: ${wrong} of ${n} wrong, by duration alone ${wrongByDuration}. Open them`}
            onClick={() => open(group)}
          >
            <span className="ell">{by === 'length' ? lengthWord(group) : group}</span>
            <span className="ev-wrong">
              <i style={{ width: part(wrong, n) }} />
              <u style={{ left: part(wrongByDuration, n) }} />
            </span>
            <span className="r">
              {count(wrong)} of {count(n)}
            </span>
          </button>
        ))}
      </div>
      <p className="ev-legend" aria-hidden="true">
        <i className="box" />
        run {evaluation.run}
        <i className="tick" />
        {duration?.rule || 'duration'}
      </p>
    </section>
  )
}
