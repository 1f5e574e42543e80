/** Clips made to order: preset, counts, picture, disturbance; what it looks like and what it costs, before it is made. */
import { useState } from 'react'
import type { GenerateRecipe } from '../../../shared/contract/clipRecipe.ts'
import { Button } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { closeDialog } from '../../state/dialogs.ts'
import { engine } from '../../state/engine.ts'
import { bytes, plural } from '../../state/format.ts'
import { errorOf, sayError } from '../../state/messages.ts'
import { ClipPreviews } from './ClipPreviews.tsx'
import { PresetAndKinds } from './PresetAndKinds.tsx'
import { type Change, freshRecipe, useEstimate, useSettled } from './recipe.ts'
import { RecipeFields } from './RecipeFields.tsx'
import { TrivialNote } from './TrivialNote.tsx'
import './generate.css'

export function GenerateDialog() {
  const [recipe, setRecipe] = useState(() => freshRecipe('quick'))
  const [starting, setStarting] = useState(false)
  const settled = useSettled(recipe, 120)
  const estimate = useEstimate(settled)
  const change: Change = (part) => setRecipe({ ...recipe, ...part } as GenerateRecipe)
  const clips = estimate.data?.clips ?? 0
  const scenes = recipe.preset === 'realistic' || recipe.preset === 'tracker'
  const problem = estimate.error ? errorOf(estimate.error) : null

  async function start(): Promise<void> {
    setStarting(true)
    try {
      await engine.generate.start({ recipe })
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
            Generate {plural(clips, scenes ? 'video' : 'clip')}
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
          kinds={estimate.data?.kinds ?? null}
          onPreset={(preset) => setRecipe(freshRecipe(preset, recipe.seed))}
          change={change}
        />
        <div>
          <RecipeFields recipe={recipe} change={change} />
          {!problem && <TrivialNote recipe={settled} />}
        </div>
        <ClipPreviews recipe={settled} clips={clips} />
      </div>
    </Dialog>
  )
}
