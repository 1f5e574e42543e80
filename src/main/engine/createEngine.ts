/** Wires the engine: every feature's face gets what it needs here, and only here do features meet. */
import { GenerateRecipe } from '../../shared/contract/clipRecipe.ts'
import { backendReport } from './backendReport.ts'
import { clipDrawing } from './clipDrawing.ts'
import { createInterchangeFace } from './interchange/interchange.ts'
import { createJobRunner } from './jobs/runner.ts'
import type { EngineParts } from './jobs/types.ts'
import { createWorkers } from './jobs/workers.ts'
import { createLibraryFace } from './library/library.ts'
import { createLearningFace } from './learning/learning.ts'
import { createTokenizers, type Tokenizers } from './learning/pixels/tokenizer/tokenizerFace.ts'
import { createPretraining } from './learning/pretraining/face.ts'
import { createMediaFace } from './media/media.ts'
import { createGenerateFace } from './synthesis/generate.ts'
import { createPreviews } from './synthesis/previews.ts'
import { createTrackFiles } from './trackFiles.ts'
import { version } from './version.ts'
import { machineParts } from './workspace/machine.ts'
import { createWorkspace, type Workspace } from './workspace/workspace.ts'

export interface EngineOptions {
  /** The person's own folder: settings, recent and sample catalogues. */
  home: string
  /** Who holds a catalogue, in words that the next one reads: "Tracksieve (window)". */
  holder: string
}

export type Engine = Awaited<ReturnType<typeof createEngine>>

/** Clips of the sample catalogue, and how many of its tracks wait for a person's verdict. */
const sample = { clips: 200, unlabelled: 60 }

export async function createEngine(options: EngineOptions) {
  const workers = createWorkers()
  const jobs = createJobRunner({ repository: () => workspace.catalogue().jobs, version })
  const parts: EngineParts = {
    catalogue: () => workspace.catalogue(),
    jobs,
    workers,
    settings: () => workspace.settings(),
    author: () => workspace.author(),
  }
  const previews = createPreviews()
  const generate = createGenerateFace(parts, previews)
  const library = createLibraryFace(parts)
  const media = createMediaFace(parts, {
    ...clipDrawing(workers, previews),
    recipeOf: generate.recipeOf,
    recentPicture: (key, n) => workspace.recentPicture(key, n),
    tokenizerPicture: (tokenizer, track) => tokenizers.picture(tokenizer, track),
  })
  const learning = createLearningFace(parts, {
    brightPixels: generate.brightCounts,
    judgedAsClips: generate.judgedAsClips,
    classes: { names: generate.classNames, ofVideos: generate.trackClasses },
    crops: media.crops,
  })
  const tokenizers: Tokenizers = createTokenizers(parts, media.crops)
  const pretraining = createPretraining(parts)
  const backends = backendReport(learning)
  const interchange = createInterchangeFace(parts, media)
  const trackFiles = createTrackFiles({
    read: interchange.read,
    score: learning.scoreTracks,
    grow: learning.growTracks,
    inputs: learning.writeInputs,
  })
  const workspace: Workspace = createWorkspace({
    ...options,
    version,
    interruptJobs: () => jobs.interruptAll(),
    generateSample() {
      const recipe = GenerateRecipe.parse({ preset: 'quick', count: sample.clips })
      return generate.start({ recipe, name: 'Sample clips', unlabelled: sample.unlabelled }).job
    },
    isSetOfClips: generate.isSet,
    picturesOf: media.someCrops,
    backend: backends.inUse,
    ffmpegVersion: () => media.ffmpegVersion(),
    doctor: async () => [...machineParts(), ...(await backends.parts()), ...(await media.doctor())],
  })

  return {
    faces: { workspace, library, jobs, generate, interchange, learning, media, pretraining, tokenizers },
    trackFiles,
    /** Answers /media/ID. */
    media: media.serve,
    async close(): Promise<void> {
      await workspace.close()
      await media.close()
      await workers.close()
    },
  }
}
