/** Where a run keeps its files: `models/run-ID` of its catalogue. */
import path from 'node:path'

export const runFolder = (catalogue: string, run: number): string =>
  path.join(catalogue, 'models', `run-${run}`)

/** Of the fit on all labels, after the evaluation (recipe.refitAll). */
export const refitFolderOf = (folder: string): string => path.join(folder, 'refit')

export const modelFileOf = (folder: string): string => path.join(folder, 'model.tracksieve-model')
