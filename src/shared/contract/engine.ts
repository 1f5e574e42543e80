/** The engine itself: who it is, what this machine has, what the person prefers. */
import { z } from 'zod'
import { Backend } from '../words.ts'
import { procedure } from './base.ts'

/** One thing that the product can use. `broken` = there, but it does not work, and `detail` says why. */
export const Part = z.object({
  id: z.string(),
  name: z.string(),
  state: z.enum(['found', 'absent', 'broken']),
  version: z.string().nullable(),
  detail: z.string(),
})
export type Part = z.infer<typeof Part>

export const EngineInfo = z.object({
  version: z.string(),
  pid: z.number(),
  node: z.string(),
  electron: z.string().nullable(),
  /** null = not loaded yet; ask again. */
  backend: Backend.nullable(),
  /** In words, as the status bar shows it: "tensorflow · CPU, 2 threads"; empty while not loaded. */
  backendDetail: z.string(),
  ffmpeg: z.string().nullable(),
})
export type EngineInfo = z.infer<typeof EngineInfo>

/** Settings of the person, kept outside catalogues. */
export const Settings = z.object({
  author: z.string().default(''),
  /** null = the best that works. */
  backend: Backend.nullable().default(null),
  ffmpegPath: z.string().nullable().default(null),
  density: z.enum(['dense', 'comfortable']).default('dense'),
  theme: z.enum(['dark', 'light']).default('dark'),
  thenNext: z.boolean().default(true),
  /** Command id → keys, where the person changed them. */
  keys: z.record(z.string(), z.string()).default({}),
})
export type Settings = z.infer<typeof Settings>

export const FileEntry = z.object({
  name: z.string(),
  path: z.string(),
  kind: z.enum(['folder', 'file', 'catalogue']),
  bytes: z.number(),
})
export type FileEntry = z.infer<typeof FileEntry>

export const engine = {
  info: procedure.output(EngineInfo),
  doctor: procedure.output(z.array(Part)),
  settings: {
    get: procedure.output(Settings),
    set: procedure.input(Settings.partial()).output(Settings),
  },
  /** Lists a folder of the engine's machine for the window's file picker; `null` = the home folder. */
  browse: procedure
    .input(z.object({ folder: z.string().nullable() }))
    .output(z.object({ folder: z.string(), parent: z.string().nullable(), entries: z.array(FileEntry) })),
}
