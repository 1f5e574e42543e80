/**
 * Training: from generated clips to an evaluated model, and the time of a step on each backend.
 * node bench/train.ts [quick|classic|steps] [backend] [SEEDS, as 42,1,2] [EPOCHS of patience]
 */
import { temporaryCatalogue } from '../tests/support/catalogue.ts'
import { learningEngine } from '../tests/support/learningEngine.ts'
import { Recipe } from '../src/shared/contract/learning.ts'
import { type Backend, backends } from '../src/shared/words.ts'
import { stepTimes } from './steps.ts'

const [what = 'quick', chosen, seeds = '42', patience] = process.argv.slice(2)
const some = chosen ? [chosen as Backend] : backends.filter((backend) => backend !== 'cpu')

if (what === 'steps') console.table(await stepTimes(chosen as Backend | undefined))
else
  for (const backend of some)
    for (const seed of seeds.split(',').map(Number))
      console.table([await loop(what as 'quick' | 'classic', backend, seed)])

/** Wall time from the first clip to the figures, on one backend. */
async function loop(preset: 'quick' | 'classic', backend: Backend, seed: number) {
  const { catalogue, remove } = temporaryCatalogue()
  const engine = learningEngine(catalogue, backend)
  const started = performance.now()
  const seconds = () => (performance.now() - started) / 1000
  await engine.generate({ preset })
  const generated = seconds()
  const recipe = Recipe.parse({ seed, ...(patience === undefined ? {} : { earlyStop: Number(patience) }) })
  const { job, run } = await engine.learning.train({ recipe, backend })
  const ended = await engine.jobs.finished(job)
  if (ended.state !== 'done') throw new Error(ended.error?.message ?? ended.state)
  const all = seconds()
  const { epochs, bestEpoch, test, testClips, baselines, ...rest } = engine.learning.run({ run })
  const accuracyOf = (id: string) => baselines.find((rule) => rule.id === id)?.metrics?.accuracy.toFixed(4)
  console.log(`validation loss: ${epochs.map(({ validationLoss }) => validationLoss.toFixed(4)).join(' ')}`)
  const row = {
    preset,
    seed,
    'early stop': recipe.earlyStop,
    backend: rest.backend,
    tracks: catalogue.tracks.count(),
    'generate s': generated.toFixed(1),
    'epochs (best)': `${epochs.length} (${bestEpoch})`,
    'epochs s': rest.seconds?.toFixed(1),
    'all s': all.toFixed(1),
    'clip accuracy': testClips?.accuracy.toFixed(4),
    'clip F1': testClips?.f1.toFixed(4),
    'track accuracy': test?.accuracy.toFixed(4),
    AUROC: test?.auroc?.toFixed(4),
    duration: accuracyOf('duration'),
    'mean score': accuracyOf('mean-score'),
    logistic: accuracyOf('logistic'),
    'bright pixels': accuracyOf('bright-pixels'),
    MB: Math.round(process.resourceUsage().maxRSS / 1024),
  }
  await engine.close()
  remove()
  return row
}
