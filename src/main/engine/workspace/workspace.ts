/** The person's workspace: which catalogue is open, recent ones, settings, this machine. */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { z } from 'zod'
import { type Catalogue, Recent } from '../../../shared/contract/catalogue.ts'
import { type EngineInfo, type Part, Settings } from '../../../shared/contract/engine.ts'
import { TracksieveError } from '../../../shared/errors.ts'
import { createCatalogue, openCatalogue } from '../catalogue/open.ts'
import type { OpenCatalogue } from '../catalogue/repositories.ts'
import { browse } from './browse.ts'
import { jsonFile } from './jsonFile.ts'
import { createRecentPictures } from './recentPictures.ts'

export interface WorkspaceNeeds {
  home: string
  /** Who holds the catalogue's lock, in words: "Tracksieve (window)". */
  holder: string
  version: string
  /** Stops the jobs of the open catalogue and waits for them. */
  interruptJobs(): Promise<void>
  generateSample(): number
  /** By what a source keeps of itself: is it drawn or read clip by clip? */
  isSetOfClips(detail: string): boolean
  /** Pictures of a few of its tracks, for Start. */
  picturesOf(catalogue: OpenCatalogue, signal: AbortSignal): Promise<Uint8Array[]>
  backend(): Pick<EngineInfo, 'backend' | 'backendDetail'>
  ffmpegVersion(): Promise<string | null>
  doctor(): Promise<Part[]>
}

/** Milliseconds. */
const patience = 500

const RecentFile = z.array(Recent.omit({ found: true, pictures: true }))

export type Workspace = ReturnType<typeof createWorkspace>

export function createWorkspace(needs: WorkspaceNeeds) {
  const settingsFile = jsonFile(path.join(needs.home, 'settings.json'), Settings, Settings.parse({}))
  const recentFile = jsonFile(path.join(needs.home, 'recent.json'), RecentFile, [])
  const recentPictures = createRecentPictures(needs.home)
  let open: OpenCatalogue | undefined

  function current(): Catalogue | null {
    if (!open) return null
    const run = open.runs.current()
    return {
      folder: open.folder,
      name: open.name,
      videos: open.videos.count(),
      tracks: open.tracks.count(),
      labels: open.labels.counts(),
      currentRun: run,
      unscored: run === null ? 0 : open.predictions.unscored(run),
      labelledAt: open.labels.lastAt(),
    }
  }

  function remember(): void {
    const now = current()
    if (!now) return
    const { folder, name, tracks, labels } = now
    const others = recentFile.read().filter((recent) => recent.folder !== folder)
    recentFile.write([{ folder, name, tracks, labels, openedAt: Date.now() }, ...others].slice(0, 20))
  }

  /** Whoever closes a catalogue does not wait long for a picture of it. */
  async function keepPictures(catalogue: OpenCatalogue): Promise<void> {
    if (catalogue.tracks.count() === 0) return
    const pictures = await needs.picturesOf(catalogue, AbortSignal.timeout(patience)).catch(() => [])
    if (pictures.length > 0) recentPictures.keep(catalogue.folder, pictures)
  }

  async function close(): Promise<Record<string, never>> {
    if (!open) return {}
    await needs.interruptJobs()
    await keepPictures(open)
    remember()
    open.close()
    open = undefined
    return {}
  }

  /** The catalogue that was open stays open when the new one is refused. */
  async function change(next: () => OpenCatalogue): Promise<Catalogue> {
    const before = open
    const opened = next()
    open = before
    await close()
    open = opened
    open.jobs.interruptRunning()
    remember()
    return current()!
  }

  const folderOf = (folder: string) =>
    path.resolve(folder.endsWith('.tracksieve') ? folder : `${folder}.tracksieve`)

  async function create({ folder }: { folder: string }): Promise<Catalogue> {
    return change(() => createCatalogue(folderOf(folder), { holder: needs.holder }))
  }

  return {
    catalogue(): OpenCatalogue {
      if (!open) throw new TracksieveError('CONFLICT', 'No catalogue is open.', 'Open or create one first.')
      return open
    },
    settings: () => settingsFile.read(),
    author: () => settingsFile.read().author || os.userInfo().username,
    close,
    recentPicture: recentPictures.read,
    routes: {
      current,
      create,
      close,
      async open({ folder }: { folder: string }): Promise<Catalogue> {
        const wanted = path.resolve(folder)
        if (open && path.resolve(open.folder) === wanted) return current()!
        return change(() => openCatalogue(wanted, { holder: needs.holder }))
      },
      async sample(): Promise<{ job: number }> {
        await create({ folder: freeSampleFolder(needs.home) })
        return { job: needs.generateSample() }
      },
      recent: (): Recent[] =>
        recentFile.read().map((recent) => ({
          ...recent,
          pictures: recentPictures.ids(recent.folder),
          found: fs.existsSync(path.join(recent.folder, 'catalogue.sqlite')),
        })),
      forget({ folder }: { folder: string }): Record<string, never> {
        recentPictures.forget(folder)
        recentFile.write(recentFile.read().filter((recent) => recent.folder !== folder))
        return {}
      },
      sources: () =>
        open?.sources.list().map(({ id, name, kind, videos, tracks, detail }) => ({
          id,
          name,
          kind,
          videos,
          tracks,
          clips: needs.isSetOfClips(detail),
        })) ?? [],
    },
    engineRoutes: {
      async info(): Promise<EngineInfo> {
        const backend = needs.backend()
        const ffmpeg = await needs.ffmpegVersion()
        const { node, electron } = process.versions
        return {
          version: needs.version,
          pid: process.pid,
          node,
          electron: electron ?? null,
          ...backend,
          ffmpeg,
        }
      },
      doctor: () => needs.doctor(),
      settings: {
        get: () => settingsFile.read(),
        set(change: Partial<Settings>): Settings {
          settingsFile.write({ ...settingsFile.read(), ...change })
          return settingsFile.read()
        },
      },
      browse: ({ folder }: { folder: string | null }) => browse(folder),
    },
  }
}

function freeSampleFolder(home: string): string {
  for (let n = 1; ; n += 1) {
    const folder = path.join(home, n === 1 ? 'Sample clips.tracksieve' : `Sample clips ${n}.tracksieve`)
    if (!fs.existsSync(folder)) return folder
  }
}
