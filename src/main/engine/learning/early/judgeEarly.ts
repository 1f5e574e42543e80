/** Gathers what a report on early decisions needs from the catalogue; scores box by box are kept in the run's folder. */
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import type { EarlyRates, EarlyReport } from '../../../../shared/contract/early.ts'
import { looksAhead, type Recipe } from '../../../../shared/contract/learning.ts'
import { TracksieveError } from '../../../../shared/errors.ts'
import { writeAtomically } from '../../base/atomicFile.ts'
import { countBoxes } from '../../base/detections.ts'
import type { Work } from '../../base/work.ts'
import type { TrackRecord } from '../../catalogue/records.ts'
import type { OpenCatalogue } from '../../catalogue/repositories.ts'
import type { Workers } from '../../jobs/types.ts'
import { eachTrack, toTable, videoReader } from '../data/labelled.ts'
import { sourcesOfPart } from '../data/partSources.ts'
import type { TrackTable } from '../data/trackTable.ts'
import { readModelFile } from '../files/modelDescription.ts'
import { holdsOf } from '../judging/holdsFor.ts'
import { chooser, type JudgeInput, nothingToJudge, sourcesOf } from '../judging/judging.ts'
import { type Growing, type GrowingInput, scoresAt } from './growing.ts'
import type { EarlyFigures, EarlyFiguresInput, GrownTrack } from './report.ts'

export interface JudgeEarlyInput extends Omit<JudgeInput, 'threshold'> {
  /** null = those of the run's recipe, else 1 % each. */
  rates: EarlyRates | null
}

/** Throws VALIDATION for a model that looks ahead; CONFLICT where nothing is to judge, or the learning thread is busy. */
export async function judgeEarly(
  catalogue: OpenCatalogue,
  { run, folder, modelFile, backend, on, busy, rates }: JudgeEarlyInput,
  workers: Workers,
  work: Work,
): Promise<EarlyReport> {
  const { description } = await readModelFile(modelFile)
  const { recipe } = description
  refuseAhead(run.id, recipe)
  const videoOf = videoReader(catalogue)
  const sourceOf = sourcesOf(catalogue)
  const isChosen = chooser(on, run, sourceOf)
  const labelled: TrackRecord[] = []
  await eachTrack(catalogue, { labelled: true }, (track) => {
    if (track.label !== 'unsure') labelled.push(track)
  })
  const judged = labelled.filter(({ video }) => isChosen(videoOf(video)))
  if (judged.length === 0) throw nothingToJudge(on)
  const grown = async (tracks: TrackRecord[], name: string): Promise<GrownTrack[]> => {
    const videos = [...new Set(tracks.map(({ video }) => video))]
    const others = videos.flatMap((video) => catalogue.tracks.ofVideo(video))
    const context = recipe.features === 'statistical' ? null : toTable(others, videoOf)
    const input = { modelFile, backend, table: toTable(tracks, videoOf), context }
    const growing = await kept(path.join(folder, `early-${fileName(name)}.json`), input, busy, workers, work)
    return tracks.map(({ label, video, detections }, i) => ({
      video,
      real: label === 'persistent',
      boxes: countBoxes(detections),
      scores: scoresAt(growing, i).slice(),
    }))
  }
  const validating = labelled.filter(({ video }) => run.split[video] === 'validation')
  const input: EarlyFiguresInput = {
    validation: await grown(validating, 'validation'),
    judged: await grown(judged, on),
    rates: rates ?? recipe.early ?? { falseConfirm: 0.01, falseReject: 0.01 },
  }
  const figures = await workers.run<EarlyFigures>('draw', 'learning.early', input, work)
  const origins = judged.map(({ video }) => ({
    source: sourceOf(videoOf(video)),
    part: run.split[video] ?? null,
  }))
  return { ...figures, run: run.id, on, holds: holdsOf(origins, sourcesOfPart(catalogue, run, 'train')) }
}

function refuseAhead(run: number, recipe: Recipe): void {
  if (!looksAhead(recipe)) return
  throw new TracksieveError(
    'VALIDATION',
    `Run ${run} looks ahead: with features ${recipe.features} and sequence ${recipe.sequence} a score changes with what comes later.`,
    'Train preset early or live, which know only the past.',
  )
}

const Stored = z.object({ key: z.string(), offsets: z.array(z.number()), scores: z.array(z.number()) })

/** Scores as they are kept of these tracks, else computed and kept. */
async function kept(
  file: string,
  input: GrowingInput,
  busy: boolean,
  workers: Workers,
  work: Work,
): Promise<Growing> {
  const key = keyOf(input.table)
  const known = read(file, key)
  if (known) return known
  if (busy)
    throw new TracksieveError(
      'CONFLICT',
      'A training is computing: decisions box by box have to wait for it.',
      'Look again when it has ended.',
      true,
    )
  const growing = await workers.run<Growing>('learn', 'learning.growing', input, work)
  const stored: z.infer<typeof Stored> = { key, offsets: [...growing.offsets], scores: [...growing.scores] }
  await writeAtomically(file, (temporary) => fs.promises.writeFile(temporary, JSON.stringify(stored)))
  return growing
}

function read(file: string, key: string): Growing | undefined {
  try {
    const stored = Stored.parse(JSON.parse(fs.readFileSync(file, 'utf8')))
    if (stored.key !== key) return undefined
    return { offsets: Int32Array.from(stored.offsets), scores: Float32Array.from(stored.scores) }
  } catch {
    // Not kept yet, or damaged: it is computed again.
    return undefined
  }
}

function keyOf({ ids, offsets, boxes }: TrackTable): string {
  const hash = createHash('sha256')
  for (const values of [ids, offsets, boxes])
    hash.update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength))
  return hash.digest('hex')
}

const fileName = (on: string): string => on.replace(/[^\w-]/g, '_')
