/** A comparison as one page that needs nothing beside it: table, charts, tracks with their pictures. */
import type {
  ComparedFigures,
  ComparisonReport,
  Contested,
  MetricName,
} from '../../../../shared/contract/learning.ts'
import type { ContestedPictures } from './contested.ts'
import { escape, megabytes, milliseconds, seconds, three } from './html.ts'
import { intervalChart, speedChart } from './reportCharts.ts'
import { style } from './reportStyle.ts'

const columns: readonly [MetricName, string][] = [
  ['auroc', 'AUROC'],
  ['averagePrecision', 'AP'],
  ['balancedAccuracy', 'Balanced'],
  ['f1', 'F1'],
]

export function pageOf(report: ComparisonReport, pictures: ContestedPictures, catalogue: string): string {
  const { at, backend, seeds, train, test, recipes, rules, words } = report
  const clips = recipes.some((recipe) => recipe.clips !== null)
  const when = new Date(at).toISOString().replace('T', ' ').slice(0, 16)
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Comparison ${report.id} · ${escape(catalogue)}</title>
<style>${style}</style>
<main>
<h1>Comparison ${report.id} <small>${escape(catalogue)}, ${when} UTC</small></h1>
<p>One split, ${seeds.length === 1 ? `seed ${seeds[0]}` : `seeds ${seeds.join(', ')}`}, on ${escape(backend)}. Trained on ${part(train)}; judged on ${part(test)}.</p>
<h2>Per track</h2>
${table(report, 'track')}
${clips ? `<h2>Per clip</h2>\n${table(report, 'clip')}` : ''}
<p class="note">Mean over the seeds ± their deviation; under it 95 % by bootstrap over the test ${report.over === 'track' ? 'tracks, because there are too few videos' : 'videos'}${clips ? ' (of clips: mean ends of the seeds’ intervals)' : ''}. Threshold 0.5, for rules their own. ms a track: boxes and crops to a score, all tracks of the test videos together, the middle of three rounds; a tokenizer’s encoder counts, cutting crops does not. Training: of the epochs, and of the whole run with crops, scores and figures. Memory: the highest of the engine’s process while it trained, with all that it held before; a graphics card’s own memory is not in it.</p>
<h2>What follows</h2>
<ul>${words.map((one) => `<li>${escape(one)}</li>`).join('')}</ul>
<div class="charts"><figure><figcaption>AUROC per track; dots are recipes, rings are rules</figcaption>${intervalChart({ recipes, rules })}</figure>
<figure><figcaption>AUROC against time a track</figcaption>${speedChart({ recipes })}</figure></div>
${contested(report, pictures)}
</main>
</html>
`
}

const part = ({ labels, videos, real }: ComparisonReport['test']): string =>
  `${labels.toLocaleString('en')} labelled tracks of ${videos} ${videos === 1 ? 'video' : 'videos'} (${real} real)`

function table({ recipes, rules }: ComparisonReport, unit: 'track' | 'clip'): string {
  const heads = columns.map(([, title]) => `<th scope="col">${title}</th>`).join('')
  const own = recipes.map((recipe) => {
    const { name, why, parameters, costs } = recipe
    const figures = unit === 'track' ? recipe.tracks : recipe.clips
    if (!figures || recipe.done === 0)
      return `<tr><th scope="row">${escape(name)}</th><td class="why" colspan="9">${escape(why ?? 'no figures')}</td></tr>`
    const rest = [
      parameters.toLocaleString('en'),
      milliseconds(costs.msATrack),
      seconds(costs.trainSeconds),
      seconds(costs.wholeSeconds),
      megabytes(costs.peakBytes),
    ]
    const partly = why === null ? '' : `<div class="why">${escape(why)}</div>`
    return `<tr><th scope="row">${escape(name)}${partly}</th>${cells(figures)}${rest.map((cell) => `<td>${cell}</td>`).join('')}</tr>`
  })
  const others = rules
    .filter((rule) => rule.unit === unit)
    .map(
      (rule) =>
        `<tr class="rule"><th scope="row">${escape(rule.name)}</th>${cells(rule)}<td colspan="5">rule</td></tr>`,
    )
  return `<div class="wide" tabindex="0" role="region" aria-label="Figures per ${unit}"><table><thead><tr><th scope="col"></th>${heads}<th scope="col">Parameters</th><th scope="col">ms a track</th><th scope="col">Epochs, s</th><th scope="col">Whole run, s</th><th scope="col">Engine’s memory</th></tr></thead><tbody>${[...own, ...others].join('')}</tbody></table></div>`
}

const cells = ({ spread, intervals }: ComparedFigures): string =>
  columns
    .map(([metric]) => {
      const found = spread[metric]
      if (!found) return '<td>–</td>'
      const deviation = found.deviation === null ? '' : ` <small>± ${three(found.deviation)}</small>`
      const ends = intervals[metric]
      const range = ends ? `<div class="ends">${three(ends[0])}–${three(ends[1])}</div>` : ''
      return `<td>${three(found.mean)}${deviation}${range}</td>`
    })
    .join('')

const symbols = { persistent: '●', brief: '◐', noise: '✕', unsure: '?' } as const

function contested(
  { contested: tracks, recipes }: ComparisonReport,
  { strips, why }: ContestedPictures,
): string {
  if (tracks.length === 0) return ''
  const shown = recipes.flatMap(({ name, done }, i) => (done > 0 ? [{ name, i }] : []))
  const cards = tracks.map((track) => card(track, shown, strips.get(track.track)))
  return `<h2>Tracks that they score furthest apart</h2>
${why === null ? '' : `<p class="why">${escape(why)}</p>`}
<div class="cards">${cards.join('')}</div>`
}

function card(
  { video, number, label, scores }: Contested,
  shown: readonly { name: string; i: number }[],
  strip: Buffer | undefined,
): string {
  const bars = shown.map(({ name, i }) => {
    const score = scores[i] ?? null
    const bar = score === null ? '' : `<i style="width:${(score * 100).toFixed(1)}%"></i>`
    return `<tr><th scope="row">${escape(name)}</th><td class="bar">${bar}</td><td>${score === null ? '–' : score.toFixed(2)}</td></tr>`
  })
  const image = strip
    ? `<img alt="Crops of track ${number}" src="data:image/png;base64,${strip.toString('base64')}">`
    : ''
  return `<section class="card"><h3><span class="${label}">${symbols[label]} ${label}</span> track ${number} <small>${escape(video)}</small></h3>${image}<table>${bars.join('')}</table></section>`
}
