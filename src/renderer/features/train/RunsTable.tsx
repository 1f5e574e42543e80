/** All runs: the one that trains, those that wait, those that are past. Figures on validation. */
import {
  Check,
  CircleX,
  Clock,
  Ellipsis,
  Eye,
  Loader,
  type LucideIcon,
  PauseCircle,
  TriangleAlert,
} from 'lucide-react'
import { useState } from 'react'
import type { Run } from '../../../shared/contract/learning.ts'
import { Button } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { Icon } from '../../components/Icon.tsx'
import { Menu, type MenuItem } from '../../components/Menu.tsx'
import { NumberHeads } from '../../components/NumberHeads.tsx'
import { count } from '../../state/format.ts'
import { useJobs } from '../../state/jobs.ts'
import { useCatalogue } from '../../state/queries.ts'
import { keptEpochOf, clock, epochsWanted, shareWords } from './progress.ts'
import { presetRecipe, whatDiffers } from './recipe.ts'
import { RunAct } from './RunPanel.tsx'
import { removeRun, showScores } from './trainActs.ts'
import { goOnFrom, setRecipe, showRun } from './trainState.ts'
import { isTraining } from './useLiveRuns.ts'

const looks: Record<Run['state'], { icon: LucideIcon; word: string }> = {
  running: { icon: Loader, word: 'training' },
  waiting: { icon: Clock, word: 'waiting' },
  done: { icon: Check, word: 'done' },
  failed: { icon: TriangleAlert, word: 'failed' },
  cancelled: { icon: CircleX, word: 'cancelled' },
  interrupted: { icon: PauseCircle, word: 'interrupted' },
}

export function RunsTable({ runs, shown }: { runs: readonly Run[]; shown: number | null }) {
  const waiting = runs.filter(({ state }) => state === 'waiting').length
  const current = useCatalogue().data?.currentRun ?? null
  const [removing, setRemoving] = useState<Run | null>(null)
  return (
    <div className="sec tr-queue">
      <div className="sh">
        <h2>Queue and past runs</h2>
        <span className="muted">
          {waiting > 0 ? `${waiting} waiting · ` : ''}figures on validation, at the epoch that is kept
        </span>
      </div>
      <div className="tr-runs" tabIndex={0} role="region" aria-label="All runs">
        <table>
          <colgroup>
            {['106px', '72px', undefined, '56px', '72px', '64px', '104px', '52px', '132px'].map(
              (width, index) => (
                <col key={index} style={width ? { width } : undefined} />
              ),
            )}
          </colgroup>
          <thead>
            <tr>
              {['State', 'Run', 'What differs'].map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
              <NumberHeads of={['Labels', 'Epoch', 'AUROC', 'Removed at 99 %', 'Time']} />
              <th scope="col">
                <span className="vh">What can be done</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {runs.map((run) => (
              <RunRow
                key={run.id}
                run={run}
                shown={run.id === shown}
                current={run.id === current}
                onRemove={() => setRemoving(run)}
              />
            ))}
          </tbody>
        </table>
      </div>
      {removing && <RemoveQuestion run={removing} onClose={() => setRemoving(null)} />}
    </div>
  )
}

interface RunRowProps {
  run: Run
  shown: boolean
  current: boolean
  onRemove(): void
}

function RunRow({ run, shown, current, onRemove }: RunRowProps) {
  const job = useJobs((state) => state.jobs.find(({ id }) => id === run.job))
  const { icon, word } = looks[run.state]
  const kept = keptEpochOf(run)
  const seconds = run.seconds ?? run.epochs.reduce((sum, epoch) => sum + epoch.seconds, 0)
  const member = run.sweep === null ? '' : `sweep ${run.sweep}, seed ${run.recipe.seed}: `
  const differs = run.error ?? member + whatDiffers(withoutSeed(run))
  return (
    <tr aria-selected={shown}>
      <td>
        <span className="ks">
          <Icon of={icon} />
          {word}
        </span>
      </td>
      <th scope="row">
        <button
          type="button"
          className="tr-pick"
          aria-label={`Show the curves of run ${run.id}`}
          onClick={() => showRun(run.id)}
        >
          run {run.id}
          {current && (
            <span title="Library and Review show its scores">
              <Icon of={Eye} size={12} />
            </span>
          )}
        </button>
      </th>
      <td title={differs}>
        <span className="tr-differs">{differs}</span>
      </td>
      <td className="r">{count(run.labels)}</td>
      <td className="r">
        {run.epochs.length} of {epochsWanted(run)}
      </td>
      <td className="r">{kept?.validationAuroc?.toFixed(3) ?? '–'}</td>
      <td className="r">{shareWords(kept?.validationRemovedAt99)}</td>
      <td className="r">{seconds > 0 ? clock(seconds) : '–'}</td>
      <td className="r tr-row-acts">
        <RunAct run={run} job={job} quiet />
        {!isTraining(run) && (
          <Menu
            label={`Run ${run.id}: more`}
            align="right"
            className="b ghost tr-more"
            items={moreOf(run, current, onRemove)}
          >
            <Icon of={Ellipsis} />
          </Menu>
        )}
      </td>
    </tr>
  )
}

/** The seed of a sweep's run stands beside its sweep. */
const withoutSeed = ({ recipe, sweep }: Run): Run['recipe'] =>
  sweep === null ? recipe : { ...recipe, seed: presetRecipe.seed }

function moreOf(run: Run, current: boolean, onRemove: () => void): MenuItem[] {
  const scores: MenuItem[] =
    run.state === 'done' && !current
      ? [{ title: 'Show its scores in Library and Review', run: () => void showScores(run.id) }]
      : []
  return [
    ...scores,
    ...(run.state === 'done' ? [{ title: 'Go on from its weights', run: () => goOnFrom(run) }] : []),
    { title: 'Use its recipe', run: () => setRecipe(run.recipe) },
    { title: 'Remove…', run: onRemove },
  ]
}

/** A run can't be brought back: the only question of this view. */
function RemoveQuestion({ run, onClose }: { run: Run; onClose(): void }) {
  const act = (): void => {
    onClose()
    void removeRun(run.id)
  }
  return (
    <Dialog
      title={`Remove run ${run.id}?`}
      onClose={onClose}
      footer={
        <>
          <span className="sp" />
          <Button keys="Esc" onClick={onClose}>
            Keep
          </Button>
          <Button className="final" onClick={act}>
            Remove run {run.id}
          </Button>
        </>
      }
    >
      <p className="tr-question">
        Its model, its scores and its figures go. Labels stay as they are. This cannot be undone.
      </p>
    </Dialog>
  )
}
