/** What a recipe that looks at pixels sees of a track; nothing for the others. */
import { looksAtPixels, type Recipe, usesTokenizer } from '../../../shared/contract/learning.ts'
import { Check } from '../../components/Check.tsx'
import { SelectField } from '../../components/Field.tsx'
import { useTokenizers } from '../../state/queries.ts'
import { NumberFields, type NumberKey } from './NumberFields.tsx'
import { recipeOfPreset } from './recipe.ts'
import { setRecipe } from './trainState.ts'

type Pixels = NonNullable<Recipe['pixels']>

const numbers: readonly NumberKey<'boxes' | 'context' | 'width'>[] = [
  {
    key: 'boxes',
    title: 'Boxes looked at',
    means: 'Most of a track, evenly spread. More cost time and disk, not labels.',
    limits: { min: 1, max: 64, step: 1, whole: true },
  },
  {
    key: 'context',
    title: 'Context',
    means: 'Side of what is cut out, as a multiple of the box’s longer side.',
    limits: { min: 1, max: 4, step: 0.1 },
  },
  {
    key: 'width',
    title: 'Numbers a box',
    means: 'What a box’s pixels come to before the track is looked at.',
    limits: { min: 4, max: 512, step: 4, whole: true },
  },
]

const rates: readonly NumberKey<'tunedLearningRate'>[] = [
  {
    key: 'tunedLearningRate',
    title: 'Rate of the encoder',
    means: 'Its learning rate, smaller than that of the rest, so that it does not forget.',
    limits: { min: 1e-6, max: 1, step: 0.0001 },
  },
]

const beside = [
  { value: 'statistical', title: 'statistical, 9 a frame' },
  { value: 'track', title: 'track, 12 a frame and 20 a track' },
] as const
const visual = [
  { value: 'cnn', title: 'a network that learns with the rest' },
  { value: 'magvit', title: 'a tokenizer, trained before' },
] as const

export function PixelFields({ recipe }: { recipe: Recipe }) {
  if (!looksAtPixels(recipe.features)) return null
  const given = recipeOfPreset(recipe.preset).pixels ?? recipeOfPreset('cnn').pixels!
  const pixels = recipe.pixels ?? given
  const set = (change: Partial<Pixels>): void => setRecipe({ pixels: { ...pixels, ...change } })
  const look = (key: keyof Pixels): string => (pixels[key] === given[key] ? '' : 'tr-changed')
  return (
    <fieldset className="tr-pixels">
      <legend>Pixels</legend>
      <div className="tr-fields">
        <NumberFields fields={numbers} values={pixels} given={given} onChange={set} />
        {recipe.features === 'hybrid' && (
          <>
            <div className={look('beside')}>
              <SelectField
                label="Beside them"
                value={pixels.beside}
                options={beside}
                onChange={(value) => set({ beside: value })}
              />
              <p className="tr-means">What the model is told beside the pixels.</p>
            </div>
            <div className={look('visual')}>
              <SelectField
                label="Seen by"
                value={pixels.visual}
                options={visual}
                onChange={(value) => set({ visual: value })}
              />
              <p className="tr-means">Who turns pixels into numbers.</p>
            </div>
          </>
        )}
        {usesTokenizer({ ...recipe, pixels }) && (
          <>
            <TokenizerField pixels={pixels} onChoose={(tokenizer) => set({ tokenizer })} />
            <div className={look('tuned')}>
              <Check checked={pixels.tuned} onChange={(tuned) => set({ tuned })}>
                Tune its encoder
              </Check>
              <p className="tr-means">
                It learns on with the rest and is part of the model. Every step looks at the crops again, so
                it takes longer.
              </p>
            </div>
            {pixels.tuned && <NumberFields fields={rates} values={pixels} given={given} onChange={set} />}
          </>
        )}
      </div>
    </fieldset>
  )
}

interface TokenizerFieldProps {
  pixels: Pixels
  onChoose(tokenizer: number | null): void
}

function TokenizerField({ pixels: { tokenizer: chosen, tuned }, onChoose }: TokenizerFieldProps) {
  const ready = (useTokenizers().data ?? []).filter(({ epochs, recipe }) => epochs.length === recipe.epochs)
  return (
    <div className={chosen === null ? '' : 'tr-changed'}>
      <SelectField
        label="Tokenizer"
        value={String(chosen ?? 'latest')}
        options={[
          { value: 'latest', title: ready[0] ? `the latest, now ${ready[0].id}` : 'the latest' },
          ...ready.map(({ id, epochs }) => ({
            value: String(id),
            title: `${id}, ${epochs.at(-1)!.psnr.toFixed(1)} dB`,
          })),
        ]}
        onChange={(value) => onChoose(value === 'latest' ? null : Number(value))}
      />
      <p className="tr-means">
        {ready.length > 0
          ? `Its encoder looks; it ${tuned ? 'starts as it is there' : 'does not learn with the rest'}.`
          : 'None is trained to its end yet: train one below, under Tokenizer.'}
      </p>
    </div>
  )
}
