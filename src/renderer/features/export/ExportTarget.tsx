/** What will be written, how large, where; and what stands in its way. */
import { CircleAlert } from 'lucide-react'
import { Check } from '../../components/Check.tsx'
import { TextField } from '../../components/Field.tsx'
import { Icon } from '../../components/Icon.tsx'
import { bytes, count } from '../../state/format.ts'
import { useCatalogue } from '../../state/queries.ts'
import type { ExportChoices, Plan } from './choices.ts'

interface ExportTargetProps {
  choices: ExportChoices
  onChange(part: Partial<ExportChoices>): void
  plan: Plan | null
  problem: string | null
}

export function ExportTarget({ choices, onChange, plan, problem }: ExportTargetProps) {
  const folder = useCatalogue().data?.folder ?? ''
  const shown = choices.kind === 'model' ? null : plan
  return (
    <div className="export-target" aria-live="polite">
      <h3>What will be written</h3>
      {choices.kind === 'model' ? (
        <p>
          <b className="strong">
            run-{choices.run ?? '…'}.{choices.format === 'onnx' ? 'onnx' : 'tracksieve-model'}
          </b>
          {choices.format === 'onnx'
            ? ': boxes or inputs in, calibrated scores out, for any program that runs ONNX.'
            : ': the weights, the recipe and the threshold, to score and filter tracks elsewhere.'}
        </p>
      ) : shown ? (
        <p>
          <b className="strong">{shown.plan.name}</b>: {shown.plan.what}
          {shown.plan.bytes !== null && `, about ${bytes(shown.plan.bytes)}`}
        </p>
      ) : (
        <p className="muted">…</p>
      )}
      {shown?.kept && (
        <p>
          {count(shown.kept.tracks)} of {count(shown.kept.of)} tracks
        </p>
      )}
      <TextField
        label="Where; empty = the catalogue's own folder for exports"
        value={choices.out ?? ''}
        placeholder={shown ? `${shown.plan.folder}/${shown.plan.name}` : `${folder}/exports/`}
        onChange={(out) => onChange({ out: out.trim() === '' ? null : out })}
      />
      {(choices.out !== null || choices.kind === 'clips') && (
        <Check checked={choices.replace} onChange={(replace) => onChange({ replace })}>
          Replace what is there
        </Check>
      )}
      {problem && (
        <p className="note2" role="alert">
          <Icon of={CircleAlert} />
          <span>{problem}</span>
        </p>
      )}
    </div>
  )
}
