/** Run as a process: generates 5,000 clips into the catalogue of argv[2] and says on stdout how far it is. */
import { openCatalogue } from '../../src/main/engine/catalogue/open.ts'
import { holder } from './catalogue.ts'
import { aRecipe, clipEngine } from './clips.ts'

const { face, jobs } = clipEngine(openCatalogue(process.argv[2]!, holder))
const { job } = face.start({ recipe: aRecipe({ count: 5000 }) })
for await (const event of jobs.watch())
  if (event.type === 'progress') process.stdout.write(`${job} ${event.progress.done}\n`)
