/** Everything that decides a run, behind a fold; opened by itself once something differs from the preset. */
import { RotateCcw, Shuffle } from 'lucide-react'
import { useId } from 'react'
import type { Recipe } from '../../../shared/contract/learning.ts'
import { Button } from '../../components/Button.tsx'
import { Check } from '../../components/Check.tsx'
import { NumberField, SelectField } from '../../components/Field.tsx'
import { count } from '../../state/format.ts'
import { useHeads } from '../../state/queries.ts'
import { FoldHead } from './FoldHead.tsx'
import { GoOnFrom } from './GoOnFrom.tsx'
import { TaskWeights } from './TaskWeights.tsx'
import { PixelFields } from './PixelFields.tsx'
import { differences, recipeSummary } from './recipe.ts'
import { RecipeFile } from './RecipeFile.tsx'
import { Sources } from './Sources.tsx'
import { anotherSeed } from './recipeFile.ts'
import { choiceFields, numberFields, switchFields } from './recipeFields.ts'
import { backToPreset, choosePreset, setNumber, setRecipe, switchOn, useTrain } from './trainState.ts'

export function RecipeFold({ parameters }: { parameters: number | null }) {
  const { recipe, fold } = useTrain()
  const changed = differences(recipe)
  const open = fold ?? changed.length > 0
  const id = useId()
  return (
    <div className="sec tr-recipe">
      <FoldHead
        controls={id}
        title="Recipe"
        words={recipeSummary(recipe)}
        open={open}
        onOpen={(is) => useTrain.setState({ fold: is })}
      />
      {open && (
        <div id={id}>
          <Fields recipe={recipe} changed={new Set(changed.map(({ key }) => key))} />
          <TaskWeights recipe={recipe} />
          <PixelFields recipe={recipe} />
          <GoOnFrom />
          <Sources chosen={recipe.sources} onChange={(sources) => setRecipe({ sources })} />
          <div className="tr-recipe-foot">
            <span className="muted">{parameters === null ? '' : `${count(parameters)} parameters`}</span>
            <span className="sp" />
            <Button
              variant="quiet"
              icon={Shuffle}
              tip="Another split, other weights to start from"
              onClick={() => setRecipe({ seed: anotherSeed(recipe.seed) })}
            >
              Another seed
            </Button>
            <RecipeFile />
            <Button
              variant="quiet"
              icon={RotateCcw}
              disabledReason={changed.length === 0 ? 'Nothing differs from the preset.' : null}
              onClick={backToPreset}
            >
              Back to preset
            </Button>
          </div>
        </div>
      )}
    </div>
  )
}

function Fields({ recipe, changed }: { recipe: Recipe; changed: ReadonlySet<string> }) {
  const look = (key: string): string => (changed.has(key) ? 'tr-changed' : '')
  const heads = useHeads().data?.map(({ name, title }) => ({ value: name, title }))
  return (
    <div className="tr-fields">
      {choiceFields.map(({ key, title, means, options }) => (
        <div key={key} className={look(key)}>
          <SelectField
            label={title}
            value={recipe[key]}
            options={
              (key === 'head' && heads ? heads : options) as readonly {
                value: Recipe[typeof key]
                title: string
              }[]
            }
            onChange={(value) =>
              key === 'preset'
                ? choosePreset(value as Recipe['preset'])
                : setRecipe(key === 'head' ? { head: value, tasks: null } : { [key]: value })
            }
          />
          <p className="tr-means">{means}</p>
        </div>
      ))}
      {switchFields.map(({ key, title, means, on, off }) => (
        <div key={key} className={look(key)}>
          <Check
            checked={Boolean(recipe[key])}
            onChange={(is) => (is ? switchOn(key, on) : setRecipe({ [key]: off }))}
          >
            {title}
          </Check>
          <p className="tr-means">{means}</p>
        </div>
      ))}
      {numberFields.map(({ key, title, means, ...limits }) => (
        <div key={key} className={look(key)}>
          <NumberField
            label={title}
            value={recipe[key]}
            {...limits}
            onChange={(value) => setNumber(key, value)}
          />
          <p className="tr-means">{means}</p>
        </div>
      ))}
    </div>
  )
}
