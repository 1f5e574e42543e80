/** Run as a process: trains on the catalogue of argv[2] by argv[3] epochs and says on stdout each one that is over. */
import { openCatalogue } from '../../src/main/engine/catalogue/open.ts'
import { Recipe } from '../../src/shared/contract/learning.ts'
import { holder } from './catalogue.ts'
import { learningEngine } from './learningEngine.ts'

const engine = learningEngine(openCatalogue(process.argv[2]!, holder), 'wasm')
const recipe = Recipe.parse({ epochs: Number(process.argv[3]), earlyStop: 0 })
const { job } = await engine.learning.train({ recipe, backend: null })
for await (const event of engine.jobs.watch())
  if (event.type === 'metric') process.stdout.write(`${job} ${event.values.epoch}\n`)
