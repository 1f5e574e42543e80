/** A tokenizer of one's own: what it learns by. */
import { SelectField } from '../../../components/Field.tsx'
import { NumberFields, type NumberKey } from '../NumberFields.tsx'
import { Sources } from '../Sources.tsx'
import { BeforehandFold } from './BeforehandFold.tsx'
import { givenTokenizer, setTokenizer, startTokenizer, useTokenizerState } from './tokenizerState.ts'
import { tokenizerWords } from './tokenizers.ts'
import { useSeenTokenizers } from './useSeen.ts'

type Key = 'epochs' | 'clipsAnEpoch' | 'boxes' | 'window' | 'batch' | 'seed' | 'context' | 'learningRate'

const fields: readonly NumberKey<Key>[] = [
  {
    key: 'epochs',
    title: 'Epochs',
    means: 'Passes; after each the held-out clips are judged.',
    limits: { min: 1, max: 1000, step: 1, whole: true },
  },
  {
    key: 'clipsAnEpoch',
    title: 'Clips an epoch',
    means: 'Drawn anew each time, at most as many as there are.',
    limits: { min: 1, max: 100_000, step: 100, whole: true },
  },
  {
    key: 'boxes',
    title: 'Frames a clip',
    means: 'Of a track evenly spread; of whole clips in a row.',
    limits: { min: 1, max: 32, step: 1, whole: true },
  },
  {
    key: 'window',
    title: 'Frames a step',
    means: 'In a row; the network looks back three.',
    limits: { min: 1, max: 32, step: 1, whole: true },
  },
  {
    key: 'batch',
    title: 'Clips a step',
    means: 'More are steadier, and take more memory.',
    limits: { min: 1, max: 64, step: 1, whole: true },
  },
  {
    key: 'seed',
    title: 'Seed',
    means: 'The same seed and clips give the same one.',
    limits: { min: 0, max: 4294967295, step: 1, whole: true },
  },
  {
    key: 'context',
    title: 'Context',
    means: 'Side of a crop, as a multiple of the box’s longer side.',
    limits: { min: 1, max: 4, step: 0.1 },
  },
  {
    key: 'learningRate',
    title: 'Learning rate',
    means: 'Size of each step; it falls to 0 at the end.',
    limits: { min: 0.00001, max: 0.1, step: 0.0005 },
  },
]

const materials = [
  { value: 'crops', title: 'crops around tracks' },
  { value: 'clips', title: 'whole clips' },
] as const

const quantisers = [
  { value: 'vq', title: 'learned vectors' },
  { value: 'fsq', title: 'rounded numbers' },
] as const

export function TokenizerFold() {
  const { fold, recipe } = useTokenizerState()
  const all = useSeenTokenizers()
  return (
    <BeforehandFold
      what="tokenizer"
      title="Tokenizer"
      note="Learns what is seen, from pictures alone, without labels. Presets magvit and hybrid can look with it, and magvit-tuned starts from it; Review shows what it makes of a track."
      open={fold}
      onOpen={(open) => useTokenizerState.setState({ fold: open })}
      start={{ words: 'Train a tokenizer', refused: null, run: startTokenizer }}
      changed={JSON.stringify(recipe) !== JSON.stringify(givenTokenizer)}
      onReset={() => useTokenizerState.setState({ recipe: givenTokenizer })}
      all={all.map((seen) => ({ seen, words: tokenizerWords(seen) }))}
    >
      <div className="tr-fields">
        <NumberFields fields={fields} values={recipe} given={givenTokenizer} onChange={setTokenizer} />
        <div className={recipe.material === givenTokenizer.material ? '' : 'tr-changed'}>
          <SelectField
            label="Learns from"
            value={recipe.material}
            options={materials}
            onChange={(material) => setTokenizer({ material })}
          />
          <p className="tr-means">What models look at later are crops, whichever it is.</p>
        </div>
        <div className={recipe.quantiser === givenTokenizer.quantiser ? '' : 'tr-changed'}>
          <SelectField
            label="Codes"
            value={recipe.quantiser}
            options={quantisers}
            onChange={(quantiser) => setTokenizer({ quantiser })}
          />
          <p className="tr-means">Learned ones show more; rounded ones cannot collapse.</p>
        </div>
      </div>
      <Sources chosen={recipe.sources} onChange={(sources) => setTokenizer({ sources })} />
    </BeforehandFold>
  )
}
