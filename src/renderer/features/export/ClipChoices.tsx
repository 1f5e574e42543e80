/** Which set of clips is written, and as what numbers. */
import type { Source } from '../../../shared/contract/catalogue.ts'
import { SelectField } from '../../components/Field.tsx'
import { count } from '../../state/format.ts'
import type { ExportChoices } from './choices.ts'

interface ClipChoicesProps {
  choices: ExportChoices
  onChange(part: Partial<ExportChoices>): void
  /** Sets of clips. */
  sets: Source[]
}

export function ClipChoices({ choices, onChange, sets }: ClipChoicesProps) {
  if (sets.length === 0)
    return <p className="muted">The catalogue holds no set of clips. Generate one first.</p>
  return (
    <>
      <SelectField
        label="Set"
        className="export-field"
        value={String(choices.source ?? '')}
        options={sets.map(({ id, name, videos }) => ({
          value: String(id),
          title: `${name} · ${count(videos)} clips`,
        }))}
        onChange={(id) => onChange({ source: Number(id) })}
      />
      <SelectField
        label="Numbers"
        className="export-field"
        value={choices.valueType}
        options={[
          { value: 'uint8', title: 'uint8, 0 to 255' },
          { value: 'float32', title: 'float32, 0 to 1: four times as large' },
        ]}
        onChange={(valueType) => onChange({ valueType })}
      />
    </>
  )
}
