/** What the engine's worker threads run for learning. Each loads only what it needs: a backend in one thread alone. */
import type { TaskFigures } from '../../../shared/contract/evaluation.ts'
import type { Pretraining } from '../../../shared/contract/pretraining.ts'
import type { Tokenizer } from '../../../shared/contract/tokenizers.ts'
import type { Backend } from '../../../shared/words.ts'
import type { Work } from '../base/work.ts'
import type { BackendState } from './backends/backendState.ts'
import { withinMemory } from './backends/outOfMemory.ts'
import type { Paired, PairedInput } from './comparison/paired.ts'
import type { SpeedInput } from './comparison/speedTask.ts'
import type { TrackTable } from './data/trackTable.ts'
import type { Growing, GrowingInput } from './early/growing.ts'
import type { EarlyFigures, EarlyFiguresInput } from './early/report.ts'
import type { Evaluated } from './judging/evaluate.ts'
import type { EvaluateInput } from './judging/judged.ts'
import type { RivalScores } from './judging/prefixScores.ts'
import type { TaskFiguresInput } from './judging/taskFigures.ts'
import type { Committee, TrackLogisticInput } from './judging/trackLogistic.ts'
import type { EncodeInput } from './pixels/tokenizer/encodeTask.ts'
import type { LookInput, LookResult } from './pixels/tokenizer/lookTask.ts'
import type { TokenizerInput } from './pixels/tokenizer/tokenizerTask.ts'
import type { PretrainInput } from './pretraining/task.ts'
import type { Scores } from './scoring/filter.ts'
import type { InputsFile } from './scoring/inputsFile.ts'
import type { PrepareInput, ScoreInput, ScorePreparedInput } from './scoring/scoreTask.ts'
import type { PointFigures, PointInput } from './several/efficiencyPoint.ts'
import type { PackedTracks } from './training/prepared.ts'
import type { RunInput, RunResult } from './training/run.ts'

export const tasks = {
  /** What there is of these backends. Lane 'learn' where they are to be used; webgpu is also looked for in 'draw'. */
  'learning.backends': async (which: Backend[], _work: Work): Promise<BackendState[]> =>
    (await import('./backends/backends.ts')).availableBackends(which),

  /** Trains a run into its folder, or goes on with it. Lane 'learn'. */
  'learning.train': async (input: RunInput, work: Work): Promise<RunResult> =>
    withinMemory(
      async () => (await import('./training/run.ts')).trainRun(input, work),
      'The last checkpoint of the run is kept: it can go on from there.',
    ),

  /** Pretrains extractor and sequence model into a folder, or goes on with it. Lane 'learn'. */
  'learning.pretrain': async (input: PretrainInput, work: Work): Promise<Pretraining> =>
    withinMemory(
      async () => (await import('./pretraining/task.ts')).pretrainRun(input, work),
      'Its last epoch is kept: it can go on from there.',
    ),

  /** Trains a tokenizer into its folder, or goes on with it. Lane 'learn'. */
  'learning.trainTokenizer': async (input: TokenizerInput, work: Work): Promise<Tokenizer> =>
    withinMemory(
      async () => (await import('./pixels/tokenizer/tokenizerTask.ts')).trainTokenizerRun(input, work),
      'Its last epoch is kept: it can go on from there.',
    ),

  /** Crops of a track and what a tokenizer makes of them, as a picture. Lane 'learn'. */
  'learning.look': async (input: LookInput, _work: Work): Promise<LookResult> =>
    (await import('./pixels/tokenizer/lookTask.ts')).lookAtTrack(input),

  /** What a tokenizer says of crops, into a file. Lane 'learn'. */
  'learning.encodeCrops': async (input: EncodeInput, work: Work): Promise<void> =>
    withinMemory(
      async () => (await import('./pixels/tokenizer/encodeTask.ts')).encodeCrops(input, work),
      'What a tokenizer says of these crops was not written.',
      'look at fewer boxes of a track (pixels.boxes in the recipe)',
    ),

  /** Scores tracks with a model file. Lane 'learn'. */
  'learning.score': async (input: ScoreInput, work: Work): Promise<Scores> =>
    withinMemory(
      async () => (await import('./scoring/scoreTask.ts')).scoreTable(input, work),
      'Scores that were already written are kept.',
    ),

  /** `learning.score` in halves, so that two threads share the work. First what needs no backend. Lane 'draw'. */
  'learning.prepare': async (input: PrepareInput, _work: Work): Promise<PackedTracks> =>
    (await import('./scoring/scoreTask.ts')).prepareTable(input),

  /** Then the rest. Lane 'learn'. */
  'learning.scorePrepared': async (input: ScorePreparedInput, work: Work): Promise<Scores> =>
    withinMemory(
      async () => (await import('./scoring/scoreTask.ts')).scorePacked(input, work),
      'Scores that were already written are kept.',
    ),

  /** Scores of tracks while they grow, box by box. Lane 'learn'. */
  'learning.growing': async (input: GrowingInput, work: Work): Promise<Growing> =>
    withinMemory(
      async () => (await import('./scoring/scoreTask.ts')).scoreGrowingTable(input, work),
      'Nothing was written.',
    ),

  /** What decisions box by box come to; plain numbers only. Lane 'draw'. */
  'learning.early': async (input: EarlyFiguresInput, _work: Work): Promise<EarlyFigures> =>
    (await import('./early/report.ts')).earlyFigures(input),

  /** Writes what a model takes of tracks. Lane 'learn'. */
  'learning.inputs': async (input: InputsFile, _work: Work): Promise<void> =>
    (await import('./scoring/inputsFile.ts')).writeInputs(input),

  /** Logistic regression on the inputs of preset track; plain numbers only. Lane 'draw'. */
  'learning.trackLogistic': async (input: TrackLogisticInput, _work: Work): Promise<RivalScores> =>
    (await import('./judging/trackLogistic.ts')).trackLogistic(input),

  /** Scores of labelled tracks by rules that did not see their videos. Lane 'draw'. */
  'learning.unseen': async (
    input: { table: TrackTable; context: TrackTable },
    _work: Work,
  ): Promise<{ scores: Float64Array; committee: Committee }> =>
    (await import('./judging/trackLogistic.ts')).unseenScores(input),

  /** Scores of all tracks of some videos by the rules of a committee. Lane 'draw'. */
  'learning.committee': async (
    input: { committee: Committee; table: TrackTable },
    _work: Work,
  ): Promise<Float64Array[]> => (await import('./judging/trackLogistic.ts')).committeeScores(input),

  /** Figures at one number of labels. Lane 'draw'. */
  'learning.point': async (input: PointInput, _work: Work): Promise<PointFigures> =>
    (await import('./several/efficiencyPoint.ts')).measurePoint(input),

  /** Milliseconds that a model takes for a track. Lane 'learn'. */
  'learning.speed': async (input: SpeedInput, work: Work): Promise<number> =>
    (await import('./comparison/speedTask.ts')).timeScoring(input, work),

  /** How sure the figures of compared recipes are. Lane 'draw'. */
  'learning.paired': async (input: PairedInput, _work: Work): Promise<Paired> =>
    (await import('./comparison/paired.ts')).pairRecipes(input),

  /** Figures of what a head learns beside persistence. Lane 'learn'. */
  'learning.tasks': async (input: TaskFiguresInput, work: Work): Promise<TaskFigures[]> =>
    withinMemory(
      async () => (await import('./judging/taskFigures.ts')).judgeTasksOf(input, work),
      'The run and its scores are kept.',
    ),

  /** Figures of a run; computes with plain numbers only. Lane 'draw'. */
  'learning.evaluate': async (input: EvaluateInput, _work: Work): Promise<Evaluated> =>
    (await import('./judging/evaluate.ts')).evaluate(input),
}
