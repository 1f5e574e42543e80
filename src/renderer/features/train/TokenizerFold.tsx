/** Left, behind a fold: training a tokenizer of one's own, and those that there are. */
import { ChevronDown, ChevronRight, Play, RotateCcw } from 'lucide-react'
import { useId } from 'react'
import { Button } from '../../components/Button.tsx'
import { NumberField, SelectField } from '../../components/Field.tsx'
import { Icon } from '../../components/Icon.tsx'
import {
  givenRecipe,
  setTokenizerRecipe,
  showTokenizer,
  startTokenizer,
  useTokenizerState,
} from './tokenizerState.ts'
import { type SeenTokenizer, tokenizerWords } from './tokenizers.ts'
import { useSeenTokenizers } from './useSeenTokenizers.ts'

const fields = [
  {
    key: 'epochs',
    title: 'Epochs',
    means: 'Passes; after each the held-out clips are judged.',
    max: 1000,
    step: 1,
  },
  {
    key: 'clipsAnEpoch',
    title: 'Clips an epoch',
    means: 'Drawn anew each time, at most as many as there are.',
    max: 100_000,
    step: 100,
  },
  {
    key: 'boxes',
    title: 'Frames a clip',
    means: 'Boxes of a track at most, evenly spread.',
    max: 32,
    step: 1,
  },
  {
    key: 'window',
    title: 'Frames a step',
    means: 'In a row; the network looks back three.',
    max: 32,
    step: 1,
  },
  {
    key: 'batch',
    title: 'Clips a step',
    means: 'More are steadier, and take more memory.',
    max: 64,
    step: 1,
  },
  {
    key: 'seed',
    title: 'Seed',
    means: 'The same seed and clips give the same one.',
    max: 4294967295,
    step: 1,
  },
] as const

const quantisers = [
  { value: 'vq', title: 'learned vectors' },
  { value: 'fsq', title: 'rounded numbers' },
] as const

export function TokenizerFold() {
  const { fold, recipe, shown } = useTokenizerState()
  const all = useSeenTokenizers()
  const id = useId()
  const changed = JSON.stringify(recipe) !== JSON.stringify(givenRecipe)
  return (
    <div className="sec tr-recipe">
      <button
        type="button"
        className="tr-fold"
        aria-expanded={fold}
        aria-controls={id}
        onClick={() => useTokenizerState.setState({ fold: !fold })}
      >
        <Icon of={fold ? ChevronDown : ChevronRight} size={12} />
        <span>Tokenizer</span>
        <span className="sp" />
        <span className="muted">{all.length === 0 ? 'none trained' : `${all.length} trained or begun`}</span>
      </button>
      {fold && (
        <div id={id}>
          <p className="note">
            Learns what crops look like, from pictures alone, without labels. Presets magvit and hybrid can
            look with it; Review shows what it makes of a track.
          </p>
          <div className="tr-fields">
            {fields.map(({ key, title, means, max, step }) => (
              <div key={key} className={recipe[key] === givenRecipe[key] ? '' : 'tr-changed'}>
                <NumberField
                  label={title}
                  value={recipe[key]}
                  min={key === 'seed' ? 0 : 1}
                  max={max}
                  step={step}
                  whole
                  onChange={(value) => setTokenizerRecipe({ [key]: value })}
                />
                <p className="tr-means">{means}</p>
              </div>
            ))}
            <div className={recipe.quantiser === givenRecipe.quantiser ? '' : 'tr-changed'}>
              <SelectField
                label="Codes"
                value={recipe.quantiser}
                options={quantisers}
                onChange={(quantiser) => setTokenizerRecipe({ quantiser })}
              />
              <p className="tr-means">Learned ones show more; rounded ones cannot collapse.</p>
            </div>
            <Fraction
              title="Context"
              means="Side of what is cut out, as a multiple of the box’s longer side."
              field="context"
              limits={{ min: 1, max: 4, step: 0.1 }}
            />
            <Fraction
              title="Learning rate"
              means="Size of each step; it falls to 0 at the end."
              field="learningRate"
              limits={{ min: 0.00001, max: 0.1, step: 0.0005 }}
            />
          </div>
          <div className="tr-recipe-foot">
            <Button icon={Play} onClick={() => void startTokenizer()}>
              Train a tokenizer
            </Button>
            <span className="sp" />
            <Button
              variant="quiet"
              icon={RotateCcw}
              disabledReason={changed ? null : 'Nothing differs from what is given.'}
              onClick={() => setTokenizerRecipe(givenRecipe)}
            >
              As given
            </Button>
          </div>
        </div>
      )}
      {fold && all.length > 0 && (
        <ul className="tr-tokenizers" aria-label="Tokenizers">
          {all.map((one) => (
            <Row key={one.id} tokenizer={one} shown={one.id === shown} />
          ))}
        </ul>
      )}
    </div>
  )
}

interface FractionProps {
  title: string
  means: string
  field: 'context' | 'learningRate'
  limits: { min: number; max: number; step: number }
}

function Fraction({ title, means, field, limits }: FractionProps) {
  const value = useTokenizerState(({ recipe }) => recipe[field])
  return (
    <div className={value === givenRecipe[field] ? '' : 'tr-changed'}>
      <NumberField
        label={title}
        value={value}
        {...limits}
        onChange={(next) => setTokenizerRecipe({ [field]: next })}
      />
      <p className="tr-means">{means}</p>
    </div>
  )
}

function Row({ tokenizer, shown }: { tokenizer: SeenTokenizer; shown: boolean }) {
  return (
    <li>
      <button
        type="button"
        className="tr-pick"
        aria-pressed={shown}
        onClick={() => showTokenizer(shown ? null : tokenizer.id)}
      >
        Tokenizer {tokenizer.id}
      </button>
      <span className="muted ell">{tokenizerWords(tokenizer)}</span>
    </li>
  )
}
