/** A recipe in the making: preset, counts, picture, disturbance; what it looks like and what it costs. */
import { useState } from 'react'
import type { GenerateRecipe } from '../../../shared/contract/clipRecipe.ts'
import { Button } from '../../components/Button.tsx'
import { Check } from '../../components/Check.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { closeDialog } from '../../state/dialogs.ts'
import { engine } from '../../state/engine.ts'
import { bytes, count, plural } from '../../state/format.ts'
import { errorOf, sayError } from '../../state/messages.ts'
import { ClipPreviews } from './ClipPreviews.tsx'
import { PresetAndKinds } from './PresetAndKinds.tsx'
import { type Change, freshRecipe, useEstimate, useSettled } from './recipe.ts'
import { RecipeFields } from './RecipeFields.tsx'
import { TrivialNote } from './TrivialNote.tsx'

interface EditRecipeProps {
  recipe: GenerateRecipe
  setRecipe(recipe: GenerateRecipe): void
  onStarted(job: number): void
}

export function EditRecipe({ recipe, setRecipe, onStarted }: EditRecipeProps) {
  const [starting, setStarting] = useState(false)
  const [meant, setMeant] = useState(false)
  const settled = useSettled(recipe, 60)
  const estimate = useEstimate(settled)
  const change: Change = (part) => setRecipe({ ...recipe, ...part } as GenerateRecipe)
  const clips = estimate.data?.clips ?? 0
  const scenes = recipe.preset === 'realistic' || recipe.preset === 'tracker'
  const problem = estimate.error ? errorOf(estimate.error) : null
  const large = !problem && (estimate.data?.large ?? false)

  async function start(): Promise<void> {
    setStarting(true)
    try {
      onStarted((await engine.generate.start({ recipe, large: large && meant })).job)
    } catch (error) {
      sayError(error)
      setStarting(false)
    }
  }

  // What has not been reckoned yet is no reason: the engine looks at it again.
  const missing = problem
    ? problem.message
    : estimate.data?.clips === 0
      ? 'Ask for one clip at least'
      : large && !meant
        ? 'Say that so many are meant'
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
            {problem ? `${problem.message} ${problem.hint}` : <Cost of={estimate.data} />}
          </span>
          {large && (
            <Check checked={meant} onChange={setMeant}>
              {count(clips)} are meant
            </Check>
          )}
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
            {estimate.data ? `Generate ${plural(clips, scenes ? 'video' : 'clip')}` : 'Generate'}
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
          recipe={recipe}
          kinds={estimate.data?.preset === recipe.preset ? estimate.data.kinds : null}
          onPreset={(preset) => setRecipe(freshRecipe(preset, recipe.seed))}
          change={change}
        />
        <div>
          <RecipeFields recipe={recipe} change={change} />
          {!problem && <TrivialNote recipe={recipe} />}
        </div>
        <ClipPreviews recipe={settled} clips={clips} />
      </div>
    </Dialog>
  )
}

function Cost({ of: cost }: { of: { recipeBytes: number; npyBytes: number } | undefined }) {
  if (!cost) return null
  return (
    <>
      Stored as recipes: {bytes(cost.recipeBytes)}. Written out as <b className="strong">videos.npy</b> it
      would be {bytes(cost.npyBytes)}.
    </>
  )
}
