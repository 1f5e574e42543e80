/** A run's model as a file of the person's choice. */
import fs from 'node:fs'
import path from 'node:path'
import { TracksieveError } from '../../../../shared/errors.ts'
import { writeOnnx } from '../onnx/export.ts'
import { redescribe } from './modelDescription.ts'

export interface ModelExport {
  run: number
  threshold: number
  format: 'tracksieve' | 'onnx'
  out: string
  replace: boolean
}

/** Where it goes: `out`, or a fitting name in the catalogue's exports. Throws CONFLICT where a file may not be replaced. */
export function modelTarget(
  catalogue: string,
  { run, format, out, replace }: Omit<ModelExport, 'threshold' | 'out'> & { out: string | null },
): string {
  const name = `${path.basename(catalogue, '.tracksieve')}-run-${run}.${format === 'onnx' ? 'onnx' : 'tracksieve-model'}`
  const target = path.resolve(out ?? path.join(catalogue, 'exports', name))
  if (fs.existsSync(target) && !replace) {
    const hint = 'Choose another name, or say that it may be replaced.'
    throw new TracksieveError('CONFLICT', `${target} exists already.`, hint)
  }
  return target
}

export const writeModelCopy = (modelFile: string, { format, threshold, out }: ModelExport): Promise<void> =>
  format === 'onnx' ? writeOnnx(modelFile, out, threshold) : redescribe(modelFile, out, { threshold })
