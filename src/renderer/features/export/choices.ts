/** What can be exported, as the view edits it, and the plan that the engine makes of it. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { z } from 'zod'
import type { ExportPlan, FilmOptions, TracksExport } from '../../../shared/contract/exports.ts'
import type { TrackClass } from '../../../shared/words.ts'
import { engine } from '../../state/engine.ts'
import { count } from '../../state/format.ts'
import { keys } from '../../state/queries.ts'

export const exportKinds = ['film', 'tracks', 'labels', 'model', 'clips'] as const
export type ExportKind = (typeof exportKinds)[number]

export interface ExportChoices {
  kind: ExportKind
  /** null = the first there is. */
  video: number | null
  film: FilmOptions
  /** Keep only what the run keeps at the threshold. */
  filtered: boolean
  threshold: number
  /** null = all classes. */
  only: TrackClass[] | null
  run: number | null
  /** The set of clips that is written; null = the first there is. */
  source: number | null
  valueType: 'uint8' | 'float32'
  /** Of the model. */
  format: 'tracksieve' | 'onnx'
  /** null = a fitting name in the catalogue's exports folder. */
  out: string | null
  replace: boolean
}

/** Before anything is chosen: `kind` null = what can be exported first. */
export type GivenChoices = Omit<ExportChoices, 'kind'> & { kind: ExportKind | null }

const firstChoices: GivenChoices = {
  kind: null,
  video: null,
  film: { boxes: true, label: true, score: true, trail: true, frameNumber: true, onlyKept: null },
  filtered: true,
  threshold: 0.5,
  only: null,
  run: null,
  source: null,
  valueType: 'uint8',
  format: 'tracksieve',
  out: null,
  replace: false,
}

/** Who comes from Evaluate brings a run and a threshold: its model is offered. */
export function choicesFrom(params: Record<string, string>): GivenChoices {
  const run = Number(params.run)
  const threshold = Number(params.threshold)
  if (!Number.isInteger(run) || run < 1) return firstChoices
  const inRange = params.threshold !== undefined && threshold >= 0 && threshold <= 1
  return { ...firstChoices, kind: 'model', run, threshold: inRange ? threshold : firstChoices.threshold }
}

/** What the tracks' export is asked for: MOTChallenge results, or a table of labels. */
function tracksInput(choices: ExportChoices, canFilter: boolean): z.input<typeof TracksExport> {
  if (choices.kind === 'labels') return { format: 'csv' }
  return {
    format: 'mot',
    threshold: choices.filtered && canFilter ? choices.threshold : null,
    only: choices.only,
  }
}

export interface Plan {
  plan: ExportPlan
  /** How many tracks of how many; null where tracks are not counted. */
  kept: { tracks: number; of: number } | null
}

async function askPlan(choices: ExportChoices, canFilter: boolean): Promise<Plan | null> {
  if (choices.kind === 'film') {
    return choices.video === null
      ? null
      : { plan: await engine.exports.filmPlan({ video: choices.video }), kept: null }
  }
  if (choices.kind === 'model') return null
  if (choices.kind === 'clips') return choices.source === null ? null : askClipPlan(choices)
  const plan = await engine.exports.tracksPlan(tracksInput(choices, canFilter))
  return { plan, kept: { tracks: plan.tracks, of: plan.of } }
}

const clipsInput = ({ source, valueType, out }: ExportChoices) => ({ source, type: valueType, out })

/** Whether something would have to be replaced is asked at the start: the size is told in any case. */
async function askClipPlan(choices: ExportChoices): Promise<Plan> {
  const { out, clips, bytes } = await engine.generate.exportPlan({ ...clipsInput(choices), replace: true })
  const cut = Math.max(out.lastIndexOf('/'), out.lastIndexOf('\\'))
  const what = `a folder with videos.npy (${count(clips)} clips, ${choices.valueType}), metadata.json and summary.json`
  return { plan: { folder: out.slice(0, cut), name: out.slice(cut + 1), what, bytes }, kept: null }
}

export function usePlan(choices: ExportChoices, canFilter: boolean) {
  const { kind, video, filtered, threshold, only, source, valueType } = choices
  const out = kind === 'clips' ? choices.out : null
  return useQuery({
    queryKey: [...keys.exports, kind, video, filtered, threshold, only, canFilter, source, valueType, out],
    queryFn: () => askPlan(choices, canFilter),
    placeholderData: keepPreviousData,
    staleTime: 0,
  })
}

/** Starts the export; returns its job. */
export async function startExport(choices: ExportChoices, canFilter: boolean): Promise<number> {
  const target = { out: choices.out, replace: choices.replace }
  if (choices.kind === 'film') {
    const { job } = await engine.exports.film({ video: choices.video ?? 0, options: choices.film, ...target })
    return job
  }
  if (choices.kind === 'model') {
    const { job } = await engine.exports.model({
      run: choices.run ?? 0,
      threshold: choices.threshold,
      format: choices.format,
      ...target,
    })
    return job
  }
  if (choices.kind === 'clips')
    return (await engine.generate.exportClips({ ...clipsInput(choices), replace: choices.replace })).job
  const { job } = await engine.exports.tracks({ ...tracksInput(choices, canFilter), ...target })
  return job
}
