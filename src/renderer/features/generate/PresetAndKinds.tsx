/** Which set, and how many clips of each kind. */
import { type ClipKind, clipKinds } from '../../../shared/words.ts'
import { ClipKindChip } from '../../components/ClipKindChip.tsx'
import { NumberField } from '../../components/Field.tsx'
import { plural } from '../../state/format.ts'
import { type Kinds, type Preset, type RecipeChoices, useEstimate } from './recipe.ts'

interface PresetAndKindsProps {
  choices: RecipeChoices
  /** What is shown in the fields; null while the engine has not answered. */
  kinds: Kinds | null
  onChange(part: Partial<RecipeChoices>): void
}

const presets: { id: Preset; text: string }[] = [
  { id: 'quick', text: 'The same as classic, few of each, to try things' },
  { id: 'classic', text: 'The published set: one path, clutter, detections of 1–3 frames' },
]
const kindText: Record<ClipKind, string> = {
  persistent: 'one object all along',
  brief: '1–3 frames each',
  noise: 'clutter only',
  mixed: 'all of these',
}

export function PresetAndKinds({ choices, kinds, onChange }: PresetAndKindsProps) {
  const counts = kinds ?? { persistent: 0, brief: 0, noise: 0, mixed: 0 }
  return (
    <div>
      <fieldset>
        <legend className="cap">Preset</legend>
        {presets.map((preset) => (
          <PresetChoice
            key={preset.id}
            {...preset}
            choices={choices}
            onChoose={() => onChange({ preset: preset.id, kinds: null })}
          />
        ))}
      </fieldset>
      <h3 className="gen-kinds">Clips of each kind</h3>
      {clipKinds.map((kind) => (
        <div key={kind} className="kind-row">
          <span className="ks">
            <ClipKindChip kind={kind} />
            {kind}
          </span>
          <span className="muted ell">{kindText[kind]}</span>
          <NumberField
            label={`${kind} clips`}
            labelHidden
            value={counts[kind]}
            min={0}
            max={1_000_000}
            step={10}
            whole
            onChange={(count) => onChange({ kinds: { ...counts, [kind]: count } })}
          />
        </div>
      ))}
      <div className="mix big" aria-hidden="true">
        {clipKinds.map((kind) => (
          <i
            key={kind}
            className={kind === 'mixed' ? undefined : `c-${kind}`}
            style={{ flexGrow: counts[kind] }}
          />
        ))}
      </div>
    </div>
  )
}

function PresetChoice({
  id,
  text,
  choices,
  onChoose,
}: {
  id: Preset
  text: string
  choices: RecipeChoices
  onChoose(): void
}) {
  const clips = useEstimate({ ...choices, preset: id, kinds: null }).data?.clips
  const on = choices.preset === id
  return (
    <label className={`pre ${on ? 'on' : ''}`}>
      <input type="radio" name="preset" className="ck-in" checked={on} onChange={onChoose} />
      <span className={`ck round ${on ? 'on' : ''}`} aria-hidden="true" />
      <span className="ct">
        <b>{id}</b>
        <span>{text}</span>
      </span>
      <span className="c">{clips === undefined ? '' : plural(clips, 'clip')}</span>
    </label>
  )
}
