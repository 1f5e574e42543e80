/** Which set, and how many clips of each kind. */
import type { GenerateRecipe } from '../../../shared/contract/clipRecipe.ts'
import { type ClipKind, clipKinds } from '../../../shared/words.ts'
import { ClipKindChip } from '../../components/ClipKindChip.tsx'
import { NumberField } from '../../components/Field.tsx'
import { plural } from '../../state/format.ts'
import { type Change, freshRecipe, type Kinds, type Preset, useEstimate } from './recipe.ts'

interface PresetAndKindsProps {
  recipe: GenerateRecipe
  /** What is shown in the fields; null while the engine has not answered. */
  kinds: Kinds | null
  onPreset(preset: Preset): void
  change: Change
}

const presets: { id: Preset; text: string }[] = [
  { id: 'quick', text: 'The same as classic, few of each, to try things' },
  { id: 'classic', text: 'The published set: one path, clutter, detections of 1–3 frames' },
  { id: 'realistic', text: 'Street-like scenes of 1280 × 720, by one camera or two' },
  { id: 'transients', text: 'One white object, and red discs of 1–3 frames' },
  { id: 'tracker', text: 'What a detector and a tracker make of a scene; the hard one' },
]
/** As the presets have it where nothing is said. */
const usualCounts = { classic: 2500, quick: 100, realistic: 1000, transients: 10_000, tracker: 150 }
const kindText: Record<ClipKind, string> = {
  persistent: 'one object all along',
  brief: '1–3 frames each',
  noise: 'clutter only',
  mixed: 'all of these',
}

export function PresetAndKinds({ recipe, kinds, onPreset, change }: PresetAndKindsProps) {
  const planned = recipe.preset === 'classic' || recipe.preset === 'quick'
  // Not to be edited before it is known: a change of one kind says what all of them are.
  const counts = (planned && recipe.kinds) || kinds
  return (
    <div>
      <fieldset>
        <legend className="cap">Preset</legend>
        {presets.map((preset) => (
          <PresetChoice
            key={preset.id}
            {...preset}
            chosen={recipe.preset}
            onChoose={() => onPreset(preset.id)}
          />
        ))}
      </fieldset>
      <h3 className="gen-kinds">{planned ? 'Clips of each kind' : 'Size of the set'}</h3>
      {!planned && (
        <NumberField
          label={recipe.preset === 'transients' ? 'Clips' : 'Scenes'}
          value={recipe.count ?? usualCounts[recipe.preset]}
          min={1}
          max={1_000_000}
          step={10}
          whole
          onChange={(count) => change({ count })}
        />
      )}
      {planned &&
        counts &&
        clipKinds.map((kind) => (
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
              onChange={(count) => change({ kinds: { ...counts, [kind]: count } })}
            />
          </div>
        ))}
      <div className="mix big" aria-hidden="true">
        {clipKinds.map((kind) => (
          <i
            key={kind}
            className={kind === 'mixed' ? undefined : `c-${kind}`}
            style={{ flexGrow: counts?.[kind] ?? 0 }}
          />
        ))}
      </div>
    </div>
  )
}

function PresetChoice({
  id,
  text,
  chosen,
  onChoose,
}: {
  id: Preset
  text: string
  chosen: Preset
  onChoose(): void
}) {
  const clips = useEstimate(freshRecipe(id)).data?.clips
  const on = chosen === id
  return (
    <label className={`pre ${on ? 'on' : ''}`}>
      <input type="radio" name="preset" className="ck-in" checked={on} onChange={onChoose} />
      <span className={`ck round ${on ? 'on' : ''}`} aria-hidden="true" />
      <span className="ct">
        <b>{id}</b>
        <span>{text}</span>
      </span>
      <span className="c">
        {id === 'realistic' || id === 'tracker'
          ? plural(usualCounts[id], 'scene')
          : clips === undefined
            ? ''
            : plural(clips, 'clip')}
      </span>
    </label>
  )
}
