/** `training_results.json` of a run, with the keys that readers of the published system know (SEED §3). */
import fs from 'node:fs'
import type { Metrics, TaskFigures } from '../../../../shared/contract/learning.ts'
import { writeAtomically } from '../../base/atomicFile.ts'
import type { RunRecord } from '../../catalogue/records.ts'

/** Per clip where the test part holds clips, as published; else per track. `test_results_tracks`: per track always. */
function resultsOf(run: RunRecord, tasks: readonly TaskFigures[]) {
  const { epochs, bestEpoch, recipe, test, testClips, parameters, counts, baselines } = run
  return {
    num_epochs: epochs.length,
    best_epoch: bestEpoch,
    best_val_loss: epochs[(bestEpoch ?? 0) - 1]?.validationLoss ?? null,
    train_history: {
      loss: epochs.map(({ trainLoss }) => trainLoss),
      accuracy: epochs.map(({ trainAccuracy }) => trainAccuracy),
      f1: epochs.map(({ trainF1 }) => trainF1),
      learning_rates: epochs.map(({ learningRate }) => learningRate ?? recipe.learningRate),
    },
    val_history: {
      loss: epochs.map(({ validationLoss }) => validationLoss),
      accuracy: epochs.map(({ validationAccuracy }) => validationAccuracy),
      f1: epochs.map(({ validationF1 }) => validationF1),
      auroc: epochs.map(({ validationAuroc }) => validationAuroc),
    },
    test_results: figures(testClips ?? test),
    test_results_unit: testClips ? 'clip' : 'track',
    test_results_tracks: figures(test),
    baselines: baselines.map(({ id, unit, rule, metrics }) => ({ id, unit, rule, ...figures(metrics) })),
    ...(tasks.length > 0 ? { task_history: historyOf(epochs), task_results: tasks.map(taskResult) } : {}),
    model_config: { ...recipe, parameters },
    dataset_info: counts,
    timestamp: new Date().toISOString(),
  }
}

const figures = (metrics: Metrics | null) =>
  metrics && {
    loss: metrics.loss,
    accuracy: metrics.accuracy,
    precision: metrics.precision,
    recall: metrics.recall,
    f1: metrics.f1,
    auroc: metrics.auroc,
    confusion_matrix: metrics.confusion,
  }

/** Of each task, epoch by epoch. */
const historyOf = (epochs: RunRecord['epochs']) =>
  Object.fromEntries(
    Object.keys(epochs[0]?.tasks ?? {}).map((task) => [
      task,
      {
        train_loss: epochs.map(({ tasks }) => tasks?.[task]?.trainLoss ?? null),
        val_loss: epochs.map(({ tasks }) => tasks?.[task]?.validationLoss ?? null),
        val_figure: epochs.map(({ tasks }) => tasks?.[task]?.figure ?? null),
      },
    ]),
  )

/** Each line by the titles of its figures: the model, then the rules. */
const taskResult = ({ task, n, columns, lines }: TaskFigures) => ({
  task,
  n,
  lines: lines.map(({ id, values }) => ({
    id,
    ...Object.fromEntries(columns.map(({ title }, i) => [title, values[i] ?? null])),
  })),
})

export const writeResults = (file: string, run: RunRecord, tasks: readonly TaskFigures[]): Promise<void> =>
  writeAtomically(file, (temporary) =>
    fs.promises.writeFile(temporary, JSON.stringify(resultsOf(run, tasks), null, 2)),
  )
