/** Clips made to order: preset, counts, picture, disturbance; what it looks like and what it costs, before it is made. */
import { Dices, TriangleAlert } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import type { ClipView } from '../../../shared/contract/clipRecipe.ts'
import { Button } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { NumberField, SelectField } from '../../components/Field.tsx'
import { Icon } from '../../components/Icon.tsx'
import { closeDialog } from '../../state/dialogs.ts'
import { engine } from '../../state/engine.ts'
import { bytes, plural } from '../../state/format.ts'
import { errorOf, sayError } from '../../state/messages.ts'
import { ClipPreviews } from './ClipPreviews.tsx'
import { PresetAndKinds } from './PresetAndKinds.tsx'
import { firstChoices, newSeed, recipeOf, type RecipeChoices, useEstimate, useSettled } from './recipe.ts'
import './generate.css'

const views: { value: ClipView; title: string }[] = [
  { value: 'xy', title: 'x–y plane' },
  { value: 'xz', title: 'x–z plane' },
  { value: 'yz', title: 'y–z plane' },
  { value: '3d_projection', title: '3-D, fixed camera' },
  { value: '3d_refit', title: '3-D, camera fitted anew in every frame' },
  { value: 'all', title: '3-D and the three planes, side by side' },
]

export function GenerateDialog() {
  const [choices, setChoices] = useState<RecipeChoices>(firstChoices)
  const [starting, setStarting] = useState(false)
  const settled = useSettled(choices)
  const estimate = useEstimate(settled)
  const change = (part: Partial<RecipeChoices>): void => setChoices({ ...choices, ...part })
  const clips = estimate.data?.clips ?? 0
  const problem = estimate.error ? errorOf(estimate.error) : null

  async function start(): Promise<void> {
    setStarting(true)
    try {
      await engine.generate.start({ recipe: recipeOf(choices) })
      closeDialog()
    } catch (error) {
      sayError(error)
      setStarting(false)
    }
  }

  const missing = problem
    ? problem.message
    : clips === 0
      ? 'Ask for one clip at least'
      : starting
        ? 'It is being started'
        : null
  return (
    <Dialog
      title="Generate clips"
      className="gen"
      onClose={closeDialog}
      footer={
        <>
          <span className="muted gen-cost" aria-live="polite">
            {problem ? (
              `${problem.message} ${problem.hint}`
            ) : estimate.data ? (
              <>
                Stored as recipes: {bytes(estimate.data.recipeBytes)}. Written out as{' '}
                <b className="strong">videos.npy</b> it would be {bytes(estimate.data.npyBytes)}.
              </>
            ) : null}
          </span>
          <span className="sp" />
          <Button keys="Esc" onClick={closeDialog}>
            Cancel
          </Button>
          <Button
            variant="primary"
            big
            disabledReason={missing}
            keys="Ctrl+Enter"
            onClick={() => void start()}
          >
            Generate {plural(clips, 'clip')}
          </Button>
        </>
      }
    >
      <div
        className="gcols"
        onKeyDown={(event) => {
          if (event.key === 'Enter' && event.ctrlKey && !missing) void start()
        }}
      >
        <PresetAndKinds
          choices={choices}
          kinds={choices.kinds ?? estimate.data?.kinds ?? null}
          onChange={change}
        />
        <div>
          <h3>Picture</h3>
          <div className="flds2">
            <NumberField
              label="Frames"
              value={choices.frames}
              min={4}
              max={500}
              whole
              onChange={(frames) => change({ frames })}
            />
            <NumberField
              label="Side"
              unit="px"
              value={choices.size}
              min={32}
              max={1024}
              step={32}
              whole
              onChange={(size) => change({ size })}
            />
            <SelectField
              label="View"
              className="both"
              value={choices.view}
              options={views}
              onChange={(view) => change({ view })}
            />
            <div className="both seed">
              <NumberField
                label="Seed"
                value={choices.seed}
                min={0}
                max={4294967295}
                whole
                onChange={(seed) => change({ seed })}
              />
              <Button icon={Dices} label="Another seed" onClick={() => change({ seed: newSeed() })} />
            </div>
          </div>
          <h3>Disturbance</h3>
          <Level name="Clutter" value={choices.clutter} onChange={(clutter) => change({ clutter })} />
          <Level name="Pixel noise" value={choices.noise} onChange={(noise) => change({ noise })} />
          <Note>
            Beside every set stands what a threshold on the count of bright pixels makes of it: Library, About
            the sources. A set that it sorts without error says little about a model.
          </Note>
        </div>
        <ClipPreviews choices={settled} clips={clips} />
      </div>
    </Dialog>
  )
}

function Level({ name, value, onChange }: { name: string; value: number; onChange(value: number): void }) {
  return (
    <div className="sld">
      <span aria-hidden="true">{name}</span>
      <input
        type="range"
        className="slider"
        aria-label={name}
        min={0}
        max={1}
        step={0.05}
        value={value}
        onChange={(event) => onChange(Number(event.target.value))}
      />
      <NumberField
        label={`${name}, 0 to 1`}
        labelHidden
        value={value}
        min={0}
        max={1}
        step={0.05}
        digits={2}
        onChange={onChange}
      />
    </div>
  )
}

function Note({ children }: { children: ReactNode }) {
  return (
    <p className="note2">
      <Icon of={TriangleAlert} />
      <span>{children}</span>
    </p>
  )
}
