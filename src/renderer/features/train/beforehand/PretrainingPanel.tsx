/** A pretraining's curve beside its two trivial rules, and the same in figures. */
import type { Pretraining } from '../../../../shared/contract/pretraining.ts'
import { Button } from '../../../components/Button.tsx'
import { Chart } from '../../../components/Chart.tsx'
import { NumberHeads } from '../../../components/NumberHeads.tsx'
import { count } from '../../../state/format.ts'
import { span } from '../curves.ts'
import { trainFrom } from '../trainState.ts'
import { BeforehandPanel } from './BeforehandPanel.tsx'
import { lossRows, lossSeries, pretrainingState, verdict } from './pretrainings.ts'
import { isDone, type Seen } from './seen.ts'

export function PretrainingPanel({ pretraining }: { pretraining: Seen<Pretraining> }) {
  const { known } = pretraining
  return (
    <BeforehandPanel
      title="Pretraining"
      seen={pretraining}
      about={
        known &&
        `${count(known.tracks.train)} unlabelled tracks, ${count(known.tracks.heldOut)} held out, of ${known.tracks.videos} videos · ${count(known.parameters)} parameters · ${known.backend}`
      }
      words={pretrainingState(pretraining)}
      act={
        known && isDone(known) ? (
          <Button tip="Its parts and its seed in the recipe" onClick={() => trainFrom(known)}>
            Train from it
          </Button>
        ) : null
      }
    >
      <div className="tr-pretraining">
        <Loss known={known} />
        {known && <Figures known={known} />}
      </div>
    </BeforehandPanel>
  )
}

function Loss({ known }: { known: Pretraining | undefined }) {
  const series = known ? lossSeries(known) : []
  return (
    <Chart
      title="Loss of hidden steps"
      value={known?.epochs.at(-1)?.heldOut.toFixed(4)}
      x={{ title: 'epoch', min: 1, max: Math.max(2, known?.recipe.epochs ?? 2) }}
      y={{ title: '', ...span(series, 0.05, 0, 100) }}
      series={series}
      empty="The first epoch is not done yet."
    />
  )
}

function Figures({ known }: { known: Pretraining }) {
  return (
    <section aria-label="Beside the rules">
      <div className="sh">
        <h2>Beside the rules</h2>
        <span className="muted ell">held-out videos, epoch {known.epochs.length}</span>
      </div>
      <table className="t24">
        <colgroup>
          <col />
          <col className="tr-c2" />
          <col className="tr-c2" />
        </colgroup>
        <thead>
          <tr>
            <th scope="col">Told by</th>
            <NumberHeads of={['Loss', 'Change']} />
          </tr>
        </thead>
        <tbody>
          {lossRows(known).map(({ name, loss, beside }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td className="r">{loss}</td>
              <td className="r">{beside}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="note">Change: against the mean of all steps. {verdict(known)}</p>
    </section>
  )
}
