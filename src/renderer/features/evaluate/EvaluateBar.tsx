/** Which run, against which, on what; the threshold; what to do with it. */
import { Pin } from 'lucide-react'
import type { Evaluation, Run } from '../../../shared/contract/learning.ts'
import { Button } from '../../components/Button.tsx'
import { NumberField } from '../../components/Field.tsx'
import { Icon } from '../../components/Icon.tsx'
import { Menu } from '../../components/Menu.tsx'
import { plural } from '../../state/format.ts'
import { useSources } from '../../state/queries.ts'
import { go } from '../../state/route.ts'
import { holdsWords, percent, promiseWords } from './figures.ts'
import { whatDiffersWords } from './runWords.ts'
import { keep, setEvaluate, setThreshold, useEvaluate } from './evaluateState.ts'

interface EvaluateBarProps {
  run: Run
  other: Run | undefined
  done: readonly Run[]
  evaluation: Evaluation
}

export function EvaluateBar({ run, other, done, evaluation }: EvaluateBarProps) {
  const { on, threshold, unit } = useEvaluate()
  const { data: sources } = useSources()
  const places = [
    'test',
    'validation',
    'all',
    ...(sources && sources.length > 1 ? sources.map(({ name }) => name) : []),
  ]
  return (
    <div className="ph ev-bar">
      <Menu
        label="Run in hand"
        items={done.map((one) => ({
          title: `run ${one.id}`,
          detail: whatDiffersWords(one),
          checked: one.id === run.id,
          run: () => setEvaluate({ run: one.id }),
        }))}
      >
        <b className="strong">Run {run.id}</b>
      </Menu>
      <span className="muted">against</span>
      <Menu
        label="Run beside it"
        items={[
          ...done
            .filter(({ id }) => id !== run.id)
            .map((one) => ({
              title: `run ${one.id}`,
              detail: whatDiffersWords(one),
              checked: one.id === other?.id,
              run: () => setEvaluate({ against: one.id }),
            })),
          {
            title: 'no run, only the rules',
            checked: other === undefined,
            run: () => setEvaluate({ against: 0 }),
          },
        ]}
      >
        <Icon of={Pin} size={12} />
        {other ? `run ${other.id}` : 'no run'}
      </Menu>
      <span className="muted">on</span>
      <Menu
        label="Tracks that it is judged on"
        items={places.map((one) => ({
          title: placeWord(one),
          checked: one === on,
          run: () => setEvaluate({ on: one }),
        }))}
      >
        {placeWord(on)}, {plural(evaluation.metrics.n, 'track')}
      </Menu>
      <span className="ev-holds" title={evaluation.holdsFor}>
        {holdsWords[evaluation.holds]}
      </span>
      <span className="muted wide ell" title={evaluation.holdsFor}>
        {evaluation.holdsFor}
      </span>
      <span className="sp" />
      {evaluation.clips && (
        <span className="seg">
          <Button pressed={unit === 'tracks'} onClick={() => setEvaluate({ unit: 'tracks' })}>
            Tracks
          </Button>
          <Button pressed={unit === 'clips'} onClick={() => setEvaluate({ unit: 'clips' })}>
            Clips
          </Button>
        </span>
      )}
      <span className="muted">Threshold</span>
      <NumberField
        className="ev-threshold"
        label="Threshold"
        labelHidden
        value={threshold}
        min={0}
        max={1}
        step={0.01}
        digits={2}
        onChange={setThreshold}
      />
      <KeepButton share={0.99} threshold={evaluation.keep99} kept={evaluation.kept} />
      <KeepButton share={0.95} threshold={evaluation.keep95} kept={evaluation.kept} />
      <span className="vr" />
      <Button
        variant="primary"
        onClick={() => go('export', { run: run.id, threshold: threshold.toFixed(2) })}
      >
        Export model…
      </Button>
    </div>
  )
}

const placeWord = (on: string): string => (on === 'all' ? 'all labelled' : on)

interface KeepButtonProps {
  share: number
  threshold: number | null
  kept: Evaluation['kept']
}

function KeepButton({ share, threshold, kept }: KeepButtonProps) {
  const words = percent(share)
  const promise = kept.find((one) => one.share === share)
  const refused =
    threshold === null ? `The validation part holds no real track: nothing to keep ${words} of.` : null
  return (
    <Button
      tip={promise && promiseWords(promise)}
      disabledReason={refused}
      onClick={() => keep(threshold, words)}
    >
      Keep {words}
    </Button>
  )
}
