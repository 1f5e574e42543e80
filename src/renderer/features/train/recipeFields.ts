/** Each field of the recipe in one line. */
import type { Recipe as RecipeData } from '../../../shared/contract/learning.ts'

type KeysOf<Value> = {
  [Key in keyof RecipeData]-?: RecipeData[Key] extends Value ? Key : never
}[keyof RecipeData]

interface Field<Key> {
  readonly key: Key
  readonly title: string
  readonly means: string
}

export interface NumberRecipeField extends Field<KeysOf<number>> {
  readonly unit?: string
  readonly min: number
  readonly max: number
  readonly step: number
  readonly whole: boolean
}

export interface ChoiceRecipeField extends Field<KeysOf<string>> {
  readonly options: readonly { value: string; title: string }[]
}

/** On or off; `on`: what is set when it is switched on; null = as the preset has it. */
export interface SwitchRecipeField extends Field<'survival' | 'ensemble' | 'fewTracks' | 'refitAll'> {
  readonly on: boolean | null
  /** undefined: the key is absent. */
  readonly off: RecipeData['survival'] | RecipeData['fewTracks'] | undefined
}

const options = (titles: Record<string, string>) =>
  Object.entries(titles).map(([value, title]) => ({ value, title }))

export const choiceFields: readonly ChoiceRecipeField[] = [
  {
    key: 'preset',
    title: 'Preset',
    means:
      'Where all other fields start. track for real trackers, live or early to decide while a track grows, object to look at all tracks of a video at once, hybrid to look at pixels too.',
    options: options({
      phase1: 'phase1',
      track: 'track',
      live: 'live',
      early: 'early',
      object: 'object',
      attention: 'attention',
      multitask: 'multitask',
      pretrained: 'pretrained',
      cnn: 'cnn',
      magvit: 'magvit',
      'magvit-tuned': 'magvit, tuned',
      hybrid: 'hybrid',
    }),
  },
  {
    key: 'features',
    title: 'Features',
    means: 'What the model is told: the way of a track alone, or also its neighbours, score and file.',
    options: options({
      statistical: 'statistical, 9 a frame',
      track: 'track, 12 a frame and 20 a track',
      past: 'past, as track but only what came before',
      cnn: 'cnn, what the boxes look like',
      magvit: 'magvit, what a tokenizer sees of them',
      hybrid: 'hybrid, track and cnn',
    }),
  },
  {
    key: 'sequence',
    title: 'Sequence',
    means: 'How it looks back and ahead over the frames. On real tracks a summary suffices.',
    options: options({
      transformer: 'encoder, norm first',
      attention: 'encoder, norm last',
      summary: 'summary: mean, spread, ends',
      recurrent: 'recurrent, only back',
      object: 'object: all tracks of a video',
    }),
  },
  {
    key: 'head',
    title: 'Head',
    means: 'What it answers: is this a persistent track? Per frame or once a track; and what else it learns.',
    options: options({
      persistence: 'persistence',
      pooled: 'pooled, once a track',
      multitask: 'multitask: also label of three, next positions',
    }),
  },
  {
    key: 'schedule',
    title: 'Schedule',
    means: 'How the learning rate goes on after it has risen.',
    options: options({ constant: 'level', cosine: 'falls to 0' }),
  },
  {
    key: 'keepEpoch',
    title: 'Keeps',
    means: 'Which epoch becomes the model. With few labels the lowest loss is luck: keep the last.',
    options: options({ best: 'lowest validation loss', last: 'the last' }),
  },
  {
    key: 'classWeights',
    title: 'Class weights',
    means: 'Balanced: real and false tracks count the same in sum. Scores are then less honest.',
    options: options({ none: 'none', balanced: 'balanced' }),
  },
]

export const switchFields: readonly SwitchRecipeField[] = [
  {
    key: 'survival',
    title: 'Survival',
    means:
      'Learn from each file itself what lasts in it. Helps most with a new detector; slow on huge files.',
    on: true,
    off: false,
  },
  {
    key: 'ensemble',
    title: 'Ensemble',
    means:
      'Average the network with regression and trees. Better with the same detector; no gain seen with another.',
    on: true,
    off: false,
  },
  {
    key: 'fewTracks',
    title: 'Few tracks',
    means:
      'Under 1,000 tracks: as many epochs, and as small batches, as the preset needs. Epochs and Batch switch it off.',
    on: null,
    off: null,
  },
  {
    key: 'refitAll',
    title: 'Fit again on all labels',
    means: 'After the evaluation, for the model that filters. The figures stay those of the split.',
    on: true,
    off: undefined,
  },
]

const number = (
  key: NumberRecipeField['key'],
  title: string,
  means: string,
  [min, max, step]: [number, number, number],
  unit?: string,
): NumberRecipeField => ({
  key,
  title,
  means,
  min,
  max,
  step,
  whole: step >= 1,
  ...(unit === undefined ? {} : { unit }),
})

export const numberFields: readonly NumberRecipeField[] = [
  number('epochs', 'Epochs', 'Passes over the training tracks, at most.', [1, 1000, 1]),
  number(
    'earlyStop',
    'Early stop',
    'Epochs without a better validation loss before it stops; 0 = never.',
    [0, 1000, 1],
    'epochs',
  ),
  number(
    'learningRate',
    'Learning rate',
    'Size of each step. Too large: the loss jumps; too small: it crawls.',
    [0.00001, 1, 0.0005],
  ),
  number('warmUp', 'Warm-up', 'Share of all steps in which the rate rises to its size.', [0, 1, 0.05]),
  number('batch', 'Batch', 'Tracks per step. More is faster and needs more memory.', [1, 4096, 8], 'tracks'),
  number(
    'dropout',
    'Dropout',
    'Share of signals left out while it learns, against learning by heart.',
    [0, 0.9, 0.05],
  ),
  number(
    'weightDecay',
    'Weight decay',
    'How strongly weights are pulled to 0, against learning by heart.',
    [0, 10, 0.05],
  ),
  number('clip', 'Gradient limit', 'Longer gradients are shortened to this; 0 = never.', [0, 1000, 0.5]),
  number(
    'labelSmoothing',
    'Label smoothing',
    'How far answers may stay from certain: for labels that may be wrong.',
    [0, 0.5, 0.05],
  ),
  number(
    'averaging',
    'Averaging',
    'How slowly the used weights follow the learning ones; 0 = at once.',
    [0, 0.9999, 0.01],
  ),
  number(
    'prefixes',
    'Cut tracks',
    'Share of tracks shown only up to some box, so that short ones are judged well.',
    [0, 1, 0.05],
  ),
  number(
    'hideScores',
    'Hidden scores',
    'Share of tracks shown without scores, so that files without any work.',
    [0, 1, 0.05],
  ),
  number(
    'ahead',
    'Frames ahead',
    'Of head multitask: frames after the last seen box whose positions it predicts.',
    [1, 25, 1],
    'frames',
  ),
  number('mirror', 'Mirrored', 'Share of tracks shown with left and right exchanged.', [0, 1, 0.05]),
  number('width', 'Width', 'Numbers that the sequence part keeps. More learns by heart.', [4, 1024, 8]),
  number('layers', 'Layers', 'Of the encoders.', [1, 24, 1]),
  number(
    'heads',
    'Heads',
    'Of the encoders: how many looks each layer takes at once; they share the width.',
    [1, 32, 1],
  ),
  number('feedForward', 'Feed-forward', 'Of the encoders: width of what follows each look.', [4, 4096, 32]),
  number(
    'crowd',
    'Crowd',
    'Of object: most tracks of a video that look at each other at once.',
    [2, 2048, 32],
    'tracks',
  ),
  number('seed', 'Seed', 'The same seed and data give the same run.', [0, 4294967295, 1]),
]
