/**
 * What do decisions while tracks grow save, and do the asked error rates hold? Presets `early` and `live` on generated
 * scenes of the preset `tracker`: fitted on some scenes, thresholds chosen on others, judged on a third part; three seeds.
 * node bench/early.ts [BACKEND] [RATE, 0.01] [SCENES, 200] [PRESETS, early,live] [CHANGES as JSON]
 */
import type { EarlyLine } from '../src/shared/contract/early.ts'
import { Recipe, type RecipeInput } from '../src/shared/contract/learning.ts'
import type { Backend } from '../src/shared/words.ts'
import { countBoxes } from '../src/main/engine/base/detections.ts'
import { quietWork } from '../src/main/engine/base/work.ts'
import { scoreGrowing, scoresAt } from '../src/main/engine/learning/early/growing.ts'
import { earlyFigures, type GrownTrack } from '../src/main/engine/learning/early/report.ts'
import type { Model } from '../src/main/engine/learning/files/modelFile.ts'
import { type TableTrack, tableOf } from '../src/main/engine/learning/data/trackTable.ts'
import { generatedTracks } from './support/generatedTracks.ts'
import { trainBoth } from './support/trainOn.ts'

const [backend = 'wasm', rate = '0.01', scenes = '200', presets = 'early,live', change = '{}'] =
  process.argv.slice(2)
const seeds = [1, 2, 3]
const tracks = generatedTracks(Number(scenes))
const partOf = ({ video }: TableTrack, seed: number) =>
  ['test', 'validation', 'train', 'train', 'train'][(video + seed) % 5]
const rates = { falseConfirm: Number(rate), falseReject: Number(rate) }

for (const preset of presets.split(',') as Recipe['preset'][]) {
  const reports: ReturnType<typeof earlyFigures>[] = []
  for (const seed of seeds) {
    const recipe = Recipe.parse({ preset, seed, ...(JSON.parse(change) as RecipeInput) })
    const part = (name: string) => tracks.filter((track) => partOf(track, seed) === name)
    const { model } = await trainBoth(recipe, {
      tracks: part('train'),
      validates: () => false,
      backend: backend as Backend,
    })
    const [validation, judged] = [await grown(model, part('validation')), await grown(model, part('test'))]
    const report = earlyFigures({ validation, judged, rates })
    const { confirm, reject, refused, chosenOn } = report.thresholds
    console.log(
      `${preset}, seed ${seed}: confirm ${confirm?.toFixed(3)}, reject ${reject?.toFixed(3)}, on ${chosenOn.real} real and ${chosenOn.false} false; judged ${report.real} real of ${report.n}. ${refused.join(' ')}`,
    )
    const decided = report.steps.filter(({ boxes }) => [1, 2, 3, 5, 8, 12, 20, 30].includes(boxes))
    console.log(
      `  decided by box ${decided.map(({ boxes, decided: by }) => `${boxes}: ${by.toFixed(3)}`).join(', ')}`,
    )
    reports.push(report)
  }
  console.log(`\n${preset} at ${rate}, mean of ${seeds.length} seeds`)
  console.table(
    reports[0]!.lines.map(({ id }, i) => {
      const lines = reports.map((report) => report.lines[i]!)
      const mean = (of: (line: EarlyLine) => number | null) =>
        (lines.reduce((sum, line) => sum + (of(line) ?? Number.NaN), 0) / lines.length).toFixed(3)
      return {
        line: id,
        'false confirmed': mean(({ falseConfirm: { errors, of } }) => errors / of),
        'real rejected': mean(({ falseReject: { errors, of } }) => errors / of),
        decided: mean((line) => line.decided),
        'real confirmed': mean((line) => line.realConfirmed),
        'false rejected': mean((line) => line.falseRejected),
        'mean boxes': mean((line) => line.meanBoxes),
        'median boxes': mean((line) => line.medianBoxes),
        'work saved': mean((line) => line.saved),
      }
    }),
  )
}

async function grown(model: Model, some: readonly TableTrack[]): Promise<GrownTrack[]> {
  const growing = await scoreGrowing(model, tableOf(some), null, quietWork())
  return some.map(({ label, video, detections }, i) => ({
    video,
    real: label === 'persistent',
    boxes: countBoxes(detections),
    scores: scoresAt(growing, i),
  }))
}
