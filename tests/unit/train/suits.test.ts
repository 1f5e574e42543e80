/** Train's recipe follows what is labelled, as long as nobody has touched it. */
import { describe, expect, it } from 'vitest'
import { presetRecipe, recipeOfPreset } from '../../../src/renderer/features/train/recipe.ts'
import { choosePreset, setNumber, suit, useTrain } from '../../../src/renderer/features/train/trainState.ts'

describe('the preset that nobody chose', () => {
  const given = () => useTrain.setState({ recipe: presetRecipe, suited: presetRecipe })
  const preset = () => useTrain.getState().recipe.preset

  it('follows what is labelled, until something is chosen or changed', () => {
    given()
    suit('track')
    expect(useTrain.getState().recipe).toEqual(recipeOfPreset('track'))
    suit('phase1')
    suit('track')
    expect(preset()).toBe('track')
    setNumber('dropout', 0.2)
    suit('phase1')
    expect(preset()).toBe('track')
    given()
    choosePreset('phase1')
    suit('track')
    expect(preset()).toBe('phase1')
  })
})
