/** Opening and closing catalogues, and what the window remembers of each. */
import { z } from 'zod'
import type { Catalogue } from '../../shared/contract/catalogue.ts'
import { TrackFilter, TrackSort } from '../../shared/contract/tracks.ts'
import { engine } from './engine.ts'
import { loadJobs } from './jobs.ts'
import { recall, remember } from './memory.ts'
import { say, sayError } from './messages.ts'
import { keys, outdate, queryClient } from './queries.ts'
import { go, useRoute, views } from './route.ts'
import { openList, resetList, useTrackList } from './trackList.ts'

const Left = z.object({
  view: z.enum(views),
  filter: TrackFilter,
  sort: TrackSort,
  position: z.number().int().min(0),
})
type Left = z.infer<typeof Left>
const isLeft = (value: unknown): value is Left => Left.safeParse(value).success

let shown: string | null = null

/** The window shows this catalogue from now on: as it was left, or at first with what is most worth a look. */
export async function showCatalogue(catalogue: Catalogue | null): Promise<void> {
  queryClient.setQueryData(keys.catalogue, catalogue)
  await loadJobs(catalogue !== null)
  if (catalogue?.folder === shown) return
  shown = catalogue?.folder ?? null
  const others = Object.values(keys).filter((name) => name !== keys.catalogue && name !== keys.info)
  for (const name of others) void queryClient.invalidateQueries({ queryKey: name })
  if (!catalogue) {
    resetList()
    return go('start')
  }
  const first: Left = {
    view: 'library',
    filter: {},
    sort: catalogue.currentRun
      ? { by: 'uncertainty', descending: true }
      : { by: 'number', descending: false },
    position: 0,
  }
  const left = recall(`left ${catalogue.folder}`, first, isLeft)
  resetList(left.filter, left.sort, left.position)
  if (useRoute.getState().view === 'start') go(left.view === 'start' ? 'library' : left.view)
  await openList()
}

/** Writes down how the catalogue in view is left. */
export function rememberPlace(): void {
  const { view } = useRoute.getState()
  if (shown === null || view === 'start') return
  const { filter, sort, position } = useTrackList.getState()
  remember(`left ${shown}`, { view, filter, sort, position } satisfies Left)
}

async function open(act: () => Promise<Catalogue>): Promise<boolean> {
  rememberPlace()
  try {
    const catalogue = await act()
    await showCatalogue(catalogue)
    if (useRoute.getState().view === 'start') go('library')
    say(`Opened ${catalogue.name}`)
    return true
  } catch (error) {
    sayError(error)
    return false
  } finally {
    outdate('recent')
  }
}

/** false = it could not be opened, and why was told. */
export const openCatalogue = (folder: string): Promise<boolean> =>
  open(() => engine.catalogue.open({ folder }))
export const createCatalogue = (folder: string): Promise<boolean> =>
  open(() => engine.catalogue.create({ folder }))

export async function closeCatalogue(): Promise<void> {
  rememberPlace()
  try {
    await engine.catalogue.close()
    await showCatalogue(null)
    say('The catalogue is closed; everything in it is stored')
    outdate('recent')
  } catch (error) {
    sayError(error)
  }
}
