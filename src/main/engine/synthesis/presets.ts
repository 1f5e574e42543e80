/** Named sets. `classic` has the published counts, `quick` a twenty-fifth of them. */
import type { GenerateRecipe } from '../../../shared/contract/generate.ts'
import type { ClipKind } from '../../../shared/words.ts'

interface Preset {
  kinds: Record<ClipKind, number>
}

export const presets: Record<GenerateRecipe['preset'], Preset> = {
  classic: { kinds: { persistent: 1000, brief: 1000, noise: 250, mixed: 250 } },
  quick: { kinds: { persistent: 40, brief: 40, noise: 10, mixed: 10 } },
}
