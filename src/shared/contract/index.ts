/** The whole contract between the engine and whoever talks to it. */
import type { ContractRouterClient } from '@orpc/contract'
import { catalogue } from './catalogue.ts'
import { engine } from './engine.ts'
import { exports } from './exports.ts'
import { generate } from './generate.ts'
import { interchange } from './interchange.ts'
import { jobs } from './jobs.ts'
import { labelRoutes } from './labels.ts'
import { learning } from './learning.ts'
import { pretraining } from './pretraining.ts'
import { tokenizers } from './tokenizers.ts'
import { tracks } from './tracks.ts'
import { videos } from './videos.ts'

export const contract = {
  engine,
  catalogue,
  videos,
  tracks,
  labels: labelRoutes,
  jobs,
  generate,
  interchange,
  learning,
  pretraining,
  tokenizers,
  exports,
}
export type EngineClient = ContractRouterClient<typeof contract>
