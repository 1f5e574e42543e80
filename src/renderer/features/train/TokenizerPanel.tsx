/** Right, in place of the runs: a tokenizer's curves as they grow, and what is left of clips that it never saw. */
import { ArrowLeft, Play } from 'lucide-react'
import type { Tokenizer } from '../../../shared/contract/tokenizers.ts'
import { mediaUrl, reconstructionsId } from '../../../shared/media.ts'
import { Button } from '../../components/Button.tsx'
import { Chart } from '../../components/Chart.tsx'
import { Meter } from '../../components/Meter.tsx'
import { count } from '../../state/format.ts'
import { cancelJob, isActive, resumeJob, type SeenJob } from '../../state/jobs.ts'
import { span } from './curves.ts'
import { shareWords } from './progress.ts'
import { showTokenizer } from './tokenizerState.ts'
import { perplexitySeries, psnrSeries, type SeenTokenizer, tokenizerWords, usedSeries } from './tokenizers.ts'

export function TokenizerPanel({ tokenizer }: { tokenizer: SeenTokenizer }) {
  const { id, known, job } = tokenizer
  return (
    <>
      <div className="ph">
        <Button variant="quiet" icon={ArrowLeft} onClick={() => showTokenizer(null)}>
          Runs
        </Button>
        <h2>Tokenizer {id}</h2>
        <span className="muted ell">
          {known
            ? `${count(known.clips.train)} clips, ${count(known.clips.heldOut)} held out · ${count(known.parameters)} parameters · ${known.backend}`
            : 'Its first epoch is not done yet.'}
        </span>
        <span className="sp" />
        {job && <Act job={job} />}
      </div>
      <Progress tokenizer={tokenizer} />
      <Charts epochs={known?.epochs ?? []} wanted={known?.recipe.epochs ?? 2} />
      {known && <Pictures tokenizer={known} />}
    </>
  )
}

function Act({ job }: { job: SeenJob }) {
  if (isActive(job)) return <Button onClick={() => void cancelJob(job.id)}>Cancel</Button>
  if (!job.resumable) return null
  return (
    <Button icon={Play} onClick={() => void resumeJob(job.id)}>
      Resume
    </Button>
  )
}

function Progress({ tokenizer }: { tokenizer: SeenTokenizer }) {
  const { known, job } = tokenizer
  const steps = job && isActive(job) ? job.progress : null
  const part = steps && steps.total > 0 && steps.unit === 'steps' ? steps.done / steps.total : 0
  return (
    <div className="tr-progress">
      <div className="tr-now">
        <b className="strong">{tokenizerWords(tokenizer)}</b>
        <span className="sp" />
        {steps && (
          <span className="muted">
            {steps.phase}: {steps.done} of {steps.total} {steps.unit}
          </span>
        )}
      </div>
      <Meter
        done={(known?.epochs.length ?? 0) + part}
        total={known?.recipe.epochs ?? Math.max(1, steps?.total ?? 1)}
        label="Epochs"
      />
      {job?.error && (
        <p className="tr-error">
          {job.error.message} {job.error.hint}
        </p>
      )}
      {known?.warnings.map((words) => (
        <p key={words} className="tr-error">
          {words}
        </p>
      ))}
    </div>
  )
}

function Charts({ epochs, wanted }: { epochs: Tokenizer['epochs']; wanted: number }) {
  const x = { title: 'epoch', min: 1, max: Math.max(2, wanted) }
  const last = epochs.at(-1)
  const empty = 'The first epoch is not done yet.'
  const psnr = psnrSeries(epochs)
  const perplexity = perplexitySeries(epochs)
  return (
    <div className="tr-trio tr-tokenizer-charts">
      <Chart
        title="PSNR, dB"
        value={last?.psnr.toFixed(1)}
        x={x}
        y={{ title: '', ...span(psnr, 5, 0, 60) }}
        series={psnr}
        empty={empty}
      />
      <Chart
        title="Codes used"
        value={last && shareWords(last.used)}
        x={x}
        y={{ title: '', min: 0, max: 1, format: shareWords }}
        series={usedSeries(epochs)}
        empty={empty}
      />
      <Chart
        title="Perplexity of codes"
        value={last?.perplexity.toFixed(0)}
        x={x}
        y={{ title: '', ...span(perplexity, 20, 0, 100_000) }}
        series={perplexity}
        empty={empty}
      />
    </div>
  )
}

function Pictures({ tokenizer: { id, epochs } }: { tokenizer: Tokenizer }) {
  return (
    <div className="sec tr-pictures">
      <div className="sh">
        <h2>Held-out clips</h2>
        <span className="muted">
          upper row: the crops · lower row: what is left of them after encoding and decoding, epoch{' '}
          {epochs.length}
        </span>
      </div>
      <div className="tr-pictures-scroll" tabIndex={0} role="region" aria-label="Held-out clips">
        <img
          src={mediaUrl(reconstructionsId(id, epochs.length))}
          alt={`Held-out clips and, below each, their reconstructions after epoch ${epochs.length}`}
        />
      </div>
    </div>
  )
}
