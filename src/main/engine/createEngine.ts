/** Wires the engine: every feature's face gets what it needs here, and only here do features meet. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { createInterchangeFace } from './interchange/interchange.ts'
import { createJobRunner } from './jobs/runner.ts'
import type { EngineParts } from './jobs/types.ts'
import { createWorkers } from './jobs/workers.ts'
import { createLearningFace } from './learning/learning.ts'
import { createLibraryFace } from './library/library.ts'
import { createMediaFace } from './media/media.ts'
import { createGenerateFace } from './synthesis/generate.ts'
import { createWorkspace } from './workspace/workspace.ts'

export interface EngineOptions {
  /** The person's own folder: settings, recent and sample catalogues. */
  home: string
  /** Who holds a catalogue, in words that the next one reads: "Tracksieve (window)". */
  holder: string
}

export type Engine = Awaited<ReturnType<typeof createEngine>>
