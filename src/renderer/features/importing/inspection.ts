/** What the chosen files are, asked of the engine whenever the choice changes. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { z } from 'zod'
import type { ImportInput } from '../../../shared/contract/interchange.ts'
import { engine } from '../../state/engine.ts'

export interface ImportChoices {
  files: string[]
  /** Frames per second where the files do not say; null = what they say. */
  fps: number | null
  skipBadRows: boolean
}

export function importInput({ files, fps, skipBadRows }: ImportChoices): z.input<typeof ImportInput> {
  return { files, fps, skipBadRows }
}

/** What a set of clips in files is; null = what was chosen is none. */
export function useClipInspection({ files }: ImportChoices) {
  const [only, ...more] = files
  const alone = only !== undefined && more.length === 0
  return useQuery({
    queryKey: ['inspect clips', only],
    queryFn: () => engine.generate.inspectClips({ path: only! }),
    enabled: alone,
    staleTime: 0,
    gcTime: 0,
  })
}

export function useInspection(choices: ImportChoices, wanted: boolean) {
  return useQuery({
    queryKey: ['inspect', choices],
    queryFn: () => engine.interchange.inspect(importInput(choices)),
    enabled: wanted && choices.files.length > 0,
    placeholderData: choices.files.length > 0 ? keepPreviousData : undefined,
    // Files change on disk: what was seen before is no answer.
    staleTime: 0,
    gcTime: 0,
  })
}
