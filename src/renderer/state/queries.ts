/** What the window asks the engine, under names, so that a job's end can say what is no longer true. */
import { keepPreviousData, QueryClient, useQueries, useQuery } from '@tanstack/react-query'
import type { TrackFilter } from '../../shared/contract/tracks.ts'
import { engine } from './engine.ts'

export const queryClient = new QueryClient({
  defaultOptions: {
    // The engine is on this machine: being offline means nothing, and only events make an answer old.
    queries: {
      staleTime: Number.POSITIVE_INFINITY,
      retry: false,
      networkMode: 'always',
      refetchOnWindowFocus: false,
    },
    mutations: { networkMode: 'always' },
  },
})

export const keys = {
  catalogue: ['catalogue'],
  recent: ['recent'],
  sources: ['sources'],
  videos: ['videos'],
  facets: ['facets'],
  undo: ['undo'],
  history: ['history'],
  track: ['track'],
  scoreLines: ['score lines'],
  lanes: ['lanes'],
  presence: ['presence'],
  runs: ['runs'],
  sweeps: ['sweeps'],
  reports: ['reports'],
  plan: ['plan'],
  heads: ['heads'],
  pretrainings: ['pretrainings'],
  evaluation: ['evaluation'],
  suspects: ['suspects'],
  tokenizers: ['tokenizers'],
  info: ['info'],
  doctor: ['doctor'],
  exports: ['exports'],
} as const

/** Forgets answers by their names; those on screen are asked again. */
export function outdate(...names: (keyof typeof keys)[]): void {
  for (const name of names) void queryClient.invalidateQueries({ queryKey: keys[name] })
}

export const useCatalogue = () =>
  useQuery({ queryKey: keys.catalogue, queryFn: () => engine.catalogue.current() })
/** The open catalogue's name, null without one: for what does not change with every label. */
export const useCatalogueName = (): string | null =>
  useQuery({
    queryKey: keys.catalogue,
    queryFn: () => engine.catalogue.current(),
    select: (catalogue) => catalogue?.name ?? null,
  }).data ?? null
/** The backend loads in the background: asked again until it is known. */
export const useInfo = () =>
  useQuery({
    queryKey: keys.info,
    queryFn: () => engine.engine.info(),
    refetchInterval: ({ state }) => (state.data && state.data.backend === null ? 1000 : false),
  })
/** Those that are built in: they change with the version alone. */
export const useHeads = () => useQuery({ queryKey: keys.heads, queryFn: () => engine.learning.heads() })
export const usePretrainings = () =>
  useQuery({ queryKey: keys.pretrainings, queryFn: () => engine.pretraining.list() })
export const useSources = () =>
  useQuery({ queryKey: keys.sources, queryFn: () => engine.catalogue.sources() })
/** All videos. There may be very many: only where one is chosen among all. */
export const useVideos = () =>
  useQuery({ queryKey: [...keys.videos, 'all'], queryFn: () => engine.videos.list() })
/** A few videos by id; those that are still asked for are missing. */
export const useVideosOf = (ids: number[]) =>
  useQueries({
    queries: ids.map((video) => ({
      queryKey: [...keys.videos, video],
      queryFn: () => engine.videos.get({ video }),
    })),
    combine: (answers) => answers.flatMap((answer) => answer.data ?? []),
  })
export const useRuns = () => useQuery({ queryKey: keys.runs, queryFn: () => engine.learning.runs() })
export const useTokenizers = () =>
  useQuery({ queryKey: keys.tokenizers, queryFn: () => engine.tokenizers.list() })
export const useUndoState = () => useQuery({ queryKey: keys.undo, queryFn: () => engine.labels.undoState() })
export const useFacets = (filter: TrackFilter) =>
  useQuery({
    queryKey: [...keys.facets, filter],
    queryFn: () => engine.tracks.facets({ filter }),
    placeholderData: keepPreviousData,
  })
