/** A recipe out of a file in place of the one in hand. */
import { FileJson } from 'lucide-react'
import { type ChangeEvent, useRef } from 'react'
import { Button } from '../../components/Button.tsx'
import { say, toast } from '../../state/messages.ts'
import { readRecipe } from './recipeFile.ts'
import { useTrain } from './trainState.ts'

async function load(file: File): Promise<void> {
  try {
    useTrain.setState({ recipe: readRecipe(await file.text(), file.name), fold: true })
    say(`The recipe is that of ${file.name}`)
  } catch (error) {
    toast((error as Error).message, { error: true })
  }
}

export function RecipeFile() {
  const input = useRef<HTMLInputElement>(null)
  const chosen = (event: ChangeEvent<HTMLInputElement>): void => {
    const [file] = event.target.files ?? []
    // The same file may be chosen again once it was corrected.
    event.target.value = ''
    if (file) void load(file)
  }
  return (
    <span className="tr-file">
      <input
        ref={input}
        type="file"
        accept=".json,application/json"
        aria-label="Recipe file"
        tabIndex={-1}
        onChange={chosen}
      />
      <Button variant="quiet" icon={FileJson} onClick={() => input.current?.click()}>
        Recipe file…
      </Button>
    </span>
  )
}
