/** A tokenizer's curves as they grow, and what is left of clips that it never saw. */
import type { Tokenizer } from '../../../../shared/contract/tokenizers.ts'
import { mediaUrl, reconstructionsId } from '../../../../shared/media.ts'
import { Chart } from '../../../components/Chart.tsx'
import { count } from '../../../state/format.ts'
import { span } from '../curves.ts'
import { shareWords } from '../progress.ts'
import { BeforehandPanel } from './BeforehandPanel.tsx'
import type { Seen } from './seen.ts'
import { perplexitySeries, psnrSeries, tokenizerWords, usedSeries } from './tokenizers.ts'

export function TokenizerPanel({ tokenizer }: { tokenizer: Seen<Tokenizer> }) {
  const { known } = tokenizer
  return (
    <BeforehandPanel
      title="Tokenizer"
      seen={tokenizer}
      about={
        known &&
        `${count(known.clips.train)} ${known.recipe.material === 'clips' ? 'whole clips' : 'clips around tracks'}, ${count(known.clips.heldOut)} held out · ${count(known.parameters)} parameters · ${known.backend}`
      }
      words={tokenizerWords(tokenizer)}
      warnings={known?.warnings ?? []}
    >
      <Charts epochs={known?.epochs ?? []} wanted={known?.recipe.epochs ?? 2} />
      {known && <Pictures tokenizer={known} />}
    </BeforehandPanel>
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
          upper row: the originals · lower row: what is left of them after encoding and decoding, epoch{' '}
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
