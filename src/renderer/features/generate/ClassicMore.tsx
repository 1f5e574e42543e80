/** What is seldom changed in a classic clip: mixes of clutter, the stroke, the families of paths. */
import { type ClassicRecipe, mixes, pathFamilies } from '../../../shared/contract/clipRecipe.ts'
import { Button } from '../../components/Button.tsx'
import { NumberField, SelectField } from '../../components/Field.tsx'
import { RangeField } from './RangeField.tsx'
import type { Change } from './recipe.ts'

export function ClassicMore({ recipe, change }: { recipe: ClassicRecipe; change: Change }) {
  const { families } = recipe
  const toggle = (family: (typeof pathFamilies)[number], on: boolean) => {
    const chosen = on ? [...families, family] : families.filter((each) => each !== family)
    if (chosen.length > 0) change({ families: pathFamilies.filter((each) => chosen.includes(each)) })
  }
  return (
    <>
      <div className="mixes" role="group" aria-label="Mixes of disturbance">
        {Object.entries(mixes).map(([name, values]) => (
          <Button key={name} onClick={() => change(values)}>
            {name}
          </Button>
        ))}
      </div>
      <details className="more">
        <summary>More options</summary>
        <RangeField
          label="Clutter that passes"
          value={recipe.transientClutter}
          max={50}
          onChange={(transientClutter) => change({ transientClutter })}
        />
        <RangeField
          label="Clutter that stays"
          value={recipe.persistentClutter}
          max={50}
          onChange={(persistentClutter) => change({ persistentClutter })}
        />
        <div className="flds2">
          <NumberField
            label="Line width"
            unit="pt"
            value={recipe.lineWidth}
            min={0.1}
            max={50}
            step={0.5}
            onChange={(lineWidth) => change({ lineWidth })}
          />
          <NumberField
            label="Point size"
            unit="pt²"
            value={recipe.pointSize}
            min={1}
            max={5000}
            step={10}
            onChange={(pointSize) => change({ pointSize })}
          />
          <SelectField
            label="Trail"
            className="both"
            value={recipe.trail}
            options={[
              { value: 'under', title: 'under the point' },
              { value: 'over', title: 'over the point, as published' },
            ]}
            onChange={(trail) => change({ trail })}
          />
        </div>
        <fieldset className="families">
          <legend className="cap">Paths</legend>
          {pathFamilies.map((family) => (
            <label key={family}>
              <input
                type="checkbox"
                checked={families.includes(family)}
                onChange={(event) => toggle(family, event.target.checked)}
              />
              {family}
            </label>
          ))}
        </fieldset>
      </details>
    </>
  )
}
