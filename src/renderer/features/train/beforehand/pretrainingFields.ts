/** Each number of a pretraining's recipe in one line. */
import type { NumberKey } from '../NumberFields.tsx'

type PartKey = 'width' | 'layers' | 'heads' | 'feedForward'
type Key = 'masked' | 'epochs' | 'batch' | 'learningRate' | 'weightDecay' | 'dropout' | 'seed'

const number = <K extends string>(
  key: K,
  title: string,
  means: string,
  [min, max, step]: [number, number, number],
): NumberKey<K> => ({ key, title, means, limits: { min, max, step, whole: step >= 1 } })

/** The parts, as in the recipe of a training that starts from it. */
export const partFields: readonly NumberKey<PartKey>[] = [
  number('width', 'Width', 'Numbers that the sequence part keeps.', [4, 1024, 8]),
  number('layers', 'Layers', 'Of the encoders.', [1, 24, 1]),
  number('heads', 'Heads', 'Of the encoders; they share the width.', [1, 32, 1]),
  number('feedForward', 'Feed-forward', 'Of the encoders: width of what follows each look.', [4, 4096, 32]),
]

export const learningFields: readonly NumberKey<Key>[] = [
  number(
    'masked',
    'Hidden steps',
    'Share of each track that it must tell, drawn anew each epoch.',
    [0.01, 0.9, 0.05],
  ),
  number('epochs', 'Epochs', 'Passes; after each the held-out videos are judged.', [1, 1000, 1]),
  number('batch', 'Batch', 'Tracks per step. More is faster and needs more memory.', [1, 4096, 8]),
  number(
    'learningRate',
    'Learning rate',
    'Size of each step; it falls to 0 at the end.',
    [0.00001, 1, 0.0005],
  ),
  number('weightDecay', 'Weight decay', 'How strongly weights are pulled to 0.', [0, 10, 0.05]),
  number('dropout', 'Dropout', 'Share of signals left out while it learns.', [0, 0.9, 0.05]),
  number(
    'seed',
    'Seed',
    'Also says which videos are the test part: as in a training of this seed.',
    [0, 4294967295, 1],
  ),
]

const titled = <Value extends string>(titles: Record<Value, string>) =>
  (Object.entries(titles) as [Value, string][]).map(([value, title]) => ({ value, title }))

export const features = titled({
  track: 'track, 12 a frame and 20 a track',
  past: 'past, as track but only what came before',
  statistical: 'statistical, 9 a frame',
})
export const sequences = titled({
  transformer: 'encoder, norm first',
  attention: 'encoder, norm last',
  recurrent: 'recurrent, only back',
})
