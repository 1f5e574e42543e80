/** Clips made to order: edited before, watched while they are made, reported on after. */
import { useState } from 'react'
import { SetJobDialog } from '../../components/SetJobDialog.tsx'
import { EditRecipe } from './EditRecipe.tsx'
import { freshRecipe } from './recipe.ts'
import './generate.css'

export function GenerateDialog() {
  const [recipe, setRecipe] = useState(() => freshRecipe('quick'))
  const [started, setStarted] = useState<number | null>(null)
  if (started === null) return <EditRecipe recipe={recipe} setRecipe={setRecipe} onStarted={setStarted} />
  return (
    <SetJobDialog
      title="Generate clips"
      className="gen"
      job={started}
      backWords={({ state }) => (state === 'done' ? 'Generate others' : 'Back to the recipe')}
      onBack={() => setStarted(null)}
    />
  )
}
