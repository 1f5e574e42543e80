/** The six figures, each with its base and a rival. */
import type { Evaluation, Metrics } from '../../../shared/contract/learning.ts'
import { useEvaluate } from './evaluateState.ts'
import { figuresOf, intervalWords } from './figures.ts'

interface FiguresProps {
  evaluation: Evaluation
  metrics: Metrics
  against: Evaluation | null
}

export function Figures({ evaluation, metrics, against }: FiguresProps) {
  const unit = useEvaluate((state) => (evaluation.clips ? state.unit : 'tracks'))
  return (
    <dl className="ev-figures" aria-label={`Figures per ${unit === 'clips' ? 'clip' : 'track'}`}>
      {figuresOf(evaluation, metrics, against, unit).map(({ title, value, of, beside, interval }) => (
        <div key={title}>
          <dt title={intervalWords(metrics)}>
            {title} {interval && <span className="ev-interval">{interval}</span>}
          </dt>
          <dd>
            <b>{value}</b> <span className="ev-of">{of}</span> <span className="ev-beside">{beside}</span>
          </dd>
        </div>
      ))}
    </dl>
  )
}
