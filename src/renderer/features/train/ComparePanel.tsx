/** How often and beside what: seeds, and presets to train in the same job. */
import { type Recipe, presets } from '../../../shared/contract/learning.ts'
import { Button } from '../../components/Button.tsx'
import { Check } from '../../components/Check.tsx'
import { recipesOf, seedCounts, sweepWords } from './sweep.ts'
import { useTrain } from './trainState.ts'

export function ComparePanel() {
  const { recipe, beside, seeds } = useTrain()
  const others = presets.filter((preset) => recipesOf({ recipe, beside: [preset], seeds: 1 }).length === 2)
  const set = (preset: Recipe['preset'], on: boolean): void =>
    useTrain.setState({ beside: on ? [...beside, preset] : beside.filter((one) => one !== preset) })
  return (
    <div className="sec tr-compare">
      <div className="sh">
        <h2>How often, beside what</h2>
        <span className="sp" />
        <span className="seg" role="group" aria-label="Seeds">
          {seedCounts.map((number) => (
            <Button
              key={number}
              pressed={seeds === number}
              onClick={() => useTrain.setState({ seeds: number })}
            >
              {number === 1 ? '1 seed' : `${number} seeds`}
            </Button>
          ))}
        </span>
      </div>
      {recipe.from === undefined ? (
        <fieldset className="tr-beside">
          <legend>Beside it</legend>
          {others.map((preset) => (
            <Check key={preset} checked={beside.includes(preset)} onChange={(on) => set(preset, on)}>
              {preset}
            </Check>
          ))}
        </fieldset>
      ) : null}
      <p className="note">{sweepWords({ recipe, beside: recipe.from === undefined ? beside : [], seeds })}</p>
    </div>
  )
}
