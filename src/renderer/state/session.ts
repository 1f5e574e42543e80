/** The window and its engine: what is asked whenever an engine has come (or come back). */
import { create } from 'zustand'
import type { Catalogue } from '../../shared/contract/catalogue.ts'
import { openCatalogue, rememberPlace, showCatalogue } from './catalogue.ts'
import { engine, getState, subscribe } from './engine.ts'
import { seeJobEvent } from './jobs.ts'
import { sayError } from './messages.ts'
import { keys, queryClient } from './queries.ts'
import { loadSettings } from './settings.ts'
import { openList, useTrackList } from './trackList.ts'

interface Session {
  /** The engine answered at least once. */
  begun: boolean
  /** The engine was lost and has come back since the banner was closed. */
  returned: boolean
}

export const useSession = create<Session>(() => ({ begun: false, returned: false }))

let generation = -1

async function watchJobs(of: number): Promise<void> {
  try {
    for await (const event of await engine.jobs.watch()) {
      if (of !== generation) return
      seeJobEvent(event)
    }
  } catch {
    // The line was lost: the banner tells, and the next generation watches again.
  }
}

/** An engine that was started again may not have the catalogue open that the window shows. */
async function reopen(): Promise<Catalogue | null> {
  const before = queryClient.getQueryData<Catalogue | null>(keys.catalogue)
  const now = await engine.catalogue.current()
  return now ?? (before ? await engine.catalogue.open({ folder: before.folder }) : null)
}

async function begin(of: number): Promise<void> {
  void watchJobs(of)
  await loadSettings()
  const again = useSession.getState().begun
  const catalogue = await reopen()
  // What was asked before the engine was there, or of one that is gone, is asked again.
  void queryClient.invalidateQueries()
  await showCatalogue(catalogue)
  // The frozen order lived in the engine that is gone.
  if (again && useTrackList.getState().list) await openList()
  useSession.setState({ begun: true, returned: again })
}

function follow(): void {
  const { state, generation: now } = getState()
  if (state !== 'ready' || now === generation) return
  generation = now
  begin(now).catch(sayError)
}

/** Follows the engine as long as the window lives. */
export function startSession(): () => void {
  follow()
  addEventListener('pagehide', rememberPlace)
  window.tracksieve?.onOpenCatalogue((folder) => void openCatalogue(folder))
  return subscribe(follow)
}
